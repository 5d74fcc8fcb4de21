import { distanceOf, eastPerDegree, flatteningAt, northPerDegree } from '../geodesy/ellipsoid.ts';
import { type Degrees, type Metres, RADIANS_PER_DEGREE } from '../geodesy/units.ts';
import type { SchoolPlace } from './measured-places.ts';

/** A ring's corners lie between two places of the arrays; of a polygon the first ring is the outer one. */
interface RingSpan {
  readonly begin: number;
  readonly end: number;
  readonly isOuter: boolean;
}

/**
 * The straight distances of one school to one venue after the other, as `measurePair` finds them, in numbers alone: a
 * city has a hundred thousand pairs, and nothing is made for each, not even by taking an array apart, which is slow
 * until it is compiled. What is not asked for is not measured.
 */
export class StraightDistances {
  /** Of each gate of the school, once `measureGates` was called; NaN beyond. */
  gates = new Float64Array(8);
  gateCount = 0;
  /** To the campus, 0 inside; NaN where no campus is known. */
  boundary: Metres = Number.NaN;
  /** From the place to the nearest point of the campus; nothing inside. */
  nearEast: Metres = 0;
  nearNorth: Metres = 0;
  /** To the nearest gate; NaN without one. */
  gate: Metres = Number.NaN;
  /** The nearest gate; −1 without one. */
  nearest = -1;

  #school: SchoolPlace | null = null;
  #lng: Degrees = 0;
  #lat: Degrees = 0;
  #hasGates = false;
  #rings: RingSpan[] = [];
  #corners = new Float64Array(64);
  #local = new Float64Array(64);
  #squared = Number.POSITIVE_INFINITY;

  /** From here on distances are those of this school. */
  begin(school: SchoolPlace): void {
    this.#school = school;
    this.gateCount = school.gates.length;
    if (this.gates.length < this.gateCount) this.gates = new Float64Array(2 * this.gateCount);
    this.#rings = [];
    let end = 0;
    for (const polygon of school.campus ?? []) {
      // What has no three corners is no area.
      if ((polygon[0]?.length ?? 0) < 3) continue;
      let isOuter = true;
      for (const ring of polygon) {
        const begin = end;
        for (const corner of ring) end = this.#addCorner(end, corner[0], corner[1]);
        this.#rings.push({ begin, end, isOuter });
        isOuter = false;
      }
    }
  }

  /** From here on distances are those to this place; that to the campus is measured. */
  moveTo(lng: Degrees, lat: Degrees): void {
    this.#lng = lng;
    this.#lat = lat;
    this.#hasGates = false;
    this.#squared = Number.POSITIVE_INFINITY;
    if (this.#rings.length > 0) this.#measureCampus();
    else this.boundary = Number.NaN;
  }

  measureGates(): void {
    if (this.#hasGates || !this.#school) return;
    this.#hasGates = true;
    this.gate = Number.NaN;
    this.nearest = -1;
    const { gates } = this.#school;
    for (let i = 0; i < gates.length; i++) {
      const position = gates[i]?.position;
      if (!position) continue;
      const metres = distanceOf(position[0], position[1], this.#lng, this.#lat);
      this.gates[i] = metres;
      if (this.nearest >= 0 && metres >= this.gate) continue;
      this.gate = metres;
      this.nearest = i;
    }
  }

  #addCorner(at: number, lng: Degrees, lat: Degrees): number {
    if (2 * at + 1 >= this.#corners.length) {
      const corners = new Float64Array(2 * this.#corners.length);
      corners.set(this.#corners);
      this.#corners = corners;
      this.#local = new Float64Array(corners.length);
    }
    this.#corners[2 * at] = lng;
    this.#corners[2 * at + 1] = lat;
    return at + 1;
  }

  #measureCampus(): void {
    const rings = this.#rings;
    for (let r = 0; r < rings.length; ) {
      const first = r;
      do r++;
      while (r < rings.length && rings[r]?.isOuter === false);
      this.#project(rings[first]?.begin ?? 0, rings[r - 1]?.end ?? 0);
      if (this.#isWithin(first, r)) {
        this.nearEast = 0;
        this.nearNorth = 0;
        this.boundary = 0;
        return;
      }
      for (let each = first; each < r; each++) this.#nearTo(rings[each]?.begin ?? 0, rings[each]?.end ?? 0);
    }
    this.boundary = Math.sqrt(this.#squared);
  }

  /** Corners in the metric frame around the place; those of one latitude have one scale. */
  #project(begin: number, end: number): void {
    const corners = this.#corners;
    const local = this.#local;
    let latitude = Number.NaN;
    let north = 0;
    let east = 0;
    for (let i = 2 * begin; i < 2 * end; i += 2) {
      const lat = corners[i + 1] ?? 0;
      if (lat !== latitude) {
        latitude = lat;
        const phi = ((lat + this.#lat) / 2) * RADIANS_PER_DEGREE;
        const w = flatteningAt(phi);
        north = northPerDegree(w);
        east = eastPerDegree(w, phi);
      }
      local[i] = ((corners[i] ?? 0) - this.#lng) * east;
      local[i + 1] = (lat - this.#lat) * north;
    }
  }

  #isWithin(first: number, after: number): boolean {
    const rings = this.#rings;
    if (!this.#holds(rings[first]?.begin ?? 0, rings[first]?.end ?? 0)) return false;
    for (let hole = first + 1; hole < after; hole++)
      if (this.#holds(rings[hole]?.begin ?? 0, rings[hole]?.end ?? 0)) return false;
    return true;
  }

  /** Whether a ring holds the origin, as `ringContains` says. */
  #holds(begin: number, end: number): boolean {
    const local = this.#local;
    let inside = false;
    let beforeX = local[2 * end - 2] ?? 0;
    let beforeY = local[2 * end - 1] ?? 0;
    for (let i = 2 * begin; i < 2 * end; i += 2) {
      const x = local[i] ?? 0;
      const y = local[i + 1] ?? 0;
      if (y > 0 !== beforeY > 0 && 0 < ((beforeX - x) * (0 - y)) / (beforeY - y) + x) inside = !inside;
      beforeX = x;
      beforeY = y;
    }
    return inside;
  }

  /** The nearest point of a ring's edges, as `nearestOnSegment` finds it. */
  #nearTo(begin: number, end: number): void {
    const local = this.#local;
    let startX = local[2 * end - 2] ?? 0;
    let startY = local[2 * end - 1] ?? 0;
    for (let i = 2 * begin; i < 2 * end; i += 2) {
      const endX = local[i] ?? 0;
      const endY = local[i + 1] ?? 0;
      const dx = endX - startX;
      const dy = endY - startY;
      const lengthSquared = dx * dx + dy * dy;
      const raw = lengthSquared === 0 ? 0 : ((0 - startX) * dx + (0 - startY) * dy) / lengthSquared;
      const fraction = Math.min(1, Math.max(0, raw));
      const nearX = startX + fraction * dx;
      const nearY = startY + fraction * dy;
      const squared = nearX * nearX + nearY * nearY;
      if (squared < this.#squared) {
        this.#squared = squared;
        this.nearEast = nearX;
        this.nearNorth = nearY;
      }
      startX = endX;
      startY = endY;
    }
  }
}
