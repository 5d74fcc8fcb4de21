import type { RoadNetwork } from '#shared/walking/road-network.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import type { PlaceCache } from '../../cache/places/place-cache.ts';
import type { Touched } from '../../cache/touched.ts';
import { loadRoadNetwork, loadSchoolPlaces, loadVenueColumns } from '../../db/queries/places.ts';
import type { Write } from '../../db/schema/schema.ts';

/**
 * Places as a running transaction sees them: what it touched is read through the transaction, everything else comes
 * from memory, which holds what was committed. Nothing read here is remembered: the transaction may still fail.
 */
export class PlacesInTransaction {
  readonly #db: Write;
  readonly #cache: PlaceCache;
  readonly #touched: Touched;
  #schools: Promise<ReadonlyMap<number, SchoolPlace>> | null = null;

  constructor(db: Write, cache: PlaceCache, touched: Touched) {
    this.#db = db;
    this.#cache = cache;
    this.#touched = touched;
  }

  /** All schools by their ids. */
  async schools(): Promise<ReadonlyMap<number, SchoolPlace>> {
    this.#schools ??= this.#readSchools();
    return await this.#schools;
  }

  /** The roads that people walk on; null where there are none. */
  async network(): Promise<RoadNetwork | null> {
    return this.#touched.roads ? await loadRoadNetwork(this.#db) : await this.#cache.network();
  }

  /** Some venues, as they are now. */
  async venues(ids: readonly number[]): Promise<VenueIndex> {
    return new VenueIndex(await loadVenueColumns(this.#db, ids));
  }

  /** All venues as they were committed: those that the transaction touched have to be left out. */
  async committedVenues(): Promise<VenueIndex> {
    return await this.#cache.venues();
  }

  async #readSchools(): Promise<ReadonlyMap<number, SchoolPlace>> {
    const { schools } = this.#touched;
    if (schools === undefined) return await this.#cache.schools();
    if (schools === 'all')
      return new Map((await loadSchoolPlaces(this.#db)).map((school) => [school.id, school]));
    const all = new Map(await this.#cache.schools());
    for (const id of schools) all.delete(id);
    for (const school of await loadSchoolPlaces(this.#db, schools)) all.set(school.id, school);
    return all;
  }
}
