import type { RegionIndex } from '#shared/regions/region-index.ts';
import { type SchoolPlace, schoolBounds } from '#shared/zones/measured-places.ts';

/** Names of the regions in which places lie, each looked up once. */
export class RegionLookup {
  readonly index: RegionIndex;
  readonly #schools: ReadonlyMap<number, SchoolPlace>;
  readonly #known = new Map<string, Map<string, string | null>>();

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
    const place = `${lng},${lat}`;
    let name = known.get(place);
    if (name === undefined) {
      name = this.index.at(level, lng, lat)?.name ?? null;
      known.set(place, name);
    }
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
