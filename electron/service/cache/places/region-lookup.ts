import type { RegionIndex } from '#shared/regions/region-index.ts';
import { type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';

/** Odd enough that hardly two places have the same sum. */
const LNG_FACTOR = 997.313;

interface KnownPlace {
  readonly lng: number;
  readonly lat: number;
  readonly name: string | null;
}

/** Names of the regions in which places lie, each looked up once. */
export class RegionLookup {
  readonly index: RegionIndex;
  readonly #schools: ReadonlyMap<number, SchoolPlace>;
  readonly #known = new Map<string, Map<number, KnownPlace>>();

  constructor(index: RegionIndex, schools: ReadonlyMap<number, SchoolPlace>) {
    this.index = index;
    this.#schools = schools;
  }

  /** The region of a level that holds a position; null where there is none or no position. */
  at(level: string, lng: number | null, lat: number | null): string | null {
    if (lng === null || lat === null || this.index.regions.length === 0) return null;
    let known = this.#known.get(level);
    if (!known) {
      known = new Map();
      this.#known.set(level, known);
    }
    // Two numbers in one are found far sooner than as a text. Where two places share it, one is looked up each time.
    const key = lng * LNG_FACTOR + lat;
    const place = known.get(key);
    if (place && place.lng === lng && place.lat === lat) return place.name;
    const name = this.index.at(level, lng, lat)?.name ?? null;
    if (!place) known.set(key, { lng, lat, name });
    return name;
  }

  /** The region of a school: of its point, else of the middle of its campus and gates. */
  ofSchool(level: string, id: number): string | null {
    const school = this.#schools.get(id);
    if (!school) return null;
    const box = schoolBounds(school);
    const [lng, lat] = school.point ?? (box ? [(box[0] + box[2]) / 2, (box[1] + box[3]) / 2] : [null, null]);
    return this.at(level, lng, lat);
  }
}
