import { type Area, mapGrounds } from '#shared/contract/areas.ts';
import type { Capability } from '#shared/office/capabilities.ts';
import { permitted, type Rights } from '#shared/office/rights.ts';
import { type Scope, seesAllPlaces } from '#shared/office/scope.ts';
import { KeptAnswers, SharedAnswers } from '../cache/kept-answers.ts';
import { WorkspaceTiles } from '../cache/map/workspace-tiles.ts';
import { NearPlaces } from '../cache/places/near-places.ts';
import { PlaceCache } from '../cache/places/place-cache.ts';
import { RowSets } from '../cache/row-sets.ts';
import { Search, SearchedVenues } from '../cache/search/search.ts';
import { joinTouched } from '../cache/touched.ts';
import { KeepingReader } from '../db/engine/keeping-reader.ts';
import { openScopedReader, type ScopedReader } from '../db/engine/scoped-reader.ts';
import { type NumberedChange, ScopedTables, WholeTables } from '../db/engine/seen-tables.ts';
import { areasOf } from '../db/schema/find-tables.ts';
import type { Database, Read } from '../db/schema/schema.ts';
import { liesIn, PlacesInRegions, placing } from './places-in-regions.ts';
import type { Change, Workspace } from './workspace.ts';

type Parts = Exclude<Scope, 'all'>;

/** Scopes that are kept open: those of all bodies and townships, and of the schools that were here last. */
const MOST_OPEN = 48;
/** After changes of these, who sees what lies in some regions sees others. */
const placingAreas = areasOf(placing);

/** A scope that is further behind, in changes, is opened anew. */
const MOST_BEHIND = 200;

interface Open {
  readonly workspace: Promise<Scoped>;
  /** The number of the last change when it was opened. */
  readonly since: number;
  /** Calls that are being answered from it. */
  uses: number;
  /** The number of the last change that it has taken over, and when it has. */
  taken: number;
  takingOver: Promise<void>;
}

interface Scoped extends Workspace {
  takeOver(changes: readonly Numbered[]): Promise<void>;
  /** The areas of which something in sight is another since the change of that number. */
  changedSince(number: number): ReadonlySet<Area>;
}

type Numbered = Change & NumberedChange;

/**
 * The open workspace as people with a scope see it: the same, over a connection that has their rows alone. Whatever
 * reads — tables, tiles, search, figures, sheets, documents, exports — reads there. A scope takes over what changed only
 * when somebody asks by it.
 */
export class ScopedWorkspaces {
  readonly #main: Workspace;
  readonly #open = new Map<string, Open>();
  readonly #regions: PlacesInRegions;
  /** The last changes; a scope that is open has taken over some of them. */
  readonly #changes: Numbered[] = [];

