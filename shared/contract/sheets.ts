import { z } from 'zod';
import { crowdedOffers } from '../sheets/crowded-sheet.ts';
import { pageKindSchema, sheetTemplateSchema } from '../sheets/sheet-template.ts';
import { querySchema } from '../tables/query.ts';
import { wholeWork, zoneGrounds } from './areas.ts';
import { bytesSchema, idSchema, lngLatSchema, nothing } from './common.ts';
import { command, exporting, query, request } from './procedure.ts';
import { tableNameSchema } from './tables.ts';

const pageSorts = ['name', 'town', 'violations'] as const;
export const pageGroups = ['none', 'town', 'stage'] as const;

/** Which pages are to be made. */
const pageChoiceSchema = z.object({
  /** Only these; null takes all that there are. */
  keys: z.array(z.string().max(60)).max(20_000).nullable().default(null),
  /** Only what the rows of a query are about. */
  query: z
    .object({ table: tableNameSchema, query: querySchema, text: z.string().max(100).default('') })
    .nullable()
    .default(null),
  /** They take the places of the same pages of a whole atlas: numbered and framed as among all. */
  replacing: z.boolean().default(false),
  sort: z.enum(pageSorts).default('name'),
  group: z.enum(pageGroups).default('none'),
  /** Leaves out pages that have none of the things that their kind of page shows. */
  skipEmpty: z.boolean().default(false),
  /** Of a grid: how much of a page its neighbour shows again, percent. */
  overlap: z.number().min(0).max(40).default(5),
});
export type PageChoice = z.infer<typeof pageChoiceSchema>;

export const sheetFormats = ['pdf', 'png', 'svg'] as const;
export const sheetFormatNames: Record<(typeof sheetFormats)[number], string> = {
  pdf: 'PDF',
  png: 'PNG 图片',
  svg: 'SVG 矢量图',
};

const settingsSchema = z.object({
  scale: z
    .number({ error: '比例尺应为数字' })
    .min(100, { error: '比例尺最大 1:100' })
    .max(500_000, { error: '比例尺最小 1:500000' })
    .nullable()
    .default(null),
  rotation: z.number().min(-180).max(180).default(0),
  centre: lngLatSchema.nullable().default(null),
  marked: z.boolean().default(true),
  /** Draws open comments on spots, with a list of what they say. */
  comments: z.boolean().default(false),
});

/** What is to be printed, and how. */
export const sheetOrderSchema = z.object({
  template: sheetTemplateSchema,
  pages: pageChoiceSchema.prefault({}),
  settings: settingsSchema.prefault({}),
  texts: z
    .object({
      maker: z.string().trim().max(60).default(''),
      reviewer: z.string().trim().max(60).default(''),
      approver: z.string().trim().max(60).default(''),
    })
    .prefault({}),
  /** Base maps by their ids, the lowest first; null takes all that can be drawn. */
  basemaps: z.array(z.string().max(300)).max(20).nullable().default(null),
  /** Prints although parts of a base map are missing; these parts are crossed out and named on the sheet. */
  allowGaps: z.boolean().default(false),
  /** 目录 and 场所索引, before and after the sheets. */
  contents: z.boolean().default(false),
  /** A file for each group. */
  split: z.boolean().default(false),
  format: z.enum(sheetFormats).default('pdf'),
});
export type SheetOrder = z.infer<typeof sheetOrderSchema>;
export type SheetOrderInput = z.input<typeof sheetOrderSchema>;

const pageSubjectSchema = z.object({
  key: z.string(),
  title: z.string(),
  /** Beside the title: the town, the sweep, the verdict. */
  note: z.string(),
  violations: z.number(),
});
export type PageSubject = z.infer<typeof pageSubjectSchema>;

/** Why a page is printed again: it was not there, something on it is otherwise, or only how it is laid out. */
export const pageChangeNames = { new: '新增', content: '内容有变', look: '版式、底图或签署不同' } as const;

/** What would be printed otherwise than it was last. */
const pageChangesSchema = z.object({
  /** The latest print of the template; null where there is none to compare with. */
  since: z.object({ number: z.string(), madeAt: z.string() }).nullable(),
  pages: z.array(z.object({ key: z.string(), title: z.string(), why: z.enum(['new', 'content', 'look']) })),
  /** Were printed, and are no more. */
  gone: z.array(z.object({ key: z.string(), title: z.string() })),
});
export type PageChanges = z.infer<typeof pageChangesSchema>;

const missingTileSchema = z.object({
  basemap: z.string(),
  tile: z.string(),
  reason: z.string(),
});

