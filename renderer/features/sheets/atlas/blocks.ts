import {
  type Block,
  type BlockKind,
  blockNames,
  blockSchema,
  type SheetField,
  type SheetTemplate,
  tablesOf,
} from '#shared/sheets/sheet-template.ts';

export const tableNames: Readonly<Record<string, string>> = {
  venues: '场所索引',
  statistics: '统计',
  facilities: '已有设施',
  provisions: '应有设施',
  duties: '护学岗',
  plan: '交通组织',
  schools: '学校清单',
  towns: '分镇街情况',
  stops: '检查点',
  members: '组员',
  facts: '事项',
  distances: '距离',
  segments: '分段',
  officers: '测量人员',
};

/** What stands in a text for each field in braces. */
export const fieldNames: Readonly<Record<SheetField, string>> = {
  title: '标题',
  subtitle: '副标题',
  number: '编号',
  page: '页码',
  pages: '总页数',
  scale: '比例尺',
  crs: '坐标系简称',
  crsFull: '坐标系',
  basemap: '底图名称',
  approval: '审图号',
  office: '编制单位',
  dataDate: '数据日期',
  sources: '资料来源',
  accuracy: '精度说明',
  date: '成图日期',
  maker: '制图人',
  reviewer: '审核人',
  approver: '批准人',
  recipient: '发给谁',
  workspace: '工作区',
  pack: '规则包',
};
const nameByField: ReadonlyMap<string, string> = new Map(Object.entries(fieldNames));
const inWords = (text: string) =>
  text.replace(/\{(\w+)\}/g, (_, field: string) => nameByField.get(field) ?? field);

/** What a block is called among the others of its sheet. */
export function describeBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return `文字：${inWords(block.text).slice(0, 12)}`;
    case 'table':
      return `表格：${tableNames[block.table] ?? block.table}`;
    case 'map':
      return { main: '主图', overview: '位置示意图', detail: '放大图' }[block.role];
    case 'mark':
    case 'legend':
    case 'scaleBar':
    case 'north':
    case 'signature':
    case 'logo':
    case 'rule':
      return blockNames[block.kind];
  }
}

/** A block to begin with, to be dragged to its place. */
export function freshBlock(kind: BlockKind, { blocks, pages }: SheetTemplate): Block {
  const fresh = blockSchema.parse({
    ...fresheners[kind],
    kind,
    id: freeId(blocks, kind),
    left: 20,
    top: 30,
  });
  return fresh.kind === 'table' ? { ...fresh, table: tablesOf[pages][0] ?? 'venues' } : fresh;
}

/** What a new block of a kind begins with. */
const fresheners: Readonly<Record<BlockKind, object>> = {
  text: { width: 60, height: 6, text: '文字', size: 3.2 },
  mark: { width: 46, height: 6, text: '内部工作用图，不得公开' },
  map: { width: 40, height: 34, role: 'detail' },
  scaleBar: { width: 64, height: 14 },
  north: { width: 9, height: 13 },
  legend: { width: 60, height: 30 },
  table: { width: 80, height: 40, table: 'statistics' },
  signature: { width: 160, height: 8, lines: ['制图', '审核', '批准'] },
  logo: { width: 24, height: 8 },
  rule: { width: 100, height: 0.5 },
};

function freeId(blocks: readonly Block[], kind: BlockKind): string {
  for (let i = 1; ; i++) if (!blocks.some(({ id }) => id === `${kind}-${i}`)) return `${kind}-${i}`;
}
