import type { FacilityIndex } from '#shared/facilities/facility-index.ts';
import { type DecidingRule, decidingRules, rangeOf } from '#shared/rules/governing.ts';
import type { Rule, RulePack } from '#shared/rules/rule.ts';
import type { RoadNetwork } from '#shared/walking/road-network.ts';
import { type Doubt, findDoubts } from '#shared/zones/find-doubts.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import type { RoadLines } from '#shared/zones/road-lines.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import {
  loadFacilities,
  loadRoadNetwork,
  loadRoads,
  loadSchoolPlaces,
  loadSurveys,
  loadVenueColumns,
} from '../../db/queries/places.ts';
import { loadRegions } from '../../db/queries/regions.ts';
import type { Read } from '../../db/schema/schema.ts';
import { keepUnlessFailed } from '../keep-unless-failed.ts';
import type { Touched } from '../touched.ts';
import { type AddressBook, loadAddressBook } from './address-book.ts';
import { RegionLookup } from './region-lookup.ts';

/**
 * The places of an open workspace in the form that engine and map need, read once and kept until a committed
 * command changes them. They are read by a connection that sees only committed rows: a transaction that
 * fails changes nothing here.
 */
export class PlaceCache {
  readonly #reader: Read;
  #schools: Promise<Map<number, SchoolPlace>> | null = null;
  #venues: Promise<VenueIndex> | null = null;
  #network: Promise<RoadNetwork | null> | null = null;
  #roads: Promise<RoadLines> | null = null;
  #addresses: Promise<AddressBook> | null = null;
  #facilities: Promise<FacilityIndex> | null = null;
  /** With the day whose rules they were found by. */
  #doubts: { readonly today: string; readonly found: Promise<ReadonlyMap<number, Doubt>> } | null = null;
  #regions: Promise<RegionLookup> | null = null;
  #regionsNow: RegionLookup | null = null;

  /** `reader` never sees what a running transaction has written. */
  constructor(reader: Read) {
    this.#reader = reader;
  }

  async schools(): Promise<ReadonlyMap<number, SchoolPlace>> {
    this.#schools ??= keepUnlessFailed(
      loadSchoolPlaces(this.#reader).then((list) => new Map(list.map((school) => [school.id, school]))),
      () => (this.#schools = null),
    );
    return await this.#schools;
  }

  async venues(): Promise<VenueIndex> {
    this.#venues ??= keepUnlessFailed(
      loadVenueColumns(this.#reader).then((columns) => new VenueIndex(columns)),
      () => (this.#venues = null),
    );
    return await this.#venues;
  }

  async network(): Promise<RoadNetwork | null> {
    this.#network ??= keepUnlessFailed(loadRoadNetwork(this.#reader), () => (this.#network = null));
    return await this.#network;
  }

  async roads(): Promise<RoadLines> {
    this.#roads ??= keepUnlessFailed(loadRoads(this.#reader), () => (this.#roads = null));
    return await this.#roads;
  }

  async facilities(): Promise<FacilityIndex> {
    this.#facilities ??= keepUnlessFailed(loadFacilities(this.#reader), () => (this.#facilities = null));
    return await this.#facilities;
  }

  async addresses(): Promise<AddressBook> {
    this.#addresses ??= keepUnlessFailed(this.#loadAddresses(), () => (this.#addresses = null));
    return await this.#addresses;
  }

  async regions(): Promise<RegionLookup> {
    this.#regions ??= keepUnlessFailed(this.#loadRegions(), () => (this.#regions = null));
    return await this.#regions;
  }

  /** Venues of unknown kind that could break a rule in force on a day, found once and kept until something changes. */
  async doubts(
    { pack, rules }: { readonly pack: RulePack; readonly rules: readonly Rule[] },
    today: string,
  ): Promise<ReadonlyMap<number, Doubt>> {
    if (this.#doubts?.today !== today) {
      const deciding = decidingRules(rules, today, rangeOf(pack));
      const found = keepUnlessFailed(this.#findDoubts(deciding), () => (this.#doubts = null));
      this.#doubts = { today, found };
    }
    return await this.#doubts.found;
  }

  async #findDoubts(rules: readonly DecidingRule[]): Promise<ReadonlyMap<number, Doubt>> {
    const schools = [...(await this.schools()).values()];
    const network = rules.some(({ method }) => method === 'walking') ? await this.network() : null;
    const surveys = await loadSurveys(this.#reader);
    return findDoubts(schools, await this.venues(), { rules, network, surveys });
  }

  /** The regions as they were last read; null where nobody has asked for them yet. */
  get regionsNow(): RegionLookup | null {
    return this.#regionsNow;
  }

  async #loadAddresses(): Promise<AddressBook> {
    return await loadAddressBook(this.#reader, await this.regions());
  }

  async #loadRegions(): Promise<RegionLookup> {
    this.#regionsNow = new RegionLookup(await loadRegions(this.#reader), await this.schools());
    return this.#regionsNow;
  }

  /** Reads anew what a committed command changed: a few schools at once, other things when they are next asked for. */
  async refresh(touched: Touched): Promise<void> {
    const { schools, venues, roads, facilities, addresses, regions, rules, surveyedVenues } = touched;
    if (schools || venues || roads || rules || surveyedVenues) this.#doubts = null;
    if (schools || venues || addresses || regions) this.#addresses = null;
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
      for (const school of await loadSchoolPlaces(this.#reader, schools)) known.set(school.id, school);
      // In the order of their ids, as they stand when a workspace is opened.
      const inOrder = [...known].sort(([a], [b]) => a - b);
      known.clear();
      for (const [id, school] of inOrder) known.set(id, school);
    }
  }
}
