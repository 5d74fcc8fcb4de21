import { z } from 'zod';
import { adoptionSchema } from '../classification/adopted-values.ts';
import { coordinateSystemSchema } from '../geodesy/coordinate-systems.ts';
import { referenceSystemSchema } from '../geodesy/reference-systems.ts';
import { importFieldSchema } from '../registry/fields.ts';
import { type Area, placeAreas } from './areas.ts';
import { columnMatchSchema } from './column-match.ts';
import { bytesSchema, idSchema, lngLatSchema } from './common.ts';
import { importProblemSchema, problemGroupSchema, problemsProcedures } from './import-problems.ts';
import { listedKindsSchema } from './listed-kinds.ts';
import { fieldChangeSchema, listedPlaceSchema, placeChangesProcedures } from './place-changes.ts';
import { command, exporting, query, request } from './procedure.ts';

export const importKindSchema = z.enum([
  'schools',
  'gates',
  'campuses',
  'venues',
  'facilities',
  'roads',
  'regions',
  'addresses',
  'hazards',
]);
export type ImportKind = z.infer<typeof importKindSchema>;

export const importKindNames: Record<ImportKind, string> = {
  schools: '学校',
  gates: '校门',
  campuses: '校园边界',
  venues: '场所',
  facilities: '交通设施',
  roads: '道路',
  regions: '辖区',
  addresses: '标准地址',
  hazards: '隐患台账',
};

/** What a list is to be imported as; `auto` tells the rows of a mixed list apart. */
export const importAsSchema = z.enum([...importKindSchema.options, 'auto']);
export type ImportAs = z.infer<typeof importAsSchema>;

export const importAsNames: Record<ImportAs, string> = { ...importKindNames, auto: '混合名单' };

/** Endings of files that hold tables alone. */
const tableExtensions = [
  ...(['csv', 'tsv', 'txt', 'xlsx', 'xls', 'xlsm', 'xlsb', 'ods', 'fods'] as const),
  ...(['et', 'dif', 'slk', 'numbers', 'dbf'] as const),
] as const;

/** Endings of files that can hold shapes: of these a base map can be made as well. */
export const groundExtensions = [
  ...(['geojson', 'json', 'ndjson', 'jsonl', 'geojsonl'] as const),
  ...(['kml', 'kmz', 'ovkml', 'ovkmz', 'gpx', 'zip', 'gpkg', 'shp'] as const),
] as const;

/** Kinds of file that can be imported, by extension. */
export const importExtensions = [...tableExtensions, ...groundExtensions] as const;
export type ImportExtension = (typeof importExtensions)[number];

/** Used in place of a sheet's name: all visible sheets as one list. */
export const ALL_SHEETS = '*';

/** How to read a file: shared by the screen and the command line. */
export const readingSchema = z.object({
  encoding: z.string().default('auto'),
  /** A sheet or layer by name or number from 1, ALL_SHEETS, or null for the first. */
  sheet: z.string().nullable().default(null),
  header: z.boolean().default(true),
});
/** How a file is read; of several sheets or layers the one that holds what is wanted is read, where that is known. */
export type Reading = z.infer<typeof readingSchema> & { readonly wanted?: ImportAs };

export const columnMapSchema = z.partialRecord(importFieldSchema, z.string());
export type ColumnMap = z.infer<typeof columnMapSchema>;

/** How lists of one office look. A preset is recognised by the header of a list, or chosen by its id. */
export const presetSchema = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9\u4e00-\u9fff][a-z0-9\u4e00-\u9fff_-]*$/)
    .max(60),
  title: z.string().trim().min(1).max(60),
  /** Where the form comes from; shown to whoever chooses. */
  note: z.string().max(200).default(''),
  as: importKindSchema,
  /** Header columns in their order. A list has this form where it has all of them. */
  columns: z.array(z.string()).min(1).max(100),
  map: columnMapSchema,
  /** Where such lists come in one reference system always. */
  crs: referenceSystemSchema.nullable().default(null),
});
export type Preset = z.infer<typeof presetSchema>;