  constructor(main: Workspace) {
    this.#main = main;
    this.#regions = new PlacesInRegions(main);
    main.follow({
      follow: (change) => {
        this.#changes.push({ ...change, number: main.seen.tables.changes, areas: change.changed });
        if (this.#changes.length > MOST_BEHIND) this.#changes.shift();
      },
      forget: () => this.#forget(),
      close: async () => {
        for (const scoped of await this.#opened()) await scoped.close();
        this.#open.clear();
      },
    });
  }

  /** Answers something from what a scope sees. */
  async use<T>(scope: Scope, work: (workspace: Workspace) => Promise<T>): Promise<T> {
    if (scope === 'all') return await work(this.#main);
    const key = JSON.stringify(scope);
    const open = this.#openOf(key, scope);
    open.uses += 1;
    try {
      await this.#catchUp(key, open);
      return await work(await open.workspace);
    } finally {
      open.uses -= 1;
      if (this.#open.get(key) !== open) await closeUnused(open);
      await this.#closeUnused();
    }
  }

  /** The one used last stands last. One that has missed more than is remembered makes place for a new one. */
  #openOf(key: string, scope: Parts): Open {
    const known = this.#open.get(key);
    this.#open.delete(key);
    const isBehind = known !== undefined && this.#isBehind(known);
    if (known && isBehind) void closeUnused(known);
    const open = known && !isBehind ? known : this.#begin(scope);
    this.#open.set(key, open);
    return open;
  }

  #isBehind({ taken }: Open): boolean {
    return taken < (this.#changes[0]?.number ?? 0) - 1;
  }

  /**
   * The areas of which something that a scope sees is another than after the change of that number; null where that is
   * not known, because nobody has asked by the scope since then.
   */
  async changedSince(scope: Parts, number: number): Promise<ReadonlySet<Area> | null> {
    const key = JSON.stringify(scope);
    const open = this.#open.get(key);
    if (!open || open.since > number || this.#isBehind(open)) return null;
    open.uses += 1;
    try {
      await this.#catchUp(key, open);
      return (await open.workspace).changedSince(number);
    } catch {
      // Who asks next is told why.
      return null;
    } finally {
      open.uses -= 1;
      if (this.#open.get(key) !== open) await closeUnused(open);
    }
  }

  #begin(scope: Parts): Open {
    const taken = this.#main.seen.tables.changes;
    const workspace = openScoped(this.#main, this.#regions, scope, taken);
    return { workspace, since: taken, uses: 0, taken, takingOver: Promise.resolve() };
  }

  /** Errors: those of opening and of reading; then it is opened anew the next time. */
  async #catchUp(key: string, open: Open): Promise<void> {
    open.takingOver = open.takingOver.then(async () => {
      const scoped = await open.workspace;
      const missed = this.#changes.filter(({ number }) => number > open.taken);
      open.taken = missed.at(-1)?.number ?? open.taken;
      if (missed.length > 0) await scoped.takeOver(missed);
    });
    try {
      await open.takingOver;
    } catch (error) {
      if (this.#open.get(key) === open) this.#open.delete(key);
      throw error;
    }
  }

  /** Reads what somebody sees by the roles alone that have some capabilities; null where none has. */
  async readWith<T>(
    rights: Rights | undefined,
    needed: readonly Capability[],
    read: (db: Read) => Promise<T>,
  ): Promise<T | null> {
    const scope = rights === undefined ? 'all' : permitted(rights, needed);
    return scope === null ? null : await this.use(scope, async ({ database }) => await read(database.reader));
  }

  /** Those that could be opened. */
  async #opened(): Promise<Scoped[]> {
    const opened = await Promise.allSettled([...this.#open.values()].map(({ workspace }) => workspace));
    return opened.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  }

  /** Who asks next sees a scope opened anew: what is kept of it may be old, its rows as well. */
  #forget(): void {
    for (const open of this.#open.values()) void closeUnused(open);
    this.#open.clear();
    this.#changes.length = 0;
  }

  async #closeUnused(): Promise<void> {
    for (const [key, open] of this.#open) {
      if (this.#open.size <= MOST_OPEN) return;
      if (open.uses > 0) continue;
      this.#open.delete(key);
      await closeUnused(open);
    }
  }
}

async function closeUnused({ workspace, uses }: Open): Promise<void> {
  if (uses > 0) return;
  const [opened] = await Promise.allSettled([workspace]);
  if (opened.status === 'fulfilled') await opened.value.close();
}

async function openScoped(
  main: Workspace,
  inRegions: PlacesInRegions,
  scope: Parts,
  since: number,
): Promise<Scoped> {
  const { directory, places: all } = main;
  const regions = await all.regions();
  let { near } = main;
  const scoped = openScopedReader(directory, scope, {
    regions: {
      at: (level, lng, lat) => all.regionsNow?.at(level, lng, lat) ?? null,
      ofSchool: (level, id) => all.regionsNow?.ofSchool(level, id) ?? null,
    },
    near: (...asked) => near.lookUp(...asked),
    liesIn: (number, lng, lat) => {
      const part = scope[number];
      const lookup = all.regionsNow ?? regions;
      return part !== undefined && liesIn(part, lookup, (level) => lookup.at(level, lng, lat));
    },
    onSlow: () => undefined,
  });
  const refill = async () => {
    for (const [number, part] of scope.entries())
      if (part.kind === 'regions') scoped.fill(number, await inRegions.of(part));
  };
  await refill();
  const tables = new ScopedTables(main.seen.tables, scope, since, scoped.find);
  const workspace = assembleScoped(main, scope, { ...scoped, tables, refill });
  near = workspace.near;
  return workspace;
}

interface Parted extends ScopedReader {
  readonly tables: ScopedTables;
  /** Finds out anew which places lie in the regions of the scope. */
  readonly refill: () => Promise<void>;
}

function assembleScoped(main: Workspace, scope: Parts, { reader, tables, refill, close }: Parted): Scoped {
  const isShared = seesAllPlaces(scope);
  const places = isShared ? main.places : new PlaceCache(reader);
  const tiles = isShared ? main.tiles : new WorkspaceTiles(places);
  const rowSets = new RowSets(reader, tables, main.seen.rows, isShared);
  const kept = new KeepingReader(reader, tables, main.seen.statements);
  const settled = new WholeTables();
  const answers = isShared
    ? new KeptAnswers({ versionOf: (asked) => tables.versionOf(asked, main.seen.settled) }, main.seen.answers)
    : new KeptAnswers(settled, new SharedAnswers());
  const near = isShared ? main.near : new NearPlaces(places, reader, settled);
  const search = new Search(isShared ? main.search.venues : new SearchedVenues(reader));
  const caches = { places, near, tiles, rowSets, kept, answers, search };
  return {
    ...main,
    ...caches,
    isWhole: false,
    get pack() {
      return main.pack;
    },
    get rules() {
      return main.rules;
    },
    database: { ...main.database, reader },
    async takeOver(changes) {
      if (changes.some(({ areas }) => areas.some((area) => placingAreas.includes(area)))) await refill();
      const seen = tables.takeOver(changes);
      search.forget(seen);
      if (!isShared) await redraw({ places, tiles, search }, reader, changes, seen);
      settled.change(seen);
    },
    changedSince: (number) => tables.changedSince(number),
    async close() {
      for (const each of [kept, rowSets, answers]) each.clear();
      if (!isShared) near.clear();
      if (!isShared) tiles.close();
      await close();
    },
  };
}

/** Places and tiles of a scope of its own take over what changed. */
async function redraw(
  { places, tiles, search }: Pick<Workspace, 'places' | 'tiles' | 'search'>,
  reader: Database,
  changes: readonly Change[],
  seen: readonly Area[],
): Promise<void> {
  const touched = joinTouched(changes.map((change) => change.touched));
  await search.venues.refresh(touched);
  if (touched.rules) tiles.redraw();
  await places.refresh(touched);
  await tiles.refresh(reader, touched);
  if (seen.some((area) => mapGrounds.includes(area))) tiles.grow();
}
