import type { FacilityIndex } from '#shared/facilities/facility-index.ts';
import type { RoadNetwork } from '#shared/walking/road-network.ts';
import type { SchoolPlace } from '#shared/zones/places.ts';
import type { RoadLines } from '#shared/zones/road-lines.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import {
  loadFacilities,
  loadRoadNetwork,
  loadRoads,
  loadSchoolPlaces,
  loadVenueColumns,
} from '../../db/queries/places.ts';
import { loadRegions } from '../../db/queries/regions.ts';
import type { Read } from '../../db/schema/schema.ts';
import { kept } from '../keep-unless-failed.ts';
import { type AddressBook, loadAddressBook } from './address-book.ts';
import { RegionLookup } from './region-lookup.ts';

/** What a command changed among the places. Ids where they are few, 'all' where they are not worth listing. */
export interface Touched {
  readonly schools?: readonly number[] | 'all';
  readonly venues?: readonly number[] | 'all';
  readonly roads?: boolean;
  readonly facilities?: boolean;
  readonly addresses?: boolean;
  readonly regions?: boolean;
  /** Rules or the rule pack. */
  readonly law?: boolean;
  /** Schools whose findings changed. */
  readonly findings?: readonly number[] | 'all';
}

/**
 * The places of an open workspace as the engine and the map want them, read once and kept until a
 * committed command has changed them. A command may ask for the kinds that it does not change itself.
 */
export class PlaceCache {
  #schools: Promise<Map<number, SchoolPlace>> | null = null;
  #venues: Promise<VenueIndex> | null = null;
  #network: Promise<RoadNetwork | null> | null = null;
  #roads: Promise<RoadLines> | null = null;
  #addresses: Promise<AddressBook> | null = null;
  #facilities: Promise<FacilityIndex> | null = null;
  #regions: Promise<RegionLookup> | null = null;
  #regionsNow: RegionLookup | null = null;

  async schools(db: Read): Promise<ReadonlyMap<number, SchoolPlace>> {
    this.#schools ??= kept(
      loadSchoolPlaces(db).then((list) => new Map(list.map((school) => [school.id, school]))),
      () => (this.#schools = null),
    );
    return await this.#schools;
  }

  async venues(db: Read): Promise<VenueIndex> {
    this.#venues ??= kept(
      loadVenueColumns(db).then((columns) => new VenueIndex(columns)),
      () => (this.#venues = null),
    );
    return await this.#venues;
  }

  async network(db: Read): Promise<RoadNetwork | null> {
    this.#network ??= kept(loadRoadNetwork(db), () => (this.#network = null));
    return await this.#network;
  }

  async roads(db: Read): Promise<RoadLines> {
    this.#roads ??= kept(loadRoads(db), () => (this.#roads = null));
    return await this.#roads;
  }

  async facilities(db: Read): Promise<FacilityIndex> {
    this.#facilities ??= kept(loadFacilities(db), () => (this.#facilities = null));
    return await this.#facilities;
  }

  async addresses(db: Read): Promise<AddressBook> {
    this.#addresses ??= kept(loadAddressBook(db), () => (this.#addresses = null));
    return await this.#addresses;
  }

  async regions(db: Read): Promise<RegionLookup> {
    this.#regions ??= kept(this.#loadRegions(db), () => (this.#regions = null));
    return await this.#regions;
  }

  /** The regions as they were last read; null where nobody has asked for them yet. */
  get regionsNow(): RegionLookup | null {
    return this.#regionsNow;
  }

  async #loadRegions(db: Read): Promise<RegionLookup> {
    this.#regionsNow = new RegionLookup(await loadRegions(db), await this.schools(db));
    return this.#regionsNow;
  }

  /** Reads anew what a committed command changed: a few schools at once, other things when they are next asked for. */
  async refresh(
    db: Read,
    { schools, venues, roads, facilities, addresses, regions }: Touched,
  ): Promise<void> {
    if (schools || venues || addresses) this.#addresses = null;
    if (schools || regions) this.#regions = null;
    if (venues) this.#venues = null;
    if (facilities) this.#facilities = null;
    if (roads) {
      this.#network = null;
      this.#roads = null;
    }
    if (schools === 'all') this.#schools = null;
    else if (schools && this.#schools) {
      const known = await this.#schools;
      for (const id of schools) known.delete(id);
      for (const school of await loadSchoolPlaces(db, schools)) known.set(school.id, school);
    }
  }
}
