import { type CountingView, figureNames, groupText } from './counting.ts';
import type { Counted, Tally } from './fold-counts.ts';
import { type CellValue, type Column, findColumn, type TableName, type Titles } from './table-columns.ts';

/** A value of a column that rows were counted by. */
export interface CountedValue {
  /** Its place in its axis. */
  readonly at: number;
  readonly value: CellValue;
  readonly text: string;
  readonly tally: Tally;
}

/** What was counted as a table: in the order in which it is read, with words and figures. */
export interface CountedTable {
  /** What the rows, and what the columns are. */
  readonly heads: readonly string[];
  /** What the figures are: 行数, 未结隐患合计（件）, 占比（%）. */
  readonly figure: string;
  readonly rows: readonly CountedValue[];
  /** Null where rows are counted by one column only. */
  readonly columns: readonly CountedValue[] | null;
  /** The figure of a row, of a row and column, or of all where a place is null. */
  readonly of: (row: CountedValue | null, column: CountedValue | null) => number | null;
  /** Decimals of the figures. */
  readonly digits: number;
  /** What is told of each row where rows are counted by one column only: how many, which share, and a figure. */
  readonly singles: readonly SingleFigure[];
  /** The tally behind a figure; null where there are no rows. */
  readonly tally: (row: CountedValue | null, column: CountedValue | null) => Tally | null;
}

interface SingleFigure {
  readonly title: string;
  readonly digits: number;
  readonly of: (row: CountedValue | null) => number | null;
}

/** What was counted, as a view has it. */
export function countedTable(
  table: TableName,
  view: CountingView,
  { total, axes, cells }: Counted,
  titles: Titles,
): CountedTable {
  const columnsOf = view.groups.flatMap(({ column }) => findColumn(table, column) ?? []);
  const known = new Map(cells.map(({ at, tally }) => [at.join(), tally]));
  const [rows = [], columns = null] = axes.map((axis, i) => {
    const [group, column] = [view.groups[i], columnsOf[i]];
    if (!group || !column) return [];
    const values = axis.values.map(({ value, tally }, at) => {
      return { at, value, text: groupText(group, column, value, titles), tally };
    });
    return values.sort(view.order === 'size' ? bySize(view) : inOrder(column, titles));
  });
  const tallyOf: CountedTable['tally'] = (row, column) => {
    if (row && column) return known.get(`${row.at},${column.at}`) ?? null;
    return (row ?? column)?.tally ?? total;
  };
  return {
    heads: columnsOf.map(({ title }) => title),
    figure: figureTitle(table, view),
    rows,
    columns,
    tally: tallyOf,
    digits: digitsOf(table, view),
    singles: singlesOf(table, view, tallyOf),
    of: (row, column) => {
      const figure = figureOf(view, tallyOf(row, column));
      if (view.share === 'none' || !canBeShared(view)) return figure;
      const whole = figureOf(view, wholeOf(view.share, { row, column, tallyOf }));
      return shareOf(figure, whole);
    },
  };
}

/** How many rows there are, what the figure comes to where one is chosen, and which share that is. */
function singlesOf(
  table: TableName,
  view: CountingView,
  tallyOf: CountedTable['tally'],
): readonly SingleFigure[] {
  const counts = { ...view, figure: null, share: 'none' } as const;
  const plain = { ...view, share: 'none' } as const;
  const ofAll = { ...view, share: 'all' } as const;
  const single = (shown: CountingView, of: (row: CountedValue | null) => number | null): SingleFigure => ({
    title: figureTitle(table, shown),
    digits: digitsOf(table, shown),
    of,
  });
  const figure = (row: CountedValue | null) => figureOf(view, tallyOf(row, null));
  return [
    single(counts, (row) => tallyOf(row, null)?.rows ?? 0),
    ...(view.figure ? [single(plain, figure)] : []),
    ...(canBeShared(view) ? [single(ofAll, (row) => shareOf(figure(row), figure(null)))] : []),
  ];
}

/** In percent; null where there is no whole. */
function shareOf(part: number | null, whole: number | null): number | null {
  return part === null || !whole ? null : (part / whole) * 100;
}

