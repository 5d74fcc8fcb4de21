import type { SeenTables } from '../db/engine/seen-tables.ts';
import {
  countRows,
  isInKeyOrder,
  type RowPage,
  type RowSetRequest,
  selectRowIds,
  tablesOfRowIds,
} from '../db/queries/table-query.ts';
import type { Read } from '../db/schema/schema.ts';
import { KeptByVersion, SharedValues } from '../platform/kept-by-version.ts';
import { keepUnlessFailed } from './keep-unless-failed.ts';

/** How many answers are kept: enough for the tables and layers that are open, and a few before them. */
const MOST_REMEMBERED = 12;
/** Numbers of rows take no room. */
const MOST_COUNTS = 200;
/** Of the rows of a whole table in an order that somebody chose, so many are found without sorting all the others. */
const FIRST_ROWS = 500;

/** Rows that were found, for all who see the same. */
export class FoundRows {
  readonly ids = new SharedValues<Promise<readonly number[]>>();
  readonly counts = new SharedValues<Promise<number>>();
}

/**
 * Which rows tables and layers show. Pages of a whole table are found by the key of its order, its first ones in any
 * order. Otherwise the ids of all rows are found once and remembered until something that they rest on changes:
 * scrolling then reads only the rows on the screen. They are rows that were committed.
 */
export class RowSets {
  readonly #reader: Read;
  readonly #seen: SeenTables;
  readonly #findsPages: boolean;
  readonly #remembered: KeptByVersion<Promise<readonly number[]>>;
  readonly #counts: KeptByVersion<Promise<number>>;
  /** What requests rest on. */
  readonly #tables = new Map<string, ReturnType<typeof tablesOfRowIds>>();
  readonly #sets = new WeakMap<readonly number[], ReadonlySet<number>>();

  /**
   * `reader` never sees what a running transaction has written. `findsPages` is false where few rows of many are seen,
   * so that pages are not found by an index of all.
   */
  constructor(reader: Read, seen: SeenTables, shared: FoundRows, findsPages = true) {
    this.#reader = reader;
    this.#seen = seen;
    this.#findsPages = findsPages;
    this.#remembered = new KeptByVersion(MOST_REMEMBERED, shared.ids);
    this.#counts = new KeptByVersion(MOST_COUNTS, shared.counts);
  }

  /** Lets go of everything that is remembered. */
  clear(): void {
    this.#remembered.clear();
    this.#counts.clear();
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
    const [key, version] = [JSON.stringify(request), this.#versionOf(request)];
    const known = this.#remembered.get(key, version);
    if (known) return await known;
    const ids = keepUnlessFailed(selectRowIds(this.#reader, request), () =>
      this.#remembered.drop(key, version, ids),
    );
    this.#remembered.set(key, version, ids);
    return await ids;
  }

  /** How many rows there are; which ones, nobody has to know. */
  async count(request: RowSetRequest): Promise<number> {
    const known = this.#knownIds(request);
    if (known) return (await known).length;
    // Their order does not matter.
    const unsorted = { ...request, sort: [] };
    const [key, version] = [JSON.stringify(unsorted), this.#versionOf(unsorted)];
    const counted = this.#counts.get(key, version);
    if (counted) return await counted;
    const count = keepUnlessFailed(countRows(this.#reader, unsorted), () =>
      this.#counts.drop(key, version, count),
    );
    this.#counts.set(key, version, count);
    return await count;
  }

  /** The ids of the rows on a page, and how many rows there are on all pages. */
  async page(
    request: RowSetRequest,
    page: RowPage,
  ): Promise<{ readonly ids: readonly number[]; readonly total: number }> {
    const isFoundByKey = isInKeyOrder(request) || page.offset + page.limit <= FIRST_ROWS;
    if (this.#findsPages && isWhole(request) && isFoundByKey && !this.#knownIds(request))
      return {
        ids: await selectRowIds(this.#reader, request, page),
        total: await this.count(request),
      };
    const ids = await this.ids(request);
    return { ids: ids.slice(page.offset, page.offset + page.limit), total: ids.length };
  }

  #knownIds(request: RowSetRequest): Promise<readonly number[]> | undefined {
    return this.#remembered.get(JSON.stringify(request), this.#versionOf(request));
  }

  #versionOf(request: RowSetRequest): string {
    const key = JSON.stringify(request);
    let tables = this.#tables.get(key);
    if (tables === undefined) {
      tables = tablesOfRowIds(this.#reader, request);
      if (this.#tables.size >= MOST_COUNTS) this.#tables.clear();
      this.#tables.set(key, tables);
    }
    return this.#seen.versionOf(tables);
  }
}

/** Whether it is all of a table: of some of its rows nobody knows where they stand until all were looked at. */
function isWhole({ query, text, about }: RowSetRequest): boolean {
  return query.parts.length === 0 && text.trim() === '' && about === null;
}
