import { z } from 'zod';
import { serviceContract } from '#shared/contract/contract.ts';
import { type ListKind, listTitles } from '#shared/contract/exports.ts';
import type { FindingRow } from '#shared/contract/findings.ts';
import { type PhoneTable, phoneTableSchema } from '#shared/contract/phones.ts';
import type { Procedure } from '#shared/contract/procedure.ts';
import { basisText, methodNames } from '#shared/rules/rule.ts';
import { type TableName, tableTitles } from '#shared/tables/columns.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { selectEntriesOf, selectNames } from '../db/queries/export-trail.ts';
import { type Cell, encodeXlsx } from '../output/export/table.ts';
import { listFindings } from '../places/judging/list-findings.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

/** Commands of the trail by which something left the workspace, with what they are called. */
const takings: Readonly<Record<string, string>> = {
  ...Object.fromEntries(
    Object.entries(serviceContract as Record<string, Procedure>).flatMap(([name, { takes }]) =>
      takes === undefined ? [] : [[name, takes]],
    ),
  ),
  'exports.note': '命令行导出',
  'backups.note': '备份工作区',
  'packets.make': '导出外勤包',
  'reports.make': '生成报表',
  'documents.make': '生成文书',
};

const noted = z.object({
  table: z.string().optional(),
  title: z.string().optional(),
  what: z.string().optional(),
  file: z.string().optional(),
  masked: z.boolean().optional(),
  rows: z.number().optional(),
  size: z.number().nullish(),
});

/** A single row that somebody looked at, rather than a list. */
const lookedAt = z.object({ table: phoneTableSchema, id: z.number() });

/** What the trail says of a taking, in words: which table, file or list, and whether telephone numbers were whole. */
function aboutTaking({ table, title, what, file, masked, rows }: z.infer<typeof noted>): string {
  const name =
    table === undefined
      ? (title ?? file ?? listTitles[what as ListKind] ?? what ?? '')
      : (tableTitles[table as TableName] ?? table);
  const count = rows === undefined ? '' : `，${rows} 行`;
  return `${name}${count}${masked === false ? '，含完整电话' : ''}`;
}

export const exportsHandlers: HandlersOf<'exports'> = {
  async 'exports.taken'({ db }, { limit }) {
    const entries = await selectEntriesOf(db, Object.keys(takings), limit);
    const read = entries.map(({ input, ...entry }) => {
      const parsed: unknown = JSON.parse(input);
      return {
        ...entry,
        said: noted.safeParse(parsed).data ?? {},
        row: lookedAt.safeParse(parsed).data ?? null,
      };
    });
    const namesOf = (table: PhoneTable) =>
      selectNames(
        db,
        table,
        read.flatMap(({ row }) => (row?.table === table ? row.id : [])),
      );
    const names = { schools: await namesOf('schools'), venues: await namesOf('venues') };
    return read.map(({ id, at, actor, command, said, row, after }) => {
      const size = noted.safeParse(JSON.parse(after)).data?.size ?? said.size ?? null;
      const name = row && names[row.table].get(row.id);
      const about = `${aboutTaking(said)}${row ? `“${name ?? `编号 ${row.id}，已删除`}”` : ''}`;
      return { id, at, actor, what: takings[command] ?? command, about, size };
    });
  },

  async 'exports.note'() {
    return {};
  },

  async 'exports.list'(context, { what }) {
    const rows = await listFindings(context, { primary: true });
    const columns = listColumns[what];
    const titles = context.workspace.catalogue.categoryTitles;
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
