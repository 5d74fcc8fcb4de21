import { z } from 'zod';
import type { CellValue } from './table-columns.ts';

const figuresSchema = z.object({
  /** In how many rows the column is filled. */
  filled: z.number(),
  sum: z.number().nullable(),
  mean: z.number().nullable(),
  least: z.number().nullable(),
  most: z.number().nullable(),
});
const tallySchema = z.object({ rows: z.number(), figures: figuresSchema.nullable() });
export type Tally = z.infer<typeof tallySchema>;

const axisSchema = z.object({
  /** Those with most rows, with what each comes to over the other axis; null is what is empty. */
  values: z.array(z.object({ value: z.union([z.string(), z.number()]).nullable(), tally: tallySchema })),
  /** How many more there are. The totals have them too. */
  left: z.number(),
});

/** Rows counted by one or two columns. */
export const countedSchema = z.object({
  /** Over all rows, each once: rows of several values stand in several groups. */
  total: tallySchema,
  axes: z.array(axisSchema).min(1).max(2),
  /** Of two columns: places of their values, and what both have in common. What is not here has no rows. */
  cells: z.array(z.object({ at: z.tuple([z.number(), z.number()]), tally: tallySchema })),
});
export type Counted = z.infer<typeof countedSchema>;

/** What the database counted under the same stored values of the columns. */
export interface RawCount {
  /** Of a column of several values all of them, between semicolons. */
  readonly values: readonly CellValue[];
  readonly rows: number;
  readonly filled: number;
  readonly sum: number | null;
  readonly least: number | null;
  readonly most: number | null;
}

interface Sums {
  rows: number;
  filled: number;
  sum: number;
  least: number;
  most: number;
}

export interface FoldOptions {
  /** Which of the columns hold several values. */
  readonly several: readonly boolean[];
  readonly isMeasured: boolean;
  /** Whether the sum of the measured column means something. */
  readonly isSummed: boolean;
  /** How many values of each column are listed. */
  readonly most: number;
}

/** Cells, margins and total of what was counted; a row of several values counts once for each, once in the total. */
export function foldCounts(raw: readonly RawCount[], options: FoldOptions): Counted {
  const total = nothing();
  const margins = options.several.map(() => new Map<CellValue, Sums>());
  const cells = new Map<CellValue, Map<CellValue, Sums>>();
  for (const count of raw) {
    const values = count.values.map((value, i) => valuesIn(value, options.several[i] ?? false));
    add(total, count);
    for (const [i, each] of values.entries())
      for (const value of each) add(entryOf(margins[i] ?? new Map(), value, nothing), count);
    const [rows = [], columns = []] = values;
    for (const row of rows)
      for (const column of columns)
        add(
          entryOf(
            entryOf(cells, row, () => new Map<CellValue, Sums>()),
            column,
            nothing,
          ),
          count,
        );
  }
  const tally = (sums: Sums) => tallyOf(sums, options);
  const axes = margins.map((margin) => {
    const listed = [...margin].sort(([, a], [, b]) => b.rows - a.rows).slice(0, options.most);
    return {
      values: listed.map(([value, sums]) => ({ value, tally: tally(sums) })),
      left: margin.size - listed.length,
    };
  });
  const [first, second] = axes.map(({ values }) => new Map(values.map(({ value }, i) => [value, i])));
  const listed: Counted['cells'] = [];
  for (const [row, columns] of cells)
    for (const [column, sums] of columns) {
      const [i, j] = [first?.get(row), second?.get(column)];
      if (i !== undefined && j !== undefined) listed.push({ at: [i, j], tally: tally(sums) });
    }
  return { total: tally(total), axes, cells: listed };
}

function valuesIn(value: CellValue, isSeveral: boolean): CellValue[] {
  if (value === null || value === '') return [null];
  return isSeveral ? [...new Set(String(value).split(';'))] : [value];
}

function entryOf<Value>(map: Map<CellValue, Value>, key: CellValue, make: () => Value): Value {
  let entry = map.get(key);
  if (entry === undefined) {
    entry = make();
    map.set(key, entry);
  }
  return entry;
}

function nothing(): Sums {
  return { rows: 0, filled: 0, sum: 0, least: Number.POSITIVE_INFINITY, most: Number.NEGATIVE_INFINITY };
}

function add(to: Sums, { rows, filled, sum, least, most }: RawCount): void {
  to.rows += rows;
  to.filled += filled;
  to.sum += sum ?? 0;
  to.least = Math.min(to.least, least ?? to.least);
  to.most = Math.max(to.most, most ?? to.most);
}

function tallyOf({ rows, filled, sum, least, most }: Sums, { isMeasured, isSummed }: FoldOptions): Tally {
  if (!isMeasured) return { rows, figures: null };
  if (filled === 0)
    return { rows, figures: { filled, sum: isSummed ? 0 : null, mean: null, least: null, most: null } };
  return { rows, figures: { filled, sum: isSummed ? sum : null, mean: sum / filled, least, most } };
}