const importOptionsSchema = readingSchema.extend({
  as: importAsSchema,
  /** `auto` goes by the evidence, and stops where that is not clear. */
  crs: z.union([coordinateSystemSchema, z.literal('auto')]).nullable(),
  /** Field → column name, or column number from 1. Empty: matched by header. */
  map: columnMapSchema,
  /**
   * Of several sheets or layers of which none is named, the first that holds what is wanted: for callers that have not
   * shown one of them to a person.
   */
  ofKind: z.boolean().default(false),
  /** Rows must match every filter, each `column~regular expression`. */
  where: z.array(z.string()).default([]),
  /** A preset by id; null: told by the header where no column is mapped by hand. */
  preset: z.string().nullable().default(null),
  /** Rows by their number that a person has unticked in the preview. */
  skipRows: z.array(z.number().int().min(1)).max(50_000).default([]),
  /** Values of single rows that a person has corrected in the preview; they stand before those of the list. */
  repairs: z
    .array(z.object({ row: z.number().int().min(1), field: importFieldSchema, value: z.string().max(1000) }))
    .max(5000)
    .default([]),
  /** What a person says that values of this list mean; kept for the lists of its source. */
  adoptions: z.array(adoptionSchema).max(1000).default([]),
});
export type ImportOptions = z.infer<typeof importOptionsSchema>;

/**
 * What a file holds beside the rows that were read: a sheet, a layer, a file of an archive, or lines that are no data.
 * Nothing of a file is left out without being told.
 */
export const unreadPartSchema = z.object({
  /** Of the sheet, layer or file; of lines, of the sheet or file in which they stand. */
  name: z.string(),
  /** Rows or lines of it; 0 where it holds none, or none that could be counted. */
  rows: z.number(),
  /** In Chinese words, why it was not read and what to do to have it read. */
  reason: z.string(),
});
export type UnreadPart = z.infer<typeof unreadPartSchema>;

