import { type RowSetRequest, selectRowIds } from '../db/queries/table-query.ts';
import type { Read } from '../db/schema/schema.ts';

/** So many are remembered: those of the tables and layers that are open, and the last few before. */
const MOST_REMEMBERED = 12;

/**
 * Ids of the rows that tables and layers show, found once and remembered until something changes: scrolling
 * then reads only the rows on the screen. They are rows that were committed.
 */
export class RowSets {
  readonly #reader: Read;
  readonly #remembered = new Map<string, Promise<readonly number[]>>();
  readonly #sets = new WeakMap<readonly number[], ReadonlySet<number>>();

  /** `reader` never sees what a running transaction has written. */
  constructor(reader: Read) {
    this.#reader = reader;
  }

  /** Everything remembered is stale. */
  forget(): void {
    this.#remembered.clear();
  }

  /** The same as a set, for asking row by row. */
  async set(request: RowSetRequest): Promise<ReadonlySet<number>> {
    const ids = await this.ids(request);
    let set = this.#sets.get(ids);
    if (!set) {
      set = new Set(ids);
      this.#sets.set(ids, set);
    }
    return set;
  }

  async ids(request: RowSetRequest): Promise<readonly number[]> {
    const key = JSON.stringify(request);
    const known = this.#remembered.get(key);
    if (known) {
      // What was asked for last goes last.
      this.#remembered.delete(key);
      this.#remembered.set(key, known);
      return await known;
    }
    const ids = selectRowIds(this.#reader, request);
    ids.catch(() => this.#remembered.delete(key));
    this.#remembered.set(key, ids);
    const oldest = this.#remembered.keys().next().value;
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return await ids;
  }
}
