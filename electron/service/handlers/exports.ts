import type { ListKind } from '#shared/contract/exports.ts';
import type { FindingRow } from '#shared/contract/findings.ts';
import { basisText, methodNames } from '#shared/rules/rule.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import type { QueryContext } from '../context.ts';
import { type Cell, encodeXlsx } from '../export/table.ts';
import { findingsHandlers } from './findings.ts';
import type { HandlersOf } from './handlers.ts';

export const exportsHandlers: HandlersOf<'exports'> = {
  async 'exports.list'(context, { what }) {
    const rows = await findingsHandlers['findings.list'](context, {});
    const columns = listColumns[what];
    const titles = new Map(context.workspace.catalogue.categories.map(({ id, title }) => [id, title]));
    return new Uint8Array(
      encodeXlsx({
        columns: columns.map(({ title }) => title),
        rows: rows.filter(belongs[what]).map((row) => columns.map(({ cell }) => cell(row, titles, context))),
      }),
    );
  },
};

interface ListColumn {
  readonly title: string;
  readonly cell: (row: FindingRow, titles: ReadonlyMap<string, string>, context: QueryContext) => Cell;
}

const belongs: Record<ListKind, (row: FindingRow) => boolean> = {
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
];

const three: readonly ListColumn[] = [
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

const listColumns: Record<ListKind, readonly ListColumn[]> = {
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
    ...three,
    basis,
    { title: '备注', cell: (row) => row.note },
  ],
};

function metres(value: number): number {
  return Number(value.toFixed(1));
}