const previewSchema = z.object({
  title: z.string(),
  /** SVG pictures, one a page. */
  pages: z.array(z.string()),
  width: z.number(),
  height: z.number(),
  scale: z.number().nullable(),
  centre: lngLatSchema.nullable(),
  /** Where blocks lie on the first page, millimetres. */
  blocks: z.array(
    z.object({
      id: z.string(),
      box: z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() }),
    }),
  ),
  missing: z.array(missingTileSchema),
  /** What else is to be known before it is printed, in words. */
  problems: z.array(z.string()),
  /** How many numbered places stand on a crowded sheet, and what helps; null where it is not crowded. */
  crowded: z.object({ places: z.number(), offers: z.array(z.enum(crowdedOffers)) }).nullable(),
});
export type SheetPreview = z.infer<typeof previewSchema>;

const printSchema = z.object({
  id: idSchema,
  number: z.string(),
  title: z.string(),
  /** Name of the template. */
  template: z.string(),
  paper: z.string(),
  format: z.enum(sheetFormats),
  state: z.enum(['drawing', 'done']),
  pages: z.number(),
  recipient: z.string(),
  purpose: z.string(),
  madeAt: z.string(),
  madeBy: z.string(),
  /** Name of the file; empty until it is done. */
  file: z.string(),
  size: z.number(),
});
export type SheetPrint = z.infer<typeof printSchema>;

/** What any sheet may show. */
const shownOnSheets = [
  ...wholeWork,
  'comments',
  'incidents',
  'surveys',
  'saved',
  'basemaps',
  'officers',
  'calendar',
] as const;

export const sheetsProcedures = {
  /** Templates of the program and of the workspace. */
  'sheets.templates': query(
    nothing,
    z.array(
      sheetTemplateSchema.extend({
        /** Saved under this number in the workspace; null for one of the program. */ savedId:
          idSchema.nullable(),
      }),
    ),
    { reads: ['saved'] },
  ),
  /** What pages there can be of a kind, in their order. Errors: QUERY_INVALID, SHEET_NOTHING. */
  'sheets.pages': query(
    z.object({ kind: pageKindSchema, order: sheetOrderSchema }),
    z.array(pageSubjectSchema),
    { reads: [...zoneGrounds, 'findings', 'venues', 'regions', 'visits', 'sweeps', 'hazards', 'surveys'] },
  ),
  /**
   * The pages that differ from what was last printed by the template, whichever are chosen: compared by their content,
   * layout and base maps. Errors: QUERY_INVALID, SHEET_NOTHING.
   */
  'sheets.changes': query(z.object({ order: sheetOrderSchema }), pageChangesSchema, {
    reads: [...shownOnSheets, 'prints'],
  }),
  /** One sheet as it will be printed, raster base maps coarser. Errors: those of the page's subject. */
  'sheets.preview': query(z.object({ order: sheetOrderSchema, key: z.string().max(60) }), previewSchema, {
    reads: [...shownOnSheets],
  }),
  /** Gives a number to what is to be printed and for whom. Errors: SHEET_FIELD, SHEET_NOTHING. */
  'sheets.begin': command(
    z.object({
      order: sheetOrderSchema,
      recipient: z.string().trim().max(100).default(''),
      purpose: z.string().trim().max(200).default(''),
    }),
    z.object({ id: idSchema, number: z.string() }),
    { changes: ['prints'] },
  ),
  /**
   * Draws what was begun; a long job with progress that can be cancelled at any page and goes on where it
   * stopped when it is asked for again. Errors: PRINT_UNKNOWN, SHEET_TILES, SHEET_BASEMAP, SHEET_TOO_LARGE, DISK_WRITE.
   */
  'sheets.draw': request(z.object({ id: idSchema }), z.object({ pages: z.number(), resumed: z.number() })),
  /** Pages of some drawn sheets as SVG pictures, for a printer: after drawing and before it is finished. Errors: PRINT_UNKNOWN, PRINT_UNFINISHED. */
  'sheets.printable': request(
    z.object({
      id: idSchema,
      from: z.number().int().min(0),
      count: z.number().int().min(1).max(20),
    }),
    z.object({
      sheets: z.number(),
      pages: z.array(z.object({ svg: z.string(), width: z.number(), height: z.number() })),
    }),
  ),
  /** Keeps the drawn file with the record. Errors: PRINT_UNKNOWN, PRINT_UNFINISHED. */
  'sheets.finish': command(z.object({ id: idSchema }), z.object({ file: z.string(), pages: z.number() }), {
    changes: ['prints'],
  }),
  /** Drops what was begun and is not finished; the number is not given again. */
  'sheets.drop': command(z.object({ id: idSchema }), nothing, { changes: ['prints'] }),
  /** What was printed for whom, the latest first. */
  'sheets.prints': query(nothing, z.array(printSchema), { reads: ['prints'] }),
  /** The file as it was made. Errors: PRINT_UNKNOWN, PRINT_UNFINISHED, ATTACHMENT_MISSING. */
  'sheets.file': exporting('取出图幅', z.object({ id: idSchema }), bytesSchema),
  /** The index of a print as a workbook: its pages, and the venues on them. */
  'sheets.index': exporting('导出图幅索引', z.object({ id: idSchema }), bytesSchema),
};
