import type { Sort } from '#shared/tables/query.ts';
import type { GridRow } from './grid-row.ts';

interface Rows {
  readonly total: number;
  readonly rows: readonly GridRow[];
}

/** Reads some rows of a table in an order. */
export type ReadRows = (offset: number, limit: number, sort: Sort[]) => Promise<Rows>;

/** How many blocks are kept that were read ahead; older ones are dropped. */
const KEPT = 4;

/** Blocks of rows that are asked for while the grid still draws the place that was scrolled to. */
export class ReadAhead {
  private readonly coming = new Map<number, Promise<Rows>>();
  private readonly given = new Set<number>();
  private sort: Sort[] = [];

  private readonly rows: ReadRows;
  private readonly block: number;

  constructor(rows: ReadRows, block: number) {
    this.rows = rows;
    this.block = block;
  }

  /** The rows of the block that begins at `offset`, as the grid asks for them. */
  read(offset: number, sort: Sort[]): Promise<Rows> {
    if (JSON.stringify(sort) !== JSON.stringify(this.sort)) {
      this.sort = sort;
      this.forget();
    }
    const rows = this.coming.get(offset) ?? this.rows(offset, this.block, sort);
    this.coming.delete(offset);
    this.given.add(offset);
    return rows;
  }

  /** Rows have changed: forgets what was read before. */
  forget(): void {
    this.coming.clear();
    this.given.clear();
  }

  /** Asks for the blocks of the rows from `first` to `last`, unless they were given before. */
  expect(first: number, last: number): void {
    for (const row of [first, last]) {
      const offset = Math.floor(row / this.block) * this.block;
      if (this.given.has(offset) || this.coming.has(offset)) continue;
      const rows = this.rows(offset, this.block, this.sort);
      // The grid asks for the block later and then gets the error.
      rows.catch(() => this.coming.delete(offset));
      this.coming.set(offset, rows);
      for (const old of [...this.coming.keys()].slice(0, -KEPT)) this.coming.delete(old);
    }
  }
}
