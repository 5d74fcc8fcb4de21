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
  readonly #west: number;
  readonly #south: number;
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
    let east = -180;
    let north = -90;
    let west = 180;
    let south = 90;
    for (let i = 0; i < length; i++) {
      const lng = lngs[i] ?? 0;
      const lat = lats[i] ?? 0;
      if (lng < west) west = lng;
      if (lng > east) east = lng;
      if (lat < south) south = lat;
      if (lat > north) north = lat;
    }
    this.#west = west;
    this.#south = south;
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
    const starts = this.#starts;
    const order = this.#order;
    const positions = this.#positions;
    for (let row = this.#row(south); row <= top; row++) {
      const to = starts[row * this.#columns + last + 1] ?? 0;
      for (let k = starts[row * this.#columns + first] ?? 0; k < to; k++) {
        const lng = positions[2 * k] ?? 0;
        const lat = positions[2 * k + 1] ?? 0;
        if (lng >= west && lng <= east && lat >= south && lat <= north) visit(order[k] ?? 0, lng, lat);
      }
    }
  }

  /** Without a call in its loops, which are as quick in a process that has just begun. */
  #sortIntoCells(): void {
    const { lngs, lats, length } = this.venues;
    const starts = this.#starts;
    const order = this.#order;
    const positions = this.#positions;
    const west = this.#west;
    const south = this.#south;
    const cellLng = this.#cellLng;
    const cellLat = this.#cellLat;
    const columns = this.#columns;
    const cells = new Uint32Array(length);
    // No venue lies west or south of all, and the last cells reach beyond the others.
    for (let i = 0; i < length; i++) {
      const column = Math.floor(((lngs[i] ?? 0) - west) / cellLng);
      const row = Math.floor(((lats[i] ?? 0) - south) / cellLat);
      const cell = row * columns + column;
      cells[i] = cell;
      starts[cell + 1] = (starts[cell + 1] ?? 0) + 1;
    }
    for (let c = 1; c < starts.length; c++) starts[c] = (starts[c] ?? 0) + (starts[c - 1] ?? 0);
    const next = starts.slice();
    for (let i = 0; i < length; i++) {
      const cell = cells[i] ?? 0;
      const at = next[cell] ?? 0;
      next[cell] = at + 1;
      order[at] = i;
      positions[2 * at] = lngs[i] ?? 0;
      positions[2 * at + 1] = lats[i] ?? 0;
    }
  }

  #column(lng: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((lng - this.#west) / this.#cellLng)));
  }

  #row(lat: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((lat - this.#south) / this.#cellLat)));
  }
}
