import { UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import type { FacilityIndex } from '#shared/facilities/facility-index.ts';
import { fittingBox } from '#shared/geodesy/fitting-box.ts';
import type { LngLatBounds } from '#shared/geodesy/units.ts';
import { type DecidingRule, decidingRules, rangeOf } from '#shared/rules/governing.ts';
import type { Rule, RulePack } from '#shared/rules/rule.ts';
import type { RoadNetwork } from '#shared/walking/road-network.ts';
import { type Doubt, findDoubts } from '#shared/zones/find-doubts.ts';
import { type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';
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

/** Where more venues than that changed, all are read anew. */
const MOST_AGAIN = 10_000;

/**
 * The places of an open workspace in the form that engine and map need, read once and kept until a committed
 * command changes them. They are read by a connection that sees only committed rows: a transaction that
 * fails changes nothing here.
 */
export class PlaceCache {
  readonly #reader: Read;
  #schools: Promise<Map<number, SchoolPlace>> | null = null;
  #schoolBounds: Promise<LngLatBounds | null> | null = null;
  #venues: Promise<VenueIndex> | null = null;
  /** Venues that changed since all were read. */
  readonly #venuesAgain = new Set<number>();
  #network: Promise<RoadNetwork | null> | null = null;
  #roads: Promise<RoadLines> | null = null;
  #addresses: Promise<AddressBook> | null = null;
  #facilities: Promise<FacilityIndex> | null = null;
  /** With the day whose rules they were found by. */
  #doubts: { readonly today: string; readonly found: Promise<ReadonlyMap<number, Doubt>> } | null = null;
  /** Venues that changed since doubts were found: they are looked at again, and no others. */
  readonly #doubtfulAgain = new Set<number>();
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

  /** The box that a map of all schools shows; null without any. */
  async schoolBounds(): Promise<LngLatBounds | null> {
    this.#schoolBounds ??= keepUnlessFailed(this.#findBounds(), () => (this.#schoolBounds = null));
    return await this.#schoolBounds;
  }

  async #findBounds(): Promise<LngLatBounds | null> {
    const boxes = [...(await this.schools()).values()].map(schoolBounds);
    return fittingBox(boxes.filter((box) => box !== null));
  }

  async venues(): Promise<VenueIndex> {
    const again = new Set(this.#venuesAgain);
    this.#venuesAgain.clear();
    if (this.#venues && again.size === 0) return await this.#venues;
    const reading = this.#venues ? this.#readAgain(this.#venues, again) : this.#readVenues();
    this.#venues = keepUnlessFailed(reading, () => (this.#venues = null));
    return await reading;
  }

  async #readVenues(): Promise<VenueIndex> {
    return new VenueIndex(await loadVenueColumns(this.#reader));
  }

  /** Of a city all take a hundred times as long as a few. */
  async #readAgain(known: Promise<VenueIndex>, ids: ReadonlySet<number>): Promise<VenueIndex> {
    const now = await loadVenueColumns(this.#reader, [...ids]);
    return new VenueIndex((await known).venues.replaced(ids, now));
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
    const deciding = () => decidingRules(rules, today, rangeOf(pack));
    const again = [...this.#doubtfulAgain];
    this.#doubtfulAgain.clear();
    const known = this.#doubts?.today === today ? this.#doubts.found : null;
    if (known && again.length === 0) return await known;
    const finding = known
      ? this.#findDoubtsAgain(known, deciding(), again)
      : this.#findDoubts(deciding(), { category: UNKNOWN_CATEGORY });
    this.#doubts = { today, found: keepUnlessFailed(finding, () => (this.#doubts = null)) };
    return await finding;
  }

  async #findDoubtsAgain(
    known: Promise<ReadonlyMap<number, Doubt>>,
    rules: readonly DecidingRule[],
    ids: readonly number[],
  ): Promise<ReadonlyMap<number, Doubt>> {
    const doubts = new Map(await known);
    for (const id of ids) doubts.delete(id);
    for (const [id, doubt] of await this.#findDoubts(rules, { ids })) doubts.set(id, doubt);
    return doubts;
  }

  /** Only venues whose kind nobody knows can be in doubt. */
  async #findDoubts(
    rules: readonly DecidingRule[],
    { ids, category }: { readonly ids?: readonly number[]; readonly category?: string },
  ): Promise<ReadonlyMap<number, Doubt>> {
    const schools = [...(await this.schools()).values()];
    const network = rules.some(({ method }) => method === 'walking') ? await this.network() : null;
    const surveys = await loadSurveys(this.#reader);
    const venues = new VenueIndex(await loadVenueColumns(this.#reader, ids, category));
    return findDoubts(schools, venues, { rules, network, surveys });
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

  /** Forgets everything: it is read anew when it is next asked for. */
  forget(): void {
    this.#schools = null;
    this.#schoolBounds = null;
    this.#venues = null;
    this.#network = null;
    this.#roads = null;
    this.#addresses = null;
    this.#facilities = null;
    this.#doubts = null;
    this.#regions = null;
    this.#venuesAgain.clear();
    this.#doubtfulAgain.clear();
  }

  /** Reads anew what a committed command changed: a few schools at once, other things when they are next asked for. */
  async refresh(touched: Touched): Promise<void> {
    const { schools, venues, roads, facilities, addresses, regions, rules, surveyedVenues } = touched;
    if (schools || venues === 'all' || roads || rules || surveyedVenues) this.#doubts = null;
    else if (this.#doubts) for (const id of venues ?? []) this.#doubtfulAgain.add(id);
    if (schools || venues || addresses || regions) this.#addresses = null;
    if (schools || regions) this.#regions = null;
    if (venues === 'all' || (venues && venues.length > MOST_AGAIN)) this.#venues = null;
    else if (this.#venues) for (const id of venues ?? []) this.#venuesAgain.add(id);
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
    if (schools) this.#schoolBounds = null;
  }
}
