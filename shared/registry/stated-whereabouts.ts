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
import { recordOf } from '../lists/record.ts';
import { addressKey, streetNumber } from './address.ts';
import { divisionsNamed, isDivisionCode } from './divisions.ts';

/** What a row of a list says of where it is, beside its coordinates. */
const whereabouts = ['name', 'address', 'uscc', 'regNo', 'schoolCode', 'registrar', 'adcode'] as const;
export type Whereabouts = Readonly<Record<(typeof whereabouts)[number], string>>;

/** What a row says, by what reads one of its fields. */
export function readWhereabouts(read: (field: keyof Whereabouts) => string): Whereabouts {
  return recordOf(whereabouts, read);
}

export const noWhereabouts: Whereabouts = readWhereabouts(() => '');

/** An area that is known, in WGS84. */
export interface KnownRegion {
  readonly name: string;
  /** Its administrative code where a list gave one. */
  readonly code?: string;
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

/** A region with the box around it. */
interface BoxedRegion extends KnownRegion {
  readonly box: LngLatBounds | null;
}

/**
 * What rows say of where they are, by known regions and roads: districts and towns in addresses, the digits of the
 * district in codes, the authority that registered them, the road of the house number.
 */
export class StatedWhereabouts {
  readonly #regions: readonly BoxedRegion[];
  readonly #byCode = new Map<string, BoxedRegion>();
  readonly #roads = new Map<string, (readonly LngLat[])[]>();

  constructor(regions: readonly KnownRegion[], roads: readonly KnownRoad[]) {
    this.#regions = regions.map((region) => ({ ...region, box: boxOf(region) }));
    for (const region of this.#regions) for (const code of codesOf(region)) this.#byCode.set(code, region);
    for (const { name, line } of roads) {
      if (name === '') continue;
      const known = this.#roads.get(name);
      if (known) known.push(line);
      else this.#roads.set(name, [line]);
    }
  }

  /** How a row's position can be tried; null where the row says nothing that is known. */
  of(row: Whereabouts): Agrees | null {
    const regions = this.#regionsOf(row);
    const street = streetNumber(addressKey(row.address))?.street;
    const lines = street === undefined ? undefined : this.#roads.get(street);
    if (regions.length === 0 && !lines) return null;
    return (position) =>
      regions.every((region) => isIn(region, position)) &&
      (!lines || lines.some((line) => isNear(line, position)));
  }

  /** A business may be registered in one district and work in another, so the address counts before all else. */
  #regionsOf(row: Whereabouts): readonly BoxedRegion[] {
    const named = this.#namedIn(row.address);
    if (named.length > 0) return named;
    for (const code of codesIn(row)) {
      const region = this.#byCode.get(code);
      if (region) return [region];
    }
    return this.#namedIn(row.registrar);
  }

  #namedIn(text: string): BoxedRegion[] {
    return this.#regions.filter(({ name }) => name.length >= 2 && text.includes(name));
  }
}

/** The digits of a district: those that its list gave, else those of its name. */
function codesOf({ name, code = '' }: KnownRegion): string[] {
  if (code !== '') return [code];
  return divisionsNamed(name).flatMap((division) => (division.level === 'district' ? [division.code] : []));
}

/** The codes of areas that stand in a row, the plainest first: nine digits and more have the district's six before them. */
function codesIn({ adcode, uscc, regNo, schoolCode }: Whereabouts): string[] {
  return [
    ...(isDivisionCode(adcode) ? [adcode, adcode.slice(0, 6)] : []),
    uscc.slice(2, 8),
    /^\d{13,15}$/.test(regNo) ? regNo.slice(0, 6) : '',
    /^\d{7,}/.test(schoolCode) ? schoolCode.slice(0, 6) : '',
  ];
}

function boxOf({ polygons }: KnownRegion): LngLatBounds | null {
  return polygons
    .flatMap(([outer]) => outer ?? [])
    .reduce<LngLatBounds | null>((box, point) => extendBounds(box, point), null);
}

function isIn({ polygons, box }: BoxedRegion, position: LngLat): boolean {
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
