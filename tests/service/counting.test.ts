import { read } from '@e965/xlsx';
import { expect, it } from 'vitest';
import type { TableRow } from '#shared/contract/tables.ts';
import { countedClipboard } from '#shared/tables/counted-clipboard.ts';
import { countedLines, countedTable } from '#shared/tables/counted-table.ts';
import {
  type CountingView,
  conditionsOfGroup,
  type Group,
  narrowed,
  partsOf,
  usualView,
} from '#shared/tables/counting.ts';
import type { Counted, Tally } from '#shared/tables/fold-counts.ts';
import { everything, type Query } from '#shared/tables/query.ts';
import {
  type CellValue,
  type Column,
  findColumn,
  type TableName,
  tableColumns,
  tableNames,
} from '#shared/tables/table-columns.ts';
import { makeTitles } from '#shared/tables/titles.ts';
import type { Call } from '../support/calls.ts';
import { openDemo } from '../support/demo.ts';
import { openFilledTown } from '../support/filled-town.ts';
import { createRandom } from '../support/random.ts';

/** Rows with their values by column, as a reader of the table has them. */
type Row = { readonly id: number; readonly values: Readonly<Record<string, CellValue>> };

const random = createRandom(29);
const oneOf = <T>(choices: readonly T[]): T => {
  const chosen = choices[Math.floor(random() * choices.length)];
  if (chosen === undefined) throw new Error('nothing to choose from');
  return chosen;
};

/** Every way in which rows of a table can be grouped by one column. */
const groupsOf = (table: TableName): Group[] =>
  tableColumns[table].flatMap((column) => partsOf(column).map((by) => ({ column: column.key, by })));

async function readAll(call: Call, table: TableName): Promise<Row[]> {
  const columns = tableColumns[table].map(({ key }) => key).filter((key) => key !== 'toSettle');
  const found: TableRow[] = [];
  for (let total = 1; found.length < total; ) {
    const page = { table, query: everything, columns, offset: found.length, limit: 1000 };
    const { rows, total: all } = await call('tables.rows', page);
    found.push(...rows);
    total = all;
  }
  return found.map(({ id, cells }) => ({
    id,
    values: Object.fromEntries(columns.map((key, i) => [key, cells[i] ?? null])),
  }));
}

/** The groups that a row stands in, worked out from what the table shows of it. */
function valuesOf(table: TableName, { column: key, by }: Group, { values }: Row): CellValue[] {
  const column = findColumn(table, key) as Column;
  const value = values[key] ?? null;
  if (column.type === 'flag') return [value === 1 ? 1 : 0];
  if (value === null || value === '') return [null];
  if (typeof by === 'number') return [Math.ceil(Number(value) / by) * by + 0];
  if (column.type === 'day') return [dayPart(String(value), by)];
  if (!column.several) return [value];
  const beside = table === 'venues' && key === 'category' ? values.furtherKinds : null;
  return [...String(value).split(';'), ...(beside ? String(beside).split(';') : [])];
}

function dayPart(day: string, by: Group['by']): string {
  const quarter = Math.ceil(new Date(day).getUTCMonth() / 3 + 1 / 3);
  if (by === 'quarter') return `${day.slice(0, 4)}-Q${quarter}`;
  return day.slice(0, by === 'year' ? 4 : by === 'month' ? 7 : 10);
}

function naiveTally(rows: readonly Row[], measured: Column | null): Tally {
  if (!measured) return { rows: rows.length, figures: null };
  const filled = rows.flatMap(({ values }) => {
    const value = values[measured.key];
    return typeof value === 'number' ? [value] : [];
  });
  const sum = filled.reduce((whole, value) => whole + value, 0);
  const isFilled = filled.length > 0;
  const figures = {
    filled: filled.length,
    sum: measured.summed ? sum : null,
    mean: isFilled ? sum / filled.length : null,
    least: isFilled ? Math.min(...filled) : null,
    most: isFilled ? Math.max(...filled) : null,
  };
  return { rows: rows.length, figures };
}

/** Sums of floats differ in their last places by the order in which they are added. */
function rounded({ rows, figures }: Tally): unknown {
  const parts = Object.entries(figures ?? {}).map(([key, value]) => [
    key,
    value === null ? null : value.toFixed(6),
  ]);
  return { rows, ...Object.fromEntries(parts) };
}

/** The rows of each group, or of each pair of them, by the words of its values. */
function naiveGroups(table: TableName, groups: readonly Group[], rows: readonly Row[]): Map<string, Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const [first = [], second = null] = groups.map((group) => valuesOf(table, group, row));
    const keys = first.flatMap((value) => (second ? second.map((other) => [value, other]) : [[value]]));
    for (const key of keys.map((each) => JSON.stringify(each))) {
      const held = found.get(key);
      if (held) held.push(row);
      else found.set(key, [row]);
    }
  }
  return found;
}

