import { CodedError } from '#shared/contract/errors.ts';
import { type Counting, countingFault, countingOf } from '#shared/tables/counting.ts';
import { findColumn } from '#shared/tables/table-columns.ts';
import { makeTitles } from '#shared/tables/titles.ts';
import { countGroups } from '../db/queries/count-groups.ts';
import { type RowSetRequest, selectSubjects, selectTotals, selectValues } from '../db/queries/table-query.ts';
import { writeCountedSheet } from '../output/export/counted-sheet.ts';
import { readRows } from '../output/export/told-rows.ts';
import { writeByBody } from '../output/export/write-by-body.ts';
import { writeSheetAside } from '../output/export/write-sheet-aside.ts';
import { editRows } from '../places/editing/edit-rows.ts';
import { setKindsBeside } from '../places/editing/set-kind.ts';
import { askRows } from '../workspace/asked-rows.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const tablesHandlers: HandlersOf<'tables'> = {
  async 'tables.rows'(context, { columns, offset, limit, ...set }) {
    const request = await requestOf(context, set, columns);
    const { ids, total } = await context.workspace.rowSets.page(request, { offset, limit });
    return {
      total,
      rows: await readRows(context.db, context.workspace.rules, { request, columns, masked: true }, ids),
    };
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

  async 'tables.groups'(context, { counting, ...set }) {
    return await countGroups(context.db, await countedOf(context, set, counting), counting);
  },

  async 'tables.export'(context, { columns, masked, counted, byBody, ...set }) {
    const { catalogue, rules } = context.workspace;
    if (counted) {
      const counting = countingOf(counted);
      const groups = await countGroups(context.db, await countedOf(context, set, counting), counting);
      return await writeCountedSheet(set.table, counted, groups, makeTitles(catalogue.categories, rules));
    }
    const request = await requestOf(context, set, columns);
    const sheet = { request, columns, masked, rules, categories: catalogue.categories };
    return byBody ? await writeByBody(context, sheet) : await writeSheetAside(context, sheet);
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

/** A request whose rows can be counted. Errors: QUERY_INVALID. */
async function countedOf(
  context: QueryContext,
  set: Omit<RowSetRequest, 'today' | 'due'>,
  counting: Counting,
): Promise<RowSetRequest> {
  const fault = countingFault(set.table, counting);
  if (fault !== null) throw new CodedError('QUERY_INVALID', { reason: fault });
  const columns = counting.groups.map(({ column }) => column);
  // In what order rows stand does not matter.
  return await askRows(context, { ...set, sort: [] }, columns);
}

/** A request that can be run. Errors: QUERY_INVALID. */
async function requestOf(
  context: QueryContext,
  set: Omit<RowSetRequest, 'today' | 'due'>,
  columns: readonly string[],
): Promise<RowSetRequest> {
  const unknown = [...columns, ...set.sort.map(({ column }) => column)].find(
    (key) => !findColumn(set.table, key),
  );
  if (unknown !== undefined) throw new CodedError('QUERY_INVALID', { reason: `没有“${unknown}”这一栏` });
  return await askRows(context, set, columns);
}
