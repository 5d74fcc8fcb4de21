import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import type { Rule } from '#shared/rules/rule.ts';
import { sweptWhen } from '#shared/sweeps/school-coverage.ts';
import { queryFault } from '#shared/tables/query.ts';
import { type CellValue, cellText, findColumn, type TableName } from '#shared/tables/table-columns.ts';
import { makeTitles } from '#shared/tables/titles.ts';
import { type DoubtfulFinding, settlingStep } from '#shared/zones/settling-step.ts';
import {
  type RowSetRequest,
  selectRows,
  selectSubjects,
  selectTotals,
  selectValues,
} from '../db/queries/table-query.ts';
import { encodeXlsx } from '../output/export/table.ts';
import { editRows } from '../places/editing/edit-rows.ts';
import { setKindsBeside } from '../places/editing/set-kind.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

/** Rows read between two looks at cancellation. */
const CHUNK = 5000;

export const tablesHandlers: HandlersOf<'tables'> = {
  async 'tables.rows'(context, { columns, offset, limit, ...set }) {
    const request = await requestOf(context, set, columns);
    const { ids, total } = await context.workspace.rowSets.page(request, { offset, limit });
    return { total, rows: await readRows(context, request, columns, ids, true) };
  },

  async 'tables.ids'(context, set) {
    const request = await requestOf(context, set, []);
    const ids = [...(await context.workspace.rowSets.ids(request))];
    return { ids, ...(await selectSubjects(context.db, request, ids)) };
  },

  async 'tables.place'(context, { subject, ...set }) {
    const request = await requestOf(context, set, []);
    const { rowSets } = context.workspace;
    const about = { kind: subject.kind, ids: [subject.id] };
    const [first] = await rowSets.ids({ ...request, about });
    if (first === undefined) return null;
    const place = (await rowSets.ids(request)).indexOf(first);
    return place < 0 ? null : place;
  },

  async 'tables.totals'(context, { columns, ...set }) {
    return await selectTotals(context.db, await requestOf(context, set, columns), columns);
  },

  async 'tables.values'(context, { column, limit, ...set }) {
    return await selectValues(context.db, await requestOf(context, set, [column]), column, limit);
  },

  async 'tables.export'(context, { columns, masked, ...set }) {
    const request = await requestOf(context, set, columns);
    const ids = await context.workspace.rowSets.ids(request);
    const { catalogue, rules } = context.workspace;
    const titles = makeTitles(catalogue.categories, rules);
    const shown = columns.flatMap((key) => findColumn(request.table, key) ?? []);
    const rows: CellValue[][] = [];
    for (let start = 0; start < ids.length; start += CHUNK) {
      await context.progress.report('导出', start, ids.length);
      const piece = ids.slice(start, start + CHUNK);
      for (const { cells } of await readRows(context, request, columns, piece, masked))
        rows.push(
          cells.map((cell, i) => {
            const column = shown[i];
            if (!column) return cell;
            if (column.type !== 'number') return cellText(column, cell, titles);
            return typeof cell === 'number' ? Number(cell.toFixed(Math.max(column.digits ?? 0, 1))) : cell;
          }),
        );
    }
    const heads = shown.map(({ title, unit }) =>
      unit ? `${title}（${unit === 'm' ? '米' : unit}）` : title,
    );
    return await encodeXlsx({ columns: heads, rows });
  },

  async 'tables.edit'(context, { table, ids, values }) {
    const { furtherKinds } = values;
    if (table !== 'venues' || furtherKinds === undefined)
      return { changed: await editRows(context, table, ids, values) };
    // What a venue is beside its main kind is no column of its own: it is told kind by kind, and stays so.
    if (Object.keys(values).length > 1)
      throw new CodedError('CELL_REFUSED', {
        column: '兼营',
        value: String(furtherKinds ?? ''),
        reason: '请与别的栏目分开修改',
      });
    return { changed: await setKindsBeside(context, ids, String(furtherKinds ?? '')) };
  },
};

/** A request that can be run. Errors: QUERY_INVALID. */
async function requestOf(
  { workspace, today }: QueryContext,
  set: Omit<RowSetRequest, 'today' | 'due'>,
  columns: readonly string[],
): Promise<RowSetRequest> {
  const fault = queryFault(set.table, set.query);
  if (fault !== null) throw new CodedError('QUERY_INVALID', { reason: fault });
  const unknown = [...columns, ...set.sort.map(({ column }) => column)].find(
    (key) => !findColumn(set.table, key),
  );
  if (unknown !== undefined) throw new CodedError('QUERY_INVALID', { reason: `没有“${unknown}”这一栏` });
  // SQL functions cannot wait for a promise, so the regions are loaded before the query runs.
  await workspace.places.regions();
  return { ...set, today, due: sweptWhen(workspace.pack, today) };
}

/** Rows with their columns; telephone numbers shortened where `masked`. */
async function readRows(
  { workspace, db }: QueryContext,
  request: RowSetRequest,
  columns: readonly string[],
  ids: readonly number[],
  masked: boolean,
): Promise<OutputOf<'tables.rows'>['rows']> {
  const rows = await selectRows(db, request, columns, ids);
  const phone = masked ? columns.indexOf('phone') : -1;
  if (phone >= 0) for (const { cells } of rows) cells[phone] = maskPhone(String(cells[phone] ?? ''));
  const at = settlingColumn(request.table, columns);
  if (at < 0) return rows;
  const rules = new Map(workspace.rules.map((rule) => [rule.id, rule]));
  for (const { cells } of rows) cells[at] = settlingText(String(cells[at]), rules);
  return rows;
}

function settlingColumn(table: TableName, columns: readonly string[]): number {
  return table === 'findings' ? columns.indexOf('toSettle') : -1;
}

/** What would settle a finding, from what the database tells of it. */
function settlingText(stored: string, rules: ReadonlyMap<string, Rule>): string | null {
  const [severity, verdict, origin, ruleId, gateName] = JSON.parse(stored) as [
    DoubtfulFinding['severity'],
    DoubtfulFinding['verdict'],
    DoubtfulFinding['origin'],
    string,
    string | null,
  ];
  const ruleMethod = rules.get(ruleId)?.method ?? 'straight';
  return settlingStep({ severity, verdict, origin, ruleMethod, gateName });
}