interface Place {
  readonly row: CountedValue | null;
  readonly column: CountedValue | null;
  readonly tallyOf: CountedTable['tally'];
}

/** What a share is of. */
function wholeOf(share: CountingView['share'], { row, column, tallyOf }: Place): Tally | null {
  if (share === 'row') return tallyOf(row, null);
  return share === 'column' ? tallyOf(null, column) : tallyOf(null, null);
}

/** Whether parts of the figure are shares of a whole: means are not. */
export function canBeShared({ figure }: CountingView): boolean {
  return figure === null || figure.of === 'sum';
}

function figureOf({ figure }: CountingView, tally: Tally | null): number | null {
  if (!figure) return tally?.rows ?? 0;
  return tally?.figures?.[figure.of] ?? (figure.of === 'sum' ? 0 : null);
}

function figureTitle(table: TableName, view: CountingView): string {
  const name = nameOfFigure(table, view);
  if (view.share === 'none' || !canBeShared(view)) return name;
  const whole = { all: '总数', row: '本行', column: '本列' }[view.share];
  return `${name}占${whole}（%）`;
}

function nameOfFigure(table: TableName, { figure }: CountingView): string {
  const column = figure && findColumn(table, figure.column);
  if (!figure || !column) return '行数';
  const unit = figure.of === 'sum' ? column.summed : column.unit;
  return `${column.title}${figureNames[figure.of]}${unit ? `（${unit}）` : ''}`;
}

function digitsOf(table: TableName, view: CountingView): number {
  if (view.share !== 'none' && canBeShared(view)) return 1;
  if (!view.figure) return 0;
  const { digits = 0 } = findColumn(table, view.figure.column) ?? {};
  return view.figure.of === 'mean' ? Math.max(1, digits) : digits;
}

type Order = (a: CountedValue, b: CountedValue) => number;

/** Most first; of the same size as they were found. */
function bySize(view: CountingView): Order {
  const size = ({ tally }: CountedValue) => figureOf(view, tally) ?? Number.NEGATIVE_INFINITY;
  return (a, b) => (size(a) === size(b) ? b.tally.rows - a.tally.rows : size(b) - size(a)) || a.at - b.at;
}

/** As their column has them: choices as they are listed, numbers and days from the first, texts by sound; empty last. */
function inOrder(column: Column, titles: Titles): Order {
  const listed = column.source ? [...titles[column.source].keys()] : Object.keys(column.titles ?? {});
  const places = new Map(listed.map((value, i) => [value, i]));
  const placeOf = ({ value }: CountedValue) => places.get(String(value)) ?? listed.length;
  return (a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    if (typeof a.value === 'number' && typeof b.value === 'number')
      return column.type === 'flag' ? b.value - a.value : a.value - b.value;
    return placeOf(a) - placeOf(b) || a.text.localeCompare(b.text, 'zh-CN', { numeric: true });
  };
}

/** What is written into a spreadsheet: heads, rows with their totals, and all of them together at the end. */
export interface CountedLines {
  readonly heads: readonly string[];
  readonly lines: readonly (readonly (string | number | null)[])[];
}

export function countedLines({
  heads,
  figure,
  rows,
  columns,
  of,
  digits,
  singles,
}: CountedTable): CountedLines {
  const cellsOf = (row: CountedValue | null) =>
    columns
      ? [...columns, null].map((column) => rounded(of(row, column), digits))
      : singles.map((single) => rounded(single.of(row), single.digits));
  return {
    heads: columns
      ? [`${heads[0]}＼${heads[1]}（${figure}）`, ...columns.map(({ text }) => text), TOTAL]
      : [heads[0] ?? '', ...singles.map(({ title }) => title)],
    lines: [...rows.map((row) => [row.text, ...cellsOf(row)]), [TOTAL, ...cellsOf(null)]],
  };
}

function rounded(value: number | null, digits: number): number | null {
  return value === null ? null : Number(value.toFixed(digits));
}

export const TOTAL = '合计';
