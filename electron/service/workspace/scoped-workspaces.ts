import { type Area, mapGrounds } from '#shared/contract/areas.ts';
import type { Capability } from '#shared/office/capabilities.ts';
import { permitted, type Rights } from '#shared/office/rights.ts';
import { type Scope, type ScopePart, seesAllPlaces } from '#shared/office/scope.ts';
import { KeptAnswers } from '../cache/kept-answers.ts';
import { WorkspaceTiles } from '../cache/map/workspace-tiles.ts';
import { PlaceCache } from '../cache/places/place-cache.ts';
import { RowSets } from '../cache/row-sets.ts';
import { Search } from '../cache/search/search.ts';
import type { Touched } from '../cache/touched.ts';
import { KeepingReader } from '../db/engine/keeping-reader.ts';
import { openScopedReader, type PlacesInScope } from '../db/engine/scoped-reader.ts';
import { selectVenuePositions } from '../db/queries/scope-places.ts';
import type { Database, Read } from '../db/schema/schema.ts';
import type { Workspace } from './workspace.ts';

type Parts = Exclude<Scope, 'all'>;

/** Scopes that are kept open: those of all bodies and townships, and of the schools that were here last. */
const MOST_OPEN = 48;
/** After changes of these, who sees what lies in some regions sees others. */
const placing: readonly Area[] = ['schools', 'gates', 'venues', 'regions'];

interface Open {
  readonly workspace: Promise<Scoped>;
  /** Calls that are being answered from it. */
  uses: number;
}

interface Scoped extends Workspace {
  takeOver(touched: Touched, changed: readonly Area[]): Promise<void>;
}

/**
 * The open workspace as people with a scope see it: the same, over a connection that has their rows alone. Whatever
 * reads — tables, tiles, search, figures, sheets, documents, exports — reads there.
 */
export class ScopedWorkspaces {
  readonly #main: Workspace;
  readonly #open = new Map<string, Open>();
  /** Those that nobody is given any more, while calls are still answered from them. */
  readonly #left = new Set<Open>();

  constructor(main: Workspace) {
    this.#main = main;
    main.follow({
      refresh: async (touched, changed) => {
        for (const scoped of await this.#opened()) await scoped.takeOver(touched, changed);
      },
      forget: () => this.#forget(),
      close: async () => {
        for (const scoped of await this.#opened()) await scoped.close();
        this.#open.clear();
        for (const open of this.#left) await closeOpen(open);
        this.#left.clear();
      },
    });
  }

  /** Answers something from what a scope sees. */
  async use<T>(scope: Scope, work: (workspace: Workspace) => Promise<T>): Promise<T> {
    if (scope === 'all') return await work(this.#main);
    const key = JSON.stringify(scope);
    const open = this.#open.get(key) ?? { workspace: openScoped(this.#main, scope), uses: 0 };
    // The one used last stands last.
    this.#open.delete(key);
    this.#open.set(key, open);
    open.uses += 1;
    try {
      return await work(await open.workspace);
    } catch (error) {
      open.workspace.catch(() => this.#open.delete(key));
      throw error;
    } finally {
      open.uses -= 1;
      await this.#closeUnused();
      if (open.uses === 0 && this.#left.delete(open)) await closeOpen(open);
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
    for (const open of this.#open.values())
      if (open.uses > 0) this.#left.add(open);
      else void closeOpen(open);
    this.#open.clear();
  }

  async #closeUnused(): Promise<void> {
    for (const [key, { workspace, uses }] of this.#open) {
      if (this.#open.size <= MOST_OPEN) return;
      if (uses > 0) continue;
      this.#open.delete(key);
      await (await workspace).close();
    }
  }
}

async function closeOpen({ workspace }: Open): Promise<void> {
  await workspace.then(
    (scoped) => scoped.close(),
    // One that could not be opened told that to who asked.
    () => undefined,
  );
}

async function openScoped(main: Workspace, scope: Parts): Promise<Scoped> {
  const { directory, places: all } = main;
  const regions = await all.regions();
  const scoped = openScopedReader(directory, scope, {
    regions: {
      at: (level, lng, lat) => all.regionsNow?.at(level, lng, lat) ?? null,
      ofSchool: (level, id) => all.regionsNow?.ofSchool(level, id) ?? null,
    },
    liesIn: (number, lng, lat) => {
      const part = scope[number];
      const lookup = all.regionsNow ?? regions;
      return part !== undefined && liesIn(part, lookup, (level) => lookup.at(level, lng, lat));
    },
    onSlow: () => undefined,
  });
  const fill = async () => {
    for (const [number, part] of scope.entries())
      if (part.kind === 'regions') scoped.fill(number, await placesIn(main, part));
  };
  await fill();
  return assembleScoped(main, scope, scoped, fill);
}

function assembleScoped(
  main: Workspace,
  scope: Parts,
  scoped: ReturnType<typeof openScopedReader>,
  fill: () => Promise<void>,
): Scoped {
  const { reader } = scoped;
  const shared = seesAllPlaces(scope);
  const places = shared ? main.places : new PlaceCache(reader);
  const tiles = shared ? main.tiles : new WorkspaceTiles(places);
  const rowSets = new RowSets(reader);
  const kept = new KeepingReader(reader);
  const answers = new KeptAnswers();
  const search = new Search();
  const caches = { places, tiles, rowSets, kept, answers, search };
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
    async takeOver(touched, changed) {
      if (changed.some((area) => placing.includes(area))) await fill();
      rowSets.forget(changed);
      kept.forget(changed);
      await search.refresh(reader, touched, changed);
      if (!shared) await redraw({ places, tiles }, reader, touched, changed);
      answers.forget(changed);
    },
    async close() {
      if (!shared) tiles.close();
      await scoped.close();
    },
  };
}

/** Places and tiles of a scope of its own take over what changed. */
async function redraw(
  { places, tiles }: Pick<Workspace, 'places' | 'tiles'>,
  reader: Database,
  touched: Touched,
  changed: readonly Area[],
): Promise<void> {
  if (touched.rules) tiles.redraw();
  await places.refresh(touched);
  await tiles.refresh(reader, touched);
  if (changed.some((area) => mapGrounds.includes(area))) tiles.grow();
}

/** The schools and venues that lie in the regions of a part. */
async function placesIn(main: Workspace, part: ScopePart): Promise<PlacesInScope> {
  const lookup = await main.places.regions();
  const schools = [...(await main.places.schools()).keys()].filter((id) =>
    liesIn(part, lookup, (level) => lookup.ofSchool(level, id)),
  );
  const venues = (await selectVenuePositions(main.database.reader))
    .filter(({ lng, lat }) => liesIn(part, lookup, (level) => lookup.at(level, lng, lat)))
    .map(({ id }) => id);
  return { schools, venues };
}

type Lookup = Awaited<ReturnType<PlaceCache['regions']>>;

/** Whether the region at a place, of some level, is one of the part's. */
function liesIn(part: ScopePart, { index }: Lookup, at: (level: string) => string | null): boolean {
  if (part.kind !== 'regions') return false;
  const levels = new Set(
    index.regions.filter(({ name }) => part.regions.includes(name)).map(({ level }) => level),
  );
  return [...levels].some((level) => part.regions.includes(at(level) ?? ''));
}