const importResultSchema = z.object({
  batch: z.number(),
  as: importAsSchema,
  crs: z.string(),
  crsConfidence: z.number(),
  encoding: z.string(),
  preset: z.string().nullable(),
  rows: z.number(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
  warned: z.number(),
  unlocated: z.number(),
  ms: z.number(),
  unread: z.array(unreadPartSchema),
});
export type ImportResult = z.infer<typeof importResultSchema>;

export type ColumnMatch = z.infer<typeof columnMatchSchema>;

const previewSchema = z.object({
  fileName: z.string(),
  encoding: z.string(),
  sheets: z.array(z.string()),
  /** What each of the sheets most likely is, in their order; null where it is no list or cannot be read. */
  sheetKinds: z.array(importAsSchema.nullable()),
  sheet: z.string().nullable(),
  columns: z.array(z.string()),
  rowCount: z.number(),
  sample: z.array(z.array(z.string())),
  /** Lines that are no data: titles above the header, totals and signatures below. */
  setAside: z.array(z.object({ number: z.number(), text: z.string() })),
  /** What the file holds beside the rows. */
  unread: z.array(unreadPartSchema),
  map: columnMapSchema,
  /** How surely each field was matched; columns that were not matched are left out. */
  matches: z.array(columnMatchSchema),
  /** What the list most likely is, by its columns and rows. */
  as: importAsSchema,
  /** The preset whose form the list has; null where it has none. */
  preset: presetSchema.nullable(),
  kinds: listedKindsSchema,
  /** How a list with this very header was last imported; null for a new header. */
  remembered: z.object({ as: importAsSchema, map: columnMapSchema }).nullable(),
  /** Whether rows have shapes of their own. */
  hasGeometry: z.boolean(),
  /** Whether the columns have names that are known: else the first row may be data. */
  isHeaderKnown: z.boolean(),
  /** The reference system that the file states, or that the standard of such files says; null where it tells none. */
  stated: z
    .object({ system: coordinateSystemSchema, name: z.string(), by: z.enum(['file', 'form']) })
    .nullable(),
});
export type ImportPreview = z.infer<typeof previewSchema>;

const changedPlaceSchema = z.object({
  id: idSchema,
  name: z.string(),
  changes: z.array(fieldChangeSchema),
});

/** What an import means beyond its counts; lists are cut, totals are whole. */
const effectSchema = z.object({
  /** Rows of each kind in a mixed list. */
  kinds: z.array(
    z.object({
      as: importKindSchema,
      rows: z.number(),
      added: z.number(),
      updated: z.number(),
      unchanged: z.number(),
      rejected: z.number(),
    }),
  ),
  added: z.array(
    z.object({
      row: z.number(),
      as: importKindSchema,
      name: z.string(),
      address: z.string(),
      category: z.string(),
    }),
  ),
  changed: z.array(changedPlaceSchema),
  /** Places of which the list says something else than a person has set by hand, with what it says of that alone. */
  keptByHand: z.object({ total: z.number(), places: z.array(changedPlaceSchema) }),
  /** Which fields change how often. */
  /** What becomes of licences; null for a list that says nothing of them. */
  licences: z
    .object({ added: z.number(), updated: z.number(), unchanged: z.number(), keptByHand: z.number() })
    .nullable(),
  changedFields: z.array(z.object({ title: z.string(), count: z.number() })),
  /** Null where no earlier list is of the same source. */
  vanished: z
    .object({
      fileName: z.string(),
      importedAt: z.string(),
      /** Rows of that list, and the share of them that this one has too. */
      listed: z.number(),
      kept: z.number(),
      total: z.number(),
      places: z.array(listedPlaceSchema),
    })
    .nullable(),
  categories: z.array(
    z.object({
      category: z.string(),
      count: z.number(),
      toReview: z.number(),
      examples: z.array(z.string()),
    }),
  ),
});
export type ImportEffect = z.infer<typeof effectSchema>;

const batchSchema = z.object({
  id: idSchema,
  fileName: z.string(),
  as: importKindSchema,
  importedAt: z.string(),
  rows: z.number(),
  added: z.number(),
  updated: z.number(),
  unchanged: z.number(),
  rejected: z.number(),
  warned: z.number(),
  importedBy: z.string(),
  /** When it was taken back; null while it stands. */
  undoneAt: z.string().nullable(),
  vanished: z.number(),
  /** The first batch of the same file, where a mixed list was told apart. */
  partOf: idSchema.nullable(),
  /** What its file held beside the rows that were read. */
  unread: z.array(unreadPartSchema),
  /** The reference system that it was read in, in words; empty for batches from before this was kept. */
  crs: z.string(),
});
export type ImportBatch = z.infer<typeof batchSchema>;

const token = z.string().min(1).max(100);

const evidenceSchema = z.object({
  /** Positions looked at. */
  positions: z.number(),
  hasBoundary: z.boolean(),
  /** Whether regions are known whose own system was only taken for granted: they prove nothing. */
  hasUnproven: z.boolean(),
  best: referenceSystemSchema.nullable(),
  clear: z.boolean(),
  confidence: z.number(),
  evidence: z.array(
    z.object({
      reading: referenceSystemSchema,
      inside: z.number().nullable(),
      matched: z.number(),
      medianShift: z.number().nullable(),
      /** Rows whose address or code names a known region or road, and those of them that lie there. */
      told: z.number(),
      agreeing: z.number(),
    }),
  ),
});
export type CoordinateEvidence = z.infer<typeof evidenceSchema>;

/** What a small map shows of a list beside what is known, in WGS84. */
const evidenceMapSchema = z.object({
  /** Outer rings of the boundary. */
  boundary: z.array(z.array(lngLatSchema)),
  schools: z.array(lngLatSchema),
  /** Some positions of the list under each reading, and the known place of the same name where there is one. */
  points: z.array(
    z.object({
      wgs84: lngLatSchema,
      gcj02: lngLatSchema,
      bd09: lngLatSchema,
      known: lngLatSchema.nullable(),
    }),
  ),
});
export type EvidenceMap = z.infer<typeof evidenceMapSchema>;

/** How much of an outcome is wanted: the command line needs each problem and no lists, the page the groups of problems. */
const told = { eachProblem: z.boolean().default(true), effect: z.boolean().default(true) };

const outcomeSchema = z.object({
  result: importResultSchema,
  /** Each of them, where they were asked for. */
  problems: z.array(importProblemSchema),
  /** The same problems by their reasons, with all of their rows. */
  groups: z.array(problemGroupSchema),
  effect: effectSchema.nullable(),
});
export type ImportOutcome = z.infer<typeof outcomeSchema>;

/** What a list brings, and what follows from it. */
const listedAreas: readonly Area[] = ['lists', ...placeAreas, 'addresses', 'findings', 'settings', 'hazards'];

export const importProcedures = {
  /** How a list fits what is known under each reference system it could be in. */
  'import.evidence': query(importOptionsSchema.extend({ token }), evidenceSchema, {
    reads: ['regions', 'lists', 'venues', 'schools', 'roads'],
  }),
  'import.preview': query(readingSchema.extend({ token }), previewSchema, {
    reads: ['presets', 'lists', 'wordings'],
  }),
  /** What values of a list's columns most likely mean, where its columns are matched otherwise than at first. */
  'import.proposals': query(importOptionsSchema.extend({ token }), listedKindsSchema, {
    reads: ['presets', 'wordings'],
  }),
  /** Tells what an import would do; nothing is stored. */
  'import.dryRun': request(importOptionsSchema.extend({ token, ...told }), outcomeSchema),
  /** Imports and, unless told otherwise, computes findings anew, all in one transaction. */
  'import.run': command(
    importOptionsSchema.extend({ token, recheck: z.boolean().default(true), ...told }),
    outcomeSchema,
    { changes: [...listedAreas, 'wordings'] },
  ),
  ...placeChangesProcedures,
  'import.evidenceMap': query(importOptionsSchema.extend({ token }), evidenceMapSchema, {
    reads: ['regions', 'lists', 'venues', 'schools', 'roads'],
  }),
  /** Takes back a whole batch, the latest where none is named. Errors: BATCH_UNKNOWN, BATCH_UNDONE, BATCH_DEPENDED. */
  'import.undo': command(
    z.object({ batch: idSchema.nullable().default(null) }),
    z.object({ batch: idSchema, removed: z.number(), restored: z.number() }),
    { changes: listedAreas },
  ),
  'import.batches': query(z.object({}), z.array(batchSchema), { reads: ['lists'] }),
  /** An xlsx of a batch's problem rows with their original columns and the reasons, to be corrected and imported again. */
  'import.problemSheet': exporting('导出问题行', z.object({ batch: idSchema }), bytesSchema),
  /** The same of a list that is not imported yet. Errors: those of `import.dryRun`. */
  'import.problemFile': exporting('导出问题行', importOptionsSchema.extend({ token }), bytesSchema),
  /** Presets of the program and of the workspace. */
  'presets.list': query(z.object({}), z.array(presetSchema.extend({ own: z.boolean() })), {
    reads: ['presets'],
  }),
  /** Saves a preset of the workspace under its id. Errors: PRESET_TAKEN for an id of the program. */
  'presets.save': command(presetSchema, z.object({}), { changes: ['presets'] }),
  'presets.remove': command(z.object({ id: z.string() }), z.object({}), { changes: ['presets'] }),
  /** Reads presets from a file that another office has saved. Errors: PRESET_INVALID. */
  'presets.take': command(z.object({ token }), z.object({ taken: z.array(z.string()) }), {
    changes: ['presets'],
  }),
  ...problemsProcedures,
};
