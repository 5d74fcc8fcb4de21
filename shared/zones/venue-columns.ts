import type { LngLat, Metres } from '../geodesy/units.ts';
import type { VenuePlace } from './places.ts';

/** One venue's values, in the order in which `VenueColumnsBuilder.add` takes them. */
type Venue = readonly [
  id: number,
  category: string,
  since: string | null,
  lng: number,
  lat: number,
  sigma: Metres,
  coarse: boolean,
];

/**
 * Venues as typed columns: five million of them take some 200 MB, and the engine walks over them
 * without making an object for each. Positions are WGS84 degrees, sigmas metres.
 */
export class VenueColumns {
  readonly length: number;
  readonly ids: Int32Array;
  readonly lngs: Float64Array;
  readonly lats: Float64Array;
  readonly sigmas: Float64Array;
  readonly coarse: Uint8Array;
  /** Index into `categories`. */
  readonly categoryOf: Uint8Array;
  readonly categories: readonly string[];
  /** Set up on, as the number YYYYMMDD; 0 where not known. */
  readonly since: Int32Array;

  constructor(builder: VenueColumnsBuilder) {
    const { length } = builder;
    this.length = length;
    this.ids = builder.ids.subarray(0, length);
    this.lngs = builder.lngs.subarray(0, length);
    this.lats = builder.lats.subarray(0, length);
    this.sigmas = builder.sigmas.subarray(0, length);
    this.coarse = builder.coarse.subarray(0, length);
    this.categoryOf = builder.categoryOf.subarray(0, length);
    this.since = builder.since.subarray(0, length);
    this.categories = builder.categories;
  }

  static from(venues: Iterable<VenuePlace>): VenueColumns {
    const builder = new VenueColumnsBuilder();
    for (const { id, category, since, position, sigma, coarse } of venues)
      builder.add(id, category, since, position[0], position[1], sigma, coarse);
    return builder.build();
  }

  position(index: number): LngLat {
    return [this.lngs[index] as number, this.lats[index] as number];
  }

  /** YYYY-MM-DD, or null where the date is not known. */
  sinceDay(index: number): string | null {
    const day = this.since[index] as number;
    if (day === 0) return null;
    const text = String(day).padStart(8, '0');
    return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
  }
}

/** Gathers venues one by one; its arrays double when full. */
export class VenueColumnsBuilder {
  length = 0;
  ids = new Int32Array(1024);
  lngs = new Float64Array(1024);
  lats = new Float64Array(1024);
  sigmas = new Float64Array(1024);
  coarse = new Uint8Array(1024);
  categoryOf = new Uint8Array(1024);
  since = new Int32Array(1024);
  readonly categories: string[] = [];
  readonly #codes = new Map<string, number>();

  /** `since` is YYYY-MM-DD. Throws RangeError past 256 categories. */
  add(...[id, category, since, lng, lat, sigma, coarse]: Venue): void {
    if (this.length === this.ids.length) this.#grow();
    const at = this.length++;
    this.ids[at] = id;
    this.lngs[at] = lng;
    this.lats[at] = lat;
    this.sigmas[at] = sigma;
    this.coarse[at] = coarse ? 1 : 0;
    this.categoryOf[at] = this.#codeOf(category);
    this.since[at] = since === null ? 0 : Number(since.replaceAll('-', ''));
  }

  build(): VenueColumns {
    return new VenueColumns(this);
  }

  #codeOf(category: string): number {
    const known = this.#codes.get(category);
    if (known !== undefined) return known;
    if (this.categories.length === 256) throw new RangeError(`more than 256 categories, at ${category}`);
    this.#codes.set(category, this.categories.length);
    return this.categories.push(category) - 1;
  }

  #grow(): void {
    const size = this.ids.length * 2;
    const larger = <T extends Int32Array | Float64Array | Uint8Array>(old: T, fresh: T): T => {
      fresh.set(old);
      return fresh;
    };
    this.ids = larger(this.ids, new Int32Array(size));
    this.lngs = larger(this.lngs, new Float64Array(size));
    this.lats = larger(this.lats, new Float64Array(size));
    this.sigmas = larger(this.sigmas, new Float64Array(size));
    this.coarse = larger(this.coarse, new Uint8Array(size));
    this.categoryOf = larger(this.categoryOf, new Uint8Array(size));
    this.since = larger(this.since, new Int32Array(size));
  }
}
