import type { LngLat, Metres } from '../geodesy/units.ts';
import type { VenuePlace } from './measured-places.ts';

/** One venue's values, in the order in which `VenueColumnsBuilder.add` takes them; its kinds between semicolons. */
type Venue = readonly [
  id: number,
  kinds: string,
  since: string | null,
  lng: number,
  lat: number,
  sigma: Metres,
  coarse: boolean,
];

/** The whole numbers of one venue lie side by side, so that all are read from memory at once. */
const STRIDE = 4;
const ID = 0;
const SIGMA = 1;
const SINCE = 2;
const KIND = 3;
/** Sigmas are kept in millimetres. */
const PER_METRE = 1000;
/** Kinds are few; what venues are of several of them together are some hundreds. */
const MOST_CATEGORIES = 65_536;
/** Set in KIND, above the category's number, where a position is coarse. */
const COARSE = MOST_CATEGORIES;

/**
 * Venues in typed arrays: five million of them take some 160 MB, and the engine walks over them without
 * making an object for each. Positions are WGS84 degrees; sigmas are metres, to the millimetre.
 */
export class VenueColumns {
  readonly length: number;
  readonly lngs: Float64Array;
  readonly lats: Float64Array;
  /** What venues are: a kind each, or several between semicolons, the main one first. */
  readonly categories: readonly string[];
  readonly #numbers: Int32Array;

  constructor(
    length: number,
    lngs: Float64Array,
    lats: Float64Array,
    numbers: Int32Array,
    categories: readonly string[],
  ) {
    this.length = length;
    this.lngs = lngs.subarray(0, length);
    this.lats = lats.subarray(0, length);
    this.#numbers = numbers.subarray(0, length * STRIDE);
    this.categories = categories;
  }

  static from(venues: Iterable<VenuePlace>): VenueColumns {
    const builder = new VenueColumnsBuilder();
    for (const { id, category, further = [], since, position, sigma, coarse } of venues)
      builder.add(id, [category, ...further].join(';'), since, position[0], position[1], sigma, coarse);
    return builder.build();
  }

