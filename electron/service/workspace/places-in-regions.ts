import type { ScopePart } from '#shared/office/scope.ts';
import type { PlaceCache } from '../cache/places/place-cache.ts';
import type { PlacesInScope } from '../db/engine/scoped-reader.ts';
import type { WholeTables } from '../db/engine/seen-tables.ts';
import { selectVenuePositions } from '../db/queries/scope-places.ts';
import type { Read } from '../db/schema/schema.ts';
import type { StoredTable } from '../db/schema/table-facts.ts';

type Lookup = Awaited<ReturnType<PlaceCache['regions']>>;
type ByName = ReadonlyMap<string, readonly number[]>;

interface Sources {
  readonly places: PlaceCache;
  readonly database: { readonly reader: Read };
  readonly seen: { readonly tables: WholeTables };
}

/** What decides which school and venue lies in which region. */
export const placing: readonly StoredTable[] = ['venues', 'regions', 'schools', 'gates'];

/** Finds what lies in regions. Each venue is looked up once in each level for all who see some regions of it. */
export class PlacesInRegions {
  readonly #sources: Sources;
  readonly #venues = new Map<string, Promise<ByName>>();
  #version = '';

  constructor(sources: Sources) {
    this.#sources = sources;
  }

  /** The schools and venues that lie in the regions of a part. */
  async of(part: ScopePart): Promise<PlacesInScope> {
    const { places } = this.#sources;
    const lookup = await places.regions();
    const schools = [...(await places.schools()).keys()].filter((id) =>
      liesIn(part, lookup, (level) => lookup.ofSchool(level, id)),
    );
    const venues = new Set<number>();
    for (const level of levelsOf(part, lookup)) {
      const byName = await this.#inLevel(level, lookup);
      for (const name of regionsOf(part)) for (const id of byName.get(name) ?? []) venues.add(id);
    }
    return { schools, venues: [...venues] };
  }

  #inLevel(level: string, lookup: Lookup): Promise<ByName> {
    const version = this.#sources.seen.tables.versionOf(placing);
    if (version !== this.#version) this.#venues.clear();
    this.#version = version;
    let known = this.#venues.get(level);
    if (!known) {
      known = this.#read(level, lookup);
      known.catch(() => this.#venues.delete(level));
      this.#venues.set(level, known);
    }
    return known;
  }

  async #read(level: string, lookup: Lookup): Promise<ByName> {
    const byName = new Map<string, number[]>();
    for (const { id, lng, lat } of await selectVenuePositions(this.#sources.database.reader)) {
      const name = lookup.at(level, lng, lat);
      if (name === null) continue;
      const ids = byName.get(name);
      if (ids) ids.push(id);
      else byName.set(name, [id]);
    }
    return byName;
  }
}

const regionsOf = (part: ScopePart) => (part.kind === 'regions' ? part.regions : []);

function levelsOf(part: ScopePart, { index }: Lookup): ReadonlySet<string> {
  const names = regionsOf(part);
  return new Set(index.regions.filter(({ name }) => names.includes(name)).map(({ level }) => level));
}

/** Whether the region at a place, of some level, is one of the part's. */
export function liesIn(part: ScopePart, lookup: Lookup, at: (level: string) => string | null): boolean {
  const names = regionsOf(part);
  return [...levelsOf(part, lookup)].some((level) => names.includes(at(level) ?? ''));
}
