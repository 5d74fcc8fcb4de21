import { metresPerDegree } from '../geodesy/ellipsoid.ts';
import type { LngLatBounds, Metres } from '../geodesy/units.ts';

/**
 * A uniform grid over positions in typed arrays. Cells are sorted once by counting, then a query
 * visits only the cells that its box touches. Built for "everything within a few hundred metres".
 */
export class VenueGrid {
  readonly #lngs: Float64Array;
  readonly #lats: Float64Array;
  readonly #west: number;
  readonly #south: number;
  readonly #cellLng: number;
  readonly #cellLat: number;
  readonly #columns: number;
  readonly #rows: number;
  /** Start of each cell in `#order`, one more entry than there are cells. */
  readonly #starts: Uint32Array;
  readonly #order: Uint32Array;

  /** `lngs[i], lats[i]` is the i-th position; `cell` the wanted cell size in metres. */
  constructor(lngs: Float64Array, lats: Float64Array, cell: Metres) {
    if (lngs.length !== lats.length)
      throw new RangeError(`${lngs.length} longitudes for ${lats.length} latitudes`);
    this.#lngs = lngs;
    this.#lats = lats;
    let [west, south, east, north] = [180, 90, -180, -90];
    for (let i = 0; i < lngs.length; i++) {
      west = Math.min(west, lngs[i] as number);
      east = Math.max(east, lngs[i] as number);
      south = Math.min(south, lats[i] as number);
      north = Math.max(north, lats[i] as number);
    }
    const scale = metresPerDegree((south + north) / 2);
    this.#west = west;
    this.#south = south;
    // At most about four cells a position, so that a few scattered points do not make a huge grid.
    const wanted = Math.max(1, ((east - west) * scale.east * (north - south) * scale.north) / (cell * cell));
    const coarser = Math.sqrt(Math.max(1, wanted / (4 * lngs.length + 16)));
    this.#cellLng = (cell * coarser) / scale.east;
    this.#cellLat = (cell * coarser) / scale.north;
    this.#columns = Math.max(1, Math.floor((east - west) / this.#cellLng) + 1);
    this.#rows = Math.max(1, Math.floor((north - south) / this.#cellLat) + 1);
    this.#starts = new Uint32Array(this.#columns * this.#rows + 1);
    this.#order = new Uint32Array(lngs.length);
    this.#sortIntoCells();
  }

  /** Calls `visit` with the index of every position inside `bounds`, in no set order. */
  within([west, south, east, north]: LngLatBounds, visit: (index: number) => void): void {
    const first = this.#clampColumn(west);
    const last = this.#clampColumn(east);
    const top = this.#clampRow(north);
    for (let row = this.#clampRow(south); row <= top; row++) {
      const from = this.#starts[row * this.#columns + first] as number;
      const to = this.#starts[row * this.#columns + last + 1] as number;
      for (let k = from; k < to; k++) {
        const i = this.#order[k] as number;
        const lng = this.#lngs[i] as number;
        const lat = this.#lats[i] as number;
        if (lng >= west && lng <= east && lat >= south && lat <= north) visit(i);
      }
    }
  }

  #sortIntoCells(): void {
    const cells = new Uint32Array(this.#lngs.length);
    for (let i = 0; i < cells.length; i++) {
      const cell =
        this.#clampRow(this.#lats[i] as number) * this.#columns + this.#clampColumn(this.#lngs[i] as number);
      cells[i] = cell;
      this.#starts[cell + 1] = (this.#starts[cell + 1] as number) + 1;
    }
    for (let c = 1; c < this.#starts.length; c++)
      this.#starts[c] = (this.#starts[c] as number) + (this.#starts[c - 1] as number);
    const next = this.#starts.slice();
    for (let i = 0; i < cells.length; i++) {
      const cell = cells[i] as number;
      const at = next[cell] as number;
      this.#order[at] = i;
      next[cell] = at + 1;
    }
  }

  #clampColumn(lng: number): number {
    return Math.min(this.#columns - 1, Math.max(0, Math.floor((lng - this.#west) / this.#cellLng)));
  }

  #clampRow(lat: number): number {
    return Math.min(this.#rows - 1, Math.max(0, Math.floor((lat - this.#south) / this.#cellLat)));
  }
}
