import type { ListKind } from '#shared/contract/exports.ts';
import type { FindingRow } from '#shared/contract/findings.ts';
import { basisText, methodNames } from '#shared/rules/rule.ts';
import { POINT_FOR_CAMPUS } from '#shared/zones/measured-places.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { listFindings } from '../../places/judging/list-findings.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type Cell, encodeXlsx } from './table.ts';

type FindingList = Exclude<ListKind, 'handings'>;

/** A list of findings that a page can save: the bytes of an xlsx file. */
export async function findingList(context: QueryContext, kind: FindingList): Promise<Uint8Array> {
  const rows = await listFindings(context, { primary: true });
  const columns = listColumns[kind];
  const titles = context.workspace.catalogue.categoryTitles;
  return await encodeXlsx({
    columns: columns.map(({ title }) => title),
    rows: rows.filter(isListed[kind]).map((row) => columns.map(({ cell }) => cell(row, titles, context))),
  });
}

interface ListColumn {
  readonly title: string;
  readonly cell: (row: FindingRow, titles: ReadonlyMap<string, string>, context: QueryContext) => Cell;
}

const isListed: Record<FindingList, (row: FindingRow) => boolean> = {
  toSettle: (row) => row.toSettle !== null,
  disagreements: (row) => row.disagrees,
};

const common: readonly ListColumn[] = [
  { title: '学校', cell: (row) => row.schoolName },
  { title: '场所', cell: (row) => row.venueName },
  { title: '类别', cell: (row, titles) => titles.get(row.category) ?? '其他' },
  { title: '判定', cell: (row) => severityNames[row.severity] },
  { title: '采用距离（米）', cell: (row) => metres(row.distance) },
  { title: '误差±2σ（米）', cell: (row) => metres(2 * row.sigma) },
  { title: '限值（米）', cell: (row) => row.limit },
  { title: '区域', cell: (row) => (row.note.includes(POINT_FOR_CAMPUS) ? POINT_FOR_CAMPUS : '') },
];

const threeDistances: readonly ListColumn[] = [
  { title: '边界直线（米）', cell: (row) => row.boundary && metres(row.boundary) },
  { title: '校门直线（米）', cell: (row) => row.gate && metres(row.gate) },
  { title: '校门步行（米）', cell: (row) => row.walking && metres(row.walking) },
];

const basis: ListColumn = {
  title: '依据',
  cell: (row, _, { workspace }) => {
    const rule = workspace.rules.find(({ id }) => id === row.ruleId);
    return rule ? basisText(rule) : row.ruleId;
  },
};

const listColumns: Record<FindingList, readonly ListColumn[]> = {
  toSettle: [
    ...common,
    { title: '需要做什么', cell: (row) => row.toSettle },
    basis,
    { title: '测得（米）', cell: () => null },
    { title: '测量人', cell: () => null },
    { title: '日期', cell: () => null },
  ],
  disagreements: [
    ...common,
    { title: '采用方法', cell: (row) => methodNames[row.method] },
    ...threeDistances,
    basis,
    { title: '备注', cell: (row) => row.note },
  ],
};

function metres(value: number): number {
  return Number(value.toFixed(1));
}
