import { type RowSetRequest, selectRowIds } from '../db/queries/table-query.ts';
import type { Read } from '../db/schema/schema.ts';

/** So many are kept: those of the tables and layers that are open, and the last few before. */
const KEPT = 12;

/**
 * Ids of the rows that tables and layers show, found once and kept until something changes: scrolling then
 * reads only the rows on the screen.
 */
export class RowSets {
  readonly #kept = new Map<string, Promise<readonly number[]>>();
  readonly #sets = new WeakMap<readonly number[], ReadonlySet<number>>();

  /** Everything kept is stale. */
  forget(): void {
    this.#kept.clear();
  }

  /** The same as a set, for asking row by row. */
  async set(db: Read, request: RowSetRequest): Promise<ReadonlySet<number>> {
    const ids = await this.ids(db, request);
    let set = this.#sets.get(ids);
    if (!set) {
      set = new Set(ids);
      this.#sets.set(ids, set);
    }
    return set;
  }

  async ids(db: Read, request: RowSetRequest): Promise<readonly number[]> {
    const key = JSON.stringify(request);
    const known = this.#kept.get(key);
    if (known) {
      // What was asked for last goes last.
      this.#kept.delete(key);
      this.#kept.set(key, known);
      return await known;
    }
    const ids = selectRowIds(db, request);
    ids.catch(() => this.#kept.delete(key));
    this.#kept.set(key, ids);
    const oldest = this.#kept.keys().next().value;
    if (this.#kept.size > KEPT && oldest !== undefined) this.#kept.delete(oldest);
    return await ids;
  }
}