/** The rows of each group as the service counts them. */
function toldGroups({ axes, cells }: Counted): Map<string, Tally> {
  const valueAt = (axis: number, at: number) => axes[axis]?.values[at]?.value ?? null;
  const [only] = axes;
  if (axes.length === 1)
    return new Map(only?.values.map(({ value, tally }) => [JSON.stringify([value]), tally]));
  return new Map(
    cells.map(({ at, tally }) => [JSON.stringify(at.map((place, axis) => valueAt(axis, place))), tally]),
  );
}

function comparable<Value>(groups: ReadonlyMap<string, Value>, tally: (value: Value) => Tally) {
  const told = [...groups].map(([key, value]) => [key, rounded(tally(value))] as const);
  return Object.fromEntries(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** A filter that leaves some rows. */
function someQuery(table: TableName, rows: readonly Row[]): Query {
  const group = oneOf(groupsOf(table));
  const [value = null] = valuesOf(table, group, oneOf(rows));
  const conditions = conditionsOfGroup(table, group, value) ?? [];
  return random() < 0.3
    ? { match: 'any', parts: [narrowed(everything, conditions)] }
    : narrowed(everything, conditions);
}

async function expectCounted(
  call: Call,
  table: TableName,
  groups: Group[],
  rows: readonly Row[],
): Promise<void> {
  const query = random() < 0.3 ? everything : someQuery(table, rows);
  const numbers = tableColumns[table].filter(({ type }) => type === 'number');
  const measured = numbers.length > 0 && random() < 0.6 ? oneOf(numbers) : null;
  const set = { table, query };
  const counted = await call('tables.groups', {
    ...set,
    counting: { groups, measured: measured?.key ?? null },
  });
  const ids = new Set((await call('tables.ids', set)).ids);
  const filtered = rows.filter(({ id }) => ids.has(id));
  const wanted = naiveGroups(table, groups, filtered);
  const what = `${table} ${JSON.stringify({ groups, query, measured: measured?.key })}`;
  expect(
    comparable(toldGroups(counted), (tally) => tally),
    what,
  ).toEqual(comparable(wanted, (each) => naiveTally(each, measured)));
  expect(rounded(counted.total), what).toEqual(rounded(naiveTally(filtered, measured)));
  for (const [axis, group] of groups.entries()) {
    const margin = toldGroups({ ...counted, axes: counted.axes.slice(axis, axis + 1), cells: [] });
    const alone = naiveGroups(table, [group], filtered);
    expect(
      comparable(margin, (tally) => tally),
      what,
    ).toEqual(comparable(alone, (each) => naiveTally(each, measured)));
  }
  if (wanted.size === 0) return;
  const [key, held] = oneOf([...wanted]);
  const conditions = (JSON.parse(key) as CellValue[]).flatMap(
    (value, i) => conditionsOfGroup(table, groups[i] as Group, value) ?? [],
  );
  const opened = await call('tables.ids', { table, query: narrowed(query, conditions) });
  expect(
    opened.ids.toSorted((a, b) => a - b),
    `${what} ${key}`,
  ).toEqual(held.map(({ id }) => id).sort((a, b) => a - b));
}

it.each(tableNames)(
  'counts rows of %s by every column as one by one, and a cell opens exactly its rows',
  async (table) => {
    const ways = groupsOf(table);
    const town = await openFilledTown();
    const few = await readAll(town, table);
    for (const group of ways) await expectCounted(town, table, [group], few);
    const demo = await openDemo();
    const many = await readAll(demo, table);
    if (many.length === 0) return;
    for (let i = 0; i < 20; i++) {
      const [first, second] = [oneOf(ways), oneOf(ways)];
      if (first.column !== second.column) await expectCounted(demo, table, [first, second], many);
    }
  },
);

it('counts what was found and what is selected', async () => {
  const call = await openFilledTown();
  const counting = { groups: [{ column: 'status', by: 'value' as const }] };
  const { ids } = await call('tables.ids', { table: 'venues', query: everything, text: '网吧' });
  const found = await call('tables.groups', { table: 'venues', query: everything, text: '网吧', counting });
  expect(found.total.rows).toBe(ids.length);
  const about = { kind: 'venue' as const, ids: ids.slice(0, 2) };
  const picked = await call('tables.groups', { table: 'venues', query: everything, about, counting });
  expect(picked.total.rows).toBe(2);
});

it('refuses in words what cannot be counted so', async () => {
  const call = await openFilledTown();
  const count = (...groups: Group[]) =>
    call('tables.groups', { table: 'venues', query: everything, counting: { groups } });
  await expect(count({ column: 'phone', by: 'value' })).rejects.toThrow('不能按“电话”这样分组');
  await expect(count({ column: 'status', by: 'month' })).rejects.toThrow('不能按“登记状态”这样分组');
  await expect(count({ column: 'status', by: 'value' }, { column: 'status', by: 'value' })).rejects.toThrow(
    '请选不同的栏目',
  );
  const measured = call('tables.groups', {
    table: 'venues',
    query: everything,
    counting: { groups: [{ column: 'status', by: 'value' }], measured: 'name' },
  });
  await expect(measured).rejects.toThrow('“名称”不是数字');
});

it('a view is written into a workbook as it is seen, and kept with a saved view', async () => {
  const call = await openFilledTown();
  const { categories, rules } = await call('workspace.describe', {});
  const set = { table: 'venues' as const, query: everything };
  const view: CountingView = { ...usualView('venues'), order: 'own' };
  const counted = await call('tables.groups', { ...set, counting: { groups: view.groups } });
  const { heads, lines } = countedLines(countedTable('venues', view, counted, makeTitles(categories, rules)));
  const { Sheets } = read(await call('tables.export', { ...set, columns: ['name'], counted: view }));
  const cell = (address: string) => Sheets.数据?.[address]?.v;
  expect(heads).toEqual(['类别＼判定（行数）', '区内·禁设', '待实测', '重点监管', '区外', '待定位', '合计']);
  expect([cell('A1'), cell('A2'), cell('G2')]).toEqual([heads[0], lines[0]?.[0], lines[0]?.[6]]);
  expect(lines.at(-1)).toEqual(['合计', 3, 1, 2, 1, 1, 8]);
  const content = { kind: 'view' as const, ...set, sort: [], columns: [], counting: view };
  await call('saved.save', { name: '类别与判定', content });
  const [kept] = await call('saved.list', {});
  expect(kept?.content).toEqual(content);
});

it('words, order and shares are those of people', async () => {
  const call = await openFilledTown();
  const titles = makeTitles([], []);
  const set = { table: 'venues' as const, query: everything };
  const linesOf = async (changed: Partial<CountingView>) => {
    const view: CountingView = { ...usualView('venues'), order: 'own', ...changed };
    const counting = { groups: view.groups, measured: view.figure?.column ?? null };
    return countedLines(
      countedTable('venues', view, await call('tables.groups', { ...set, counting }), titles),
    );
  };
  const byDistance = await linesOf({ groups: [{ column: 'nearest', by: 50 }] });
  expect(byDistance).toEqual({
    heads: ['最近距离', '行数', '行数占总数（%）'],
    lines: [
      ['0 至 50 m', 1, 12.5],
      ['50 至 100 m', 2, 25],
      ['100 至 150 m', 1, 12.5],
      ['150 至 200 m', 2, 25],
      ['未填', 2, 25],
      ['合计', 8, 100],
    ],
  });
  const byQuarter = await linesOf({ groups: [{ column: 'lastVisitOn', by: 'quarter' }] });
  expect(byQuarter.lines.map(([name]) => name)).toEqual(['2026年第4季度', '未填', '合计']);
  const hazards = { column: 'openHazards', of: 'sum' } as const;
  const summed = await linesOf({ groups: [{ column: 'visitedThisQuarter', by: 'value' }], figure: hazards });
  expect(summed.heads).toEqual(['本期已检查', '行数', '未结隐患合计（件）', '未结隐患合计（件）占总数（%）']);
  expect(summed.lines).toEqual([
    ['本期已检查', 2, 2, 100],
    ['本期未检查', 6, 0, 0],
    ['合计', 8, 2, 100],
  ]);
  const shares = await linesOf({
    groups: [
      { column: 'visitedThisQuarter', by: 'value' },
      { column: 'vanished', by: 'value' },
    ],
    share: 'row',
  });
  expect(shares.lines.at(-1)).toEqual(['合计', 12.5, 87.5, 100]);
});

it('is put on the clipboard as a table with heads, in which no text becomes a formula', () => {
  const lines = { heads: ['学校', '行数'], lines: [['=1+1<b>', 2] as const, ['合计', 2] as const] };
  const { html, text } = countedClipboard(lines);
  expect(text).toBe("学校\t行数\n'=1+1<b>\t2\n合计\t2");
  const { Sheets, SheetNames } = read(html, { type: 'string' });
  const sheet = Sheets[SheetNames[0] ?? ''] ?? {};
  expect([sheet.A1?.v, sheet.A2?.v, sheet.A2?.f, sheet.B2?.v]).toEqual(['学校', "'=1+1<b>", undefined, 2]);
});