  /**
   * These venues as they are now: of those with some ids what `now` holds, which may be fewer or others. Both stand in
   * the order of their ids.
   */
  replaced(ids: ReadonlySet<number>, now: VenueColumns): VenueColumns {
    const most = this.length + now.length;
    const [lngs, lats] = [new Float64Array(most), new Float64Array(most)];
    const numbers = new Int32Array(most * STRIDE);
    const categories = [...this.categories];
    const codes = now.categories.map((category) => codeIn(categories, category));
    let length = 0;
    const take = (from: VenueColumns, at: number) => {
      [lngs[length], lats[length]] = from.position(at);
      numbers.set(from.#numbers.subarray(at * STRIDE, (at + 1) * STRIDE), length * STRIDE);
      if (from === now)
        numbers[length * STRIDE + KIND] = (codes[now.category(at)] ?? 0) | (now.isCoarse(at) ? COARSE : 0);
      length += 1;
    };
    let next = 0;
    for (let at = 0; at < this.length; at++) {
      const id = this.id(at);
      for (; next < now.length && now.id(next) <= id; next++) take(now, next);
      if (!ids.has(id)) take(this, at);
    }
    for (; next < now.length; next++) take(now, next);
    return new VenueColumns(length, lngs, lats, numbers, categories);
  }

  /** The largest sigma of all; 0 without venues. */
  get coarsest(): Metres {
    let most = 0;
    for (let at = 0; at < this.length; at++) most = Math.max(most, this.#number(at, SIGMA));
    return most / PER_METRE;
  }

  /** Where each venue stands, by its id. */
  indexById(): Map<number, number> {
    const index = new Map<number, number>();
    for (let at = 0; at < this.length; at++) index.set(this.id(at), at);
    return index;
  }

  id(at: number): number {
    return this.#number(at, ID);
  }

  sigma(at: number): Metres {
    return this.#number(at, SIGMA) / PER_METRE;
  }

  /** Index into `categories`. */
  category(at: number): number {
    return this.#number(at, KIND) & (MOST_CATEGORIES - 1);
  }

  isCoarse(at: number): boolean {
    return (this.#number(at, KIND) & COARSE) !== 0;
  }

  position(at: number): LngLat {
    const [lng, lat] = [this.lngs[at], this.lats[at]];
    if (lng === undefined || lat === undefined) throw new RangeError(`no venue ${at} of ${this.length}`);
    return [lng, lat];
  }

  /** Set up on, YYYY-MM-DD; null where the date is not known. */
  since(at: number): string | null {
    return dayInWords(this.day(at));
  }

  /** The same as the number YYYYMMDD; 0 where the date is not known. */
  day(at: number): number {
    return this.#number(at, SINCE);
  }

  #number(at: number, what: number): number {
    const value = this.#numbers[at * STRIDE + what];
    if (value === undefined) throw new RangeError(`no venue ${at} of ${this.length}`);
    return value;
  }
}

/** YYYY-MM-DD of the number of a day; null of 0. */
export function dayInWords(day: number): string | null {
  if (day === 0) return null;
  const text = String(day).padStart(8, '0');
  return `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`;
}

/** The place of a category in a list, at whose end it is put where it is not there. */
function codeIn(categories: string[], category: string): number {
  const known = categories.indexOf(category);
  if (known >= 0) return known;
  if (categories.length === MOST_CATEGORIES)
    throw new RangeError(`more than ${MOST_CATEGORIES} categories, at ${category}`);
  return categories.push(category) - 1;
}

/** Gathers venues one by one; its arrays double when full. */
export class VenueColumnsBuilder {
  #length = 0;
  #lngs = new Float64Array(1024);
  #lats = new Float64Array(1024);
  #numbers = new Int32Array(1024 * STRIDE);
  readonly #categories: string[] = [];
  readonly #codes = new Map<string, number>();
  readonly #days = new Map<string, number>();

  /** `since` is YYYY-MM-DD. Throws RangeError past 65,536 categories. */
  add(...venue: Venue): void {
    const since = venue[2];
    if (this.#length === this.#lngs.length) this.#grow();
    const at = this.#length++;
    this.#lngs[at] = venue[3];
    this.#lats[at] = venue[4];
    this.#numbers[at * STRIDE + ID] = venue[0];
    this.#numbers[at * STRIDE + SIGMA] = Math.round(venue[5] * PER_METRE);
    this.#numbers[at * STRIDE + SINCE] = since === null ? 0 : this.#dayOf(since);
    this.#numbers[at * STRIDE + KIND] = this.#codeOf(venue[1]) | (venue[6] ? COARSE : 0);
  }

  build(): VenueColumns {
    return new VenueColumns(this.#length, this.#lngs, this.#lats, this.#numbers, this.#categories);
  }

  /** The number of a day; days come again and again. */
  #dayOf(since: string): number {
    const known = this.#days.get(since);
    if (known !== undefined) return known;
    const day = Number(since.replaceAll('-', ''));
    this.#days.set(since, day);
    return day;
  }

  #codeOf(category: string): number {
    const known = this.#codes.get(category);
    if (known !== undefined) return known;
    if (this.#categories.length === MOST_CATEGORIES)
      throw new RangeError(`more than ${MOST_CATEGORIES} categories, at ${category}`);
    this.#codes.set(category, this.#categories.length);
    return this.#categories.push(category) - 1;
  }

  #grow(): void {
    const [lngs, lats, numbers] = [this.#lngs, this.#lats, this.#numbers];
    this.#lngs = new Float64Array(lngs.length * 2);
    this.#lats = new Float64Array(lats.length * 2);
    this.#numbers = new Int32Array(numbers.length * 2);
    this.#lngs.set(lngs);
    this.#lats.set(lats);
    this.#numbers.set(numbers);
  }
}
