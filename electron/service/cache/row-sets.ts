import type { Area } from '#shared/contract/areas.ts';
import { areasOfRowIds, type RowSetRequest, selectRowIds } from '../db/queries/table-query.ts';
import type { Read } from '../db/schema/schema.ts';

/** How many answers are kept: enough for the tables and layers that are open, and a few before them. */
const MOST_REMEMBERED = 12;

interface Remembered {
  readonly ids: Promise<readonly number[]>;
  /** What they rest on; null where that cannot be said. */
  readonly areas: readonly Area[] | null;
}

/**
 * Ids of the rows that tables and layers show, found once and remembered until something that they rest on changes:
 * scrolling then reads only the rows on the screen. They are rows that were committed.
 */
export class RowSets {
  readonly #reader: Read;
  readonly #remembered = new Map<string, Remembered>();
  readonly #sets = new WeakMap<readonly number[], ReadonlySet<number>>();

  /** `reader` never sees what a running transaction has written. */
  constructor(reader: Read) {
    this.#reader = reader;
  }

  /** Forgets the answers that rest on areas that changed. */
  forget(changed: readonly Area[]): void {
    if (changed.length === 0) return;
    for (const [key, { areas }] of this.#remembered)
      if (!areas?.every((area) => !changed.includes(area))) this.#remembered.delete(key);
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
    if (known) {
      // Moved to the end: the answers that were not used for longest are dropped first.
      this.#remembered.delete(key);
      this.#remembered.set(key, known);
      return await known.ids;
    }
    const ids = selectRowIds(this.#reader, request);
    ids.catch(() => this.#remembered.delete(key));
    this.#remembered.set(key, { ids, areas: areasOfRowIds(this.#reader, request) });
    const oldest = this.#remembered.keys().next().value;
    if (this.#remembered.size > MOST_REMEMBERED && oldest !== undefined) this.#remembered.delete(oldest);
    return await ids;
  }
}
