import type { Area } from '#shared/contract/areas.ts';
import {
  areasOfRowIds,
  countRows,
  isInKeyOrder,
  type RowPage,
  type RowSetRequest,
  selectRowIds,
} from '../db/queries/table-query.ts';
import type { Read } from '../db/schema/schema.ts';
import { KeptByArea } from '../platform/kept-by-area.ts';
import { keepUnlessFailed } from './keep-unless-failed.ts';

/** How many answers are kept: enough for the tables and layers that are open, and a few before them. */
const MOST_REMEMBERED = 12;
/** Numbers of rows take no room. */
const MOST_COUNTS = 200;
/** Of the rows of a whole table in an order that somebody chose, so many are found without sorting all the others. */
const FIRST_ROWS = 500;

/**
 * Which rows tables and layers show. Pages of a whole table are found by the key of its order, its first ones in any
 * order. Otherwise the ids of all rows are found once and remembered until something that they rest on changes:
 * scrolling then reads only the rows on the screen. They are rows that were committed.
 */
export class RowSets {
  readonly #reader: Read;
  readonly #remembered = new KeptByArea<Promise<readonly number[]>>(MOST_REMEMBERED);
  readonly #counts = new KeptByArea<Promise<number>>(MOST_COUNTS);
  readonly #sets = new WeakMap<readonly number[], ReadonlySet<number>>();

  /** `reader` never sees what a running transaction has written. */
  constructor(reader: Read) {
    this.#reader = reader;
  }

  /** Forgets the answers that rest on areas that changed. */
  forget(changed: readonly Area[]): void {
    this.#remembered.forget(changed);
    this.#counts.forget(changed);
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
    const ids = keepUnlessFailed(selectRowIds(this.#reader, request), () => this.#remembered.drop(key, ids));
    this.#remembered.set(key, ids, areasOfRowIds(this.#reader, request));
    return await ids;
  }

  /** How many rows there are; which ones, nobody has to know. */
  async count(request: RowSetRequest): Promise<number> {
    const known = this.#remembered.get(JSON.stringify(request));
    if (known) return (await known).length;
    // Their order does not matter.
    const unsorted = { ...request, sort: [] };
    const key = JSON.stringify(unsorted);
    const counted = this.#counts.get(key);
    if (counted) return await counted;
    const count = keepUnlessFailed(countRows(this.#reader, unsorted), () => this.#counts.drop(key, count));
    this.#counts.set(key, count, areasOfRowIds(this.#reader, unsorted));
    return await count;
  }

  /** The ids of the rows on a page, and how many rows there are on all pages. */
  async page(
    request: RowSetRequest,
    page: RowPage,
  ): Promise<{ readonly ids: readonly number[]; readonly total: number }> {
    const isFoundByKey = isInKeyOrder(request) || page.offset + page.limit <= FIRST_ROWS;
    if (isWhole(request) && isFoundByKey && !this.#remembered.get(JSON.stringify(request)))
      return {
        ids: await selectRowIds(this.#reader, request, page),
        total: await this.count(request),
      };
    const ids = await this.ids(request);
    return { ids: ids.slice(page.offset, page.offset + page.limit), total: ids.length };
  }
}

/** Whether it is all of a table: of some of its rows nobody knows where they stand until all were looked at. */
function isWhole({ query, text, about }: RowSetRequest): boolean {
  return query.parts.length === 0 && text.trim() === '' && about === null;
}
