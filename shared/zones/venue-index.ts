import { metresPerDegree } from '../geodesy/ellipsoid.ts';
import type { Degrees, LngLatBounds, Metres } from '../geodesy/units.ts';
import type { VenueColumns } from './venue-columns.ts';

/** Wanted size of a cell: about the distance that most rules name, so that a query touches few cells. */
const CELL: Metres = 250;
/** Empty cells cost memory: no more than this many a venue. */
const MOST_CELLS_A_VENUE = 4;

/**
 * A uniform grid over venues in typed arrays. Venues are sorted into cells once, by counting, and their
 * positions are copied in that order: a query then reads one unbroken piece of memory for each row of cells.
 */
export class VenueIndex {
  readonly venues: VenueColumns;
  readonly #west: number = 180;
  readonly #south: number = 90;
  readonly #cellLng: number;
  readonly #cellLat: number;
  readonly #columns: number;
  readonly #rows: number;
  /** Start of each cell in the sorted arrays, one more entry than there are cells. */
  readonly #starts: Uint32Array;
  readonly #order: Uint32Array;
  /** Longitude and latitude of each venue side by side, so that both are read from memory at once. */
  readonly #positions: Float64Array;

  constructor(venues: VenueColumns, cell: Metres = CELL) {
    this.venues = venues;
    const { lngs, lats, length } = venues;
    let [east, north] = [-180, -90];
    for (let i = 0; i < length; i++) {
      const lng = numberAt(lngs, i);
      const lat = numberAt(lats, i);
      if (lng < this.#west) this.#west = lng;
      if (lng > east) east = lng;
      if (lat < this.#south) this.#south = lat;
      if (lat > north) north = lat;
    }
    const scale = metresPerDegree((this.#south + north) / 2);
    // A few scattered venues must not make a huge grid.
    const area = (east - this.#west) * scale.east * (north - this.#south) * scale.north;
    const coarser = Math.sqrt(Math.max(1, area / (cell * cell) / (MOST_CELLS_A_VENUE * length + 16)));
    this.#cellLng = (cell * coarser) / scale.east;
    this.#cellLat = (cell * coarser) / scale.north;
    this.#columns = Math.max(1, Math.floor((east - this.#west) / this.#cellLng) + 1);
    this.#rows = Math.max(1, Math.floor((north - this.#south) / this.#cellLat) + 1);
    this.#starts = new Uint32Array(this.#columns * this.#rows + 1);
    this.#order = new Uint32Array(length);
    this.#positions = new Float64Array(2 * length);
    this.#sortIntoCells();
  }

  /** Calls `visit` with the index and the position of every venue inside `bounds`, in no set order. */
  within(
    [west, south, east, north]: LngLatBounds,
    visit: (index: number, lng: Degrees, lat: Degrees) => void,
  ): void {
    const first = this.#column(west);
    const last = this.#column(east);
    const top = this.#row(north);
    for (let row = this.#row(south); row <= top; row++) {
      const to = countAt(this.#starts, row * this.#columns + last + 1);
      for (let k = countAt(this.#starts, row * this.#columns + first); k < to; k++) {
        const lng = numberAt(this.#positions, 2 * k);
        const lat = numberAt(this.#positions, 2 * k + 1);
        if (lng >= west && lng <= east && lat >= south && lat <= north)
          visit(countAt(this.#order, k), lng, lat);
      }
    }
  }

  #sortIntoCells(): void {
    const { lngs, lats, length } = this.venues;
    const cells = new Uint32Array(length);
    for (let i = 0; i < length; i++) {
      const cell = this.#row(numberAt(lats, i)) * this.#columns + this.#column(numberAt(lngs, i));
      cells[i] = cell;
      this.#starts[cell + 1] = countAt(this.#starts, cell + 1) + 1;
    }
    for (let c = 1; c < this.#starts.length; c++)
      this.#starts[c] = countAt(this.#starts, c) + countAt(this.#starts, c - 1);
    const next = this.#starts.slice();
    for (let i = 0; i < length; i++) {
      const cell = countAt(cells, i);
      const at = countAt(next, cell);
      next[cell] = at + 1;
      this.#order[at] = i;
      this.#positions[2 * at] = numberAt(lngs, i);
      this.#positions[2 * at + 1] = numberAt(lats, i);
    }
  }

  #column(lng: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((lng - this.#west) / this.#cellLng)));
  }

  #row(lat: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((lat - this.#south) / this.#cellLat)));
  }
}

// Two functions that do the same: one function that reads both kinds of array would be slower in these loops.
function numberAt(numbers: Float64Array, index: number): number {
  const value = numbers[index];
  if (value === undefined) throw new RangeError(`no number ${index} among ${numbers.length}`);
  return value;
}

function countAt(counts: Uint32Array, index: number): number {
  const value = counts[index];
  if (value === undefined) throw new RangeError(`no count ${index} among ${counts.length}`);
  return value;
}
