import type { Area } from '#shared/contract/areas.ts';
import { areasOfRowIds, type RowSetRequest, selectRowIds } from '../db/queries/table-query.ts';
import type { Read } from '../db/schema/schema.ts';
import { KeptByArea } from '../platform/kept-by-area.ts';

/** How many answers are kept: enough for the tables and layers that are open, and a few before them. */
const MOST_REMEMBERED = 12;

/**
 * Ids of the rows that tables and layers show, found once and remembered until something that they rest on changes:
 * scrolling then reads only the rows on the screen. They are rows that were committed.
 */
export class RowSets {
  readonly #reader: Read;
  readonly #remembered = new KeptByArea<Promise<readonly number[]>>(MOST_REMEMBERED);
  readonly #sets = new WeakMap<readonly number[], ReadonlySet<number>>();

  /** `reader` never sees what a running transaction has written. */
  constructor(reader: Read) {
    this.#reader = reader;
  }

  /** Forgets the answers that rest on areas that changed. */
  forget(changed: readonly Area[]): void {
    this.#remembered.forget(changed);
  }

  /** The ids as a set, to look up single rows. */
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
    if (known) return await known;
    const ids = selectRowIds(this.#reader, request);
    ids.catch(() => this.#remembered.drop(key, ids));
    this.#remembered.set(key, ids, areasOfRowIds(this.#reader, request));
    return await ids;
  }
}
