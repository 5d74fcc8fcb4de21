import { localFrame } from '../geodesy/local-frame.ts';
import { nearestOnSegment, ringContains } from '../geodesy/planar.ts';
import { piecesOf } from '../geodesy/positions.ts';
import {
  boundsHold,
  extendBounds,
  type LngLat,
  type LngLatBounds,
  type Metres,
  type PolygonRings,
} from '../geodesy/units.ts';
import { addressKey, streetNumber } from './address.ts';
import { divisionsNamed } from './divisions.ts';

/** What a row of a list says of where it is, beside its coordinates. */
export interface Whereabouts {
  readonly name: string;
  readonly address: string;
  /** Credit code and registration number: the six digits of a district stand in them. */
  readonly uscc: string;
  readonly regNo: string;
}

/** An area that is known, in WGS84. */
export interface KnownRegion {
  readonly name: string;
  readonly polygons: readonly PolygonRings[];
}

export interface KnownRoad {
  readonly name: string;
  readonly line: readonly LngLat[];
}

/** Whether a position agrees with all that its row says. */
export type Agrees = (position: LngLat) => boolean;

/**
 * A place lies at most this far from the road in its address: it may be in a courtyard behind the road, and the map has
 * an error too.
 */
const AT_ROAD: Metres = 150;

/**
 * What rows say of where they are, by known regions and roads: the district in codes, districts and towns in addresses,
 * the road of the house number.
 */
export class StatedWhereabouts {
  readonly #regions: readonly (KnownRegion & { readonly box: LngLatBounds | null })[];
  readonly #byCode = new Map<string, KnownRegion & { readonly box: LngLatBounds | null }>();
  readonly #roads = new Map<string, (readonly LngLat[])[]>();

  constructor(regions: readonly KnownRegion[], roads: readonly KnownRoad[]) {
    this.#regions = regions.map((region) => ({ ...region, box: boxOf(region) }));
    for (const region of this.#regions)
      for (const { code, level } of divisionsNamed(region.name))
        if (level === 'district') this.#byCode.set(code, region);
    for (const { name, line } of roads) {
      if (name === '') continue;
      const known = this.#roads.get(name);
      if (known) known.push(line);
      else this.#roads.set(name, [line]);
    }
  }

  /** How a row's position can be tried; null where the row says nothing that is known. */
  of({ address, uscc, regNo }: Whereabouts): Agrees | null {
    const regions = new Set(this.#regions.filter(({ name }) => name.length >= 2 && address.includes(name)));
    for (const code of [uscc.slice(2, 8), /^\d{13,15}$/.test(regNo) ? regNo.slice(0, 6) : '']) {
      const region = this.#byCode.get(code);
      // A business may be registered in one district and work in another, so the address counts before the code.
      if (region && regions.size === 0) regions.add(region);
    }
    const street = streetNumber(addressKey(address))?.street;
    const lines = street === undefined ? undefined : this.#roads.get(street);
    if (regions.size === 0 && !lines) return null;
    return (position) =>
      [...regions].every((region) => isIn(region, position)) &&
      (!lines || lines.some((line) => isNear(line, position)));
  }
}

function boxOf({ polygons }: KnownRegion): LngLatBounds | null {
  return polygons
    .flatMap(([outer]) => outer ?? [])
    .reduce<LngLatBounds | null>((box, point) => extendBounds(box, point), null);
}

function isIn(
  { polygons, box }: KnownRegion & { readonly box: LngLatBounds | null },
  position: LngLat,
): boolean {
  return box !== null && boundsHold(box, position) && liesIn(polygons, position);
}

/** Whether polygons hold a position; their holes do not. */
export function liesIn(polygons: readonly PolygonRings[], position: LngLat): boolean {
  return polygons.some(
    ([outer, ...holes]) =>
      outer !== undefined &&
      ringContains(outer, position) &&
      !holes.some((hole) => ringContains(hole, position)),
  );
}

function isNear(line: readonly LngLat[], position: LngLat): boolean {
  const { toLocal } = localFrame(position);
  const here = toLocal(position);
  return piecesOf(line).some(
    ([start, end]) => nearestOnSegment(here, toLocal(start), toLocal(end)).squared <= AT_ROAD ** 2,
  );
}
