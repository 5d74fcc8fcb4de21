import { z } from 'zod';
import { paperSchema } from './paper.ts';

/** What a page of an atlas is about. */
const pageKinds = ['school', 'gate', 'town', 'district', 'team', 'finding', 'cell', 'survey'] as const;
export const pageKindSchema = z.enum(pageKinds);
export type PageKind = z.infer<typeof pageKindSchema>;

export const pageKindNames: Record<PageKind, string> = {
  school: '学校',
  gate: '校门',
  town: '镇街',
  district: '全区',
  team: '检查小组',
  finding: '研判结果',
  cell: '图幅格网',
  survey: '实测记录',
};

/** Tables that each kind of page fills. */
export const tablesOf: Record<PageKind, readonly string[]> = {
  school: ['venues', 'statistics'],
  gate: ['facilities', 'provisions', 'duties', 'plan'],
  town: ['schools', 'statistics'],
  district: ['towns', 'statistics'],
  team: ['stops', 'members', 'statistics'],
  finding: ['facts', 'distances'],
  cell: ['schools', 'venues', 'statistics'],
  survey: ['facts', 'distances', 'segments', 'officers'],
};

/** What texts may name in braces. */
export const sheetFields = [
  'title',
  'subtitle',
  'number',
  'page',
  'pages',
  'scale',
  'crs',
  'crsFull',
  'basemap',
  'approval',
  'office',
  'dataDate',
  'sources',
  'accuracy',
  'date',
  'maker',
  'reviewer',
  'approver',
  'recipient',
  'workspace',
  'pack',
] as const;
export type SheetField = (typeof sheetFields)[number];

const offset = z.number().min(-50).max(3000).optional();
/**
 * Where a block lies: distances from the edges of the paper and lengths, in units of the paper. Left and
 * right together stretch a block with the paper.
 */
const placement = {
  id: z.string().min(1).max(40),
  left: offset,
  right: offset,
  top: offset,
  bottom: offset,
  width: offset,
  height: offset,
  /** Also on the pages that a long table goes on to. */
  repeat: z.boolean().default(false),
  hidden: z.boolean().default(false),
  /** Begins below the block of this id, as far as that really reaches. */
  below: z.string().max(40).optional(),
};

export const gridKinds = ['none', 'geographic', 'projected'] as const;
export const gridNames: Record<(typeof gridKinds)[number], string> = {
  none: '不画',
  geographic: '经纬网',
  projected: 'CGCS2000 3° 带公里网',
};

export const blockSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('text'),
    ...placement,
    text: z.string().max(500),
    size: z.number().min(1).max(60),
    bold: z.boolean().default(false),
    align: z.enum(['start', 'middle', 'end']).default('start'),
  }),
  /** 内部工作用图，不得公开. */
  z.object({ kind: z.literal('mark'), ...placement, text: z.string().max(60) }),
  z.object({
    kind: z.literal('map'),
    ...placement,
    role: z.enum(['main', 'overview', 'detail']),
    /** Of a detail: how much larger than the main map. */
    enlarge: z.number().min(1.5).max(20).default(4),
  }),
  z.object({
    kind: z.literal('scaleBar'),
    ...placement,
    /** Moves to the emptiest corner of the map. */ free: z.boolean().default(false),
  }),
  z.object({ kind: z.literal('north'), ...placement }),
  z.object({ kind: z.literal('legend'), ...placement, columns: z.number().int().min(1).max(6).default(2) }),
  z.object({
    kind: z.literal('table'),
    ...placement,
    table: z.string().max(40),
    /** Goes on to further pages where it does not fit; otherwise it says how much is left out. */
    flows: z.boolean().default(false),
  }),
  z.object({
    kind: z.literal('signature'),
    ...placement,
    /** 制图、审核、批准, or 测量人 and 见证人. */
    lines: z.array(z.string().max(20)).min(1).max(8),
  }),
  z.object({ kind: z.literal('logo'), ...placement }),
  z.object({ kind: z.literal('rule'), ...placement }),
]);
export type Block = z.infer<typeof blockSchema>;
export type BlockKind = Block['kind'];
export type BlockOf<Kind extends BlockKind> = Extract<Block, { kind: Kind }>;

export const blockNames: Record<BlockKind, string> = {
  text: '文字',
  mark: '密级标注',
  map: '地图',
  scaleBar: '比例尺',
  north: '指北针',
  legend: '图例',
  table: '表格',
  signature: '签字栏',
  logo: '单位标志',
  rule: '分隔线',
};

export const sheetTemplateSchema = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9-]+$/)
    .max(60),
  title: z.string().min(1).max(40),
  /** One sentence: what it is for. */
  use: z.string().max(120),
  pages: pageKindSchema,
  /** Name of a page, with the same fields: {title}. */
  heading: z.string().max(120),
  paper: paperSchema,
  grid: z.enum(gridKinds),
  /** 1:N; null takes the largest round scale at which the subject of the page fits. */
  scale: z.number().min(100).max(500_000).nullable(),
  /** Room between what the map is about and its edge, in units. */
  margin: z.number().min(0).max(60).default(6),
  /** Layers that are left out. */
  without: z.array(z.string().max(20)).max(20).default([]),
  blocks: z.array(blockSchema).min(1).max(60),
});
export type SheetTemplate = z.infer<typeof sheetTemplateSchema>;

/** Fields that a template's texts name and nobody fills. */
export function unknownSheetFields({ blocks }: Pick<SheetTemplate, 'blocks'>): string[] {
  const known: readonly string[] = sheetFields;
  return blocks.flatMap((block) =>
    block.kind === 'text'
      ? [...block.text.matchAll(/\{([^}]*)\}/g)].flatMap(([, name = '']) =>
          known.includes(name) ? [] : [name],
        )
      : [],
  );
}
