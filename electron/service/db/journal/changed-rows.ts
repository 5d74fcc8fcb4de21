import type { RowChange } from './edit-history.ts';

/** Rows by their table; where they are very many, only how many. */
type RowsByTable = Readonly<Record<string, readonly unknown[] | number>>;

/** What the trail tells of a command. */
export interface Changed {
  readonly before: RowsByTable;
  /** The same rows now; null where one is gone. */
  readonly after: RowsByTable;
}

/** More rows of a table are counted in the trail, not repeated. */
export const MOST_TOLD = 1000;

/** Rows as the trail tells them. */
export function tellRows<Row>(rows: readonly Row[]): readonly Row[] | number {
  return rows.length > MOST_TOLD ? rows.length : rows;
}

/** Rows of an edit as the trail tells them; null where nothing was changed. */
export function rowsOf(changes: readonly RowChange[]): Changed | null {
  if (changes.length === 0) return null;
  const tables = [...new Set(changes.map(({ table }) => table))];
  const tell = (side: 'before' | 'after') =>
    Object.fromEntries(
      tables.map((table) => [
        table,
        tellRows(changes.flatMap((change) => (change.table === table ? [change[side]] : []))),
      ]),
    );
  return { before: tell('before'), after: tell('after') };
}

/** Joins two records of what one command changed. */
export function joinChanged(first: Changed | null, second: Changed | null): Changed | null {
  if (!first || !second) return first ?? second;
  return {
    before: { ...first.before, ...second.before },
    after: { ...first.after, ...second.after },
  };
}
