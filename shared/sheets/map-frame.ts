import { localFrame } from '../geodesy/local-frame.ts';
import {
  type Degrees,
  type LngLat,
  type LngLatBounds,
  type LocalXY,
  RADIANS_PER_DEGREE,
} from '../geodesy/units.ts';
import type { Millimetres } from './paper.ts';

/** Round scales that sheets use, 1:N. */
export const roundScales = [
  500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 6000, 7500, 8000, 10000, 12500, 15000, 20000, 25000, 30000,
  40000, 50000,
];

/** Where places lie on a plane of metres. */
export interface Plane {
  toPlane(point: LngLat): LocalXY;
  toLngLat(point: LocalXY): LngLat;
}

/**
 * A map frame on paper: exact at 1:`scale` in every direction around `centre`, turned by `rotation` degrees
 * clockwise. Paper distance × scale is ground distance on the ellipsoid.
 */
export interface MapFrame {
  readonly width: Millimetres;
  readonly height: Millimetres;
  readonly scale: number;
  readonly centre: LngLat;
  readonly rotation: Degrees;
  readonly bounds: LngLatBounds;
  /** Millimetres from the frame's top left corner. */
  toPaper(point: LngLat): readonly [x: Millimetres, y: Millimetres];
  toGround(x: Millimetres, y: Millimetres): LngLat;
  contains(point: LngLat): boolean;
}

/** A frame on a plane; without one on the metric frame of its centre, which serves for a few kilometres. */
export function mapFrame(
  centre: LngLat,
  width: Millimetres,
  height: Millimetres,
  scale: number,
  { plane = localPlane(centre), rotation = 0 }: { plane?: Plane; rotation?: Degrees } = {},
): MapFrame {
  const perMillimetre = scale / 1000;
  const [cos, sin] = [Math.cos(rotation * RADIANS_PER_DEGREE), Math.sin(rotation * RADIANS_PER_DEGREE)];
  const [east0, north0] = plane.toPlane(centre);
  const toPaper = (point: LngLat): readonly [number, number] => {
    const [east, north] = plane.toPlane(point);
    const [right, up] = [(east - east0) / perMillimetre, (north - north0) / perMillimetre];
    return [width / 2 + right * cos + up * sin, height / 2 + right * sin - up * cos];
  };
  const toGround = (x: Millimetres, y: Millimetres): LngLat => {
    const [dx, dy] = [(x - width / 2) * perMillimetre, (height / 2 - y) * perMillimetre];
    return plane.toLngLat([east0 + dx * cos - dy * sin, north0 + dx * sin + dy * cos]);
  };
  return {
    width,
    height,
    scale,
    centre,
    rotation,
    bounds: boundsOf(width, height, toGround),
    toPaper,
    toGround,
    contains(point) {
      const [x, y] = toPaper(point);
      return x >= 0 && x <= width && y >= 0 && y <= height;
    },
  };
}

function localPlane(centre: LngLat): Plane {
  const { toLocal, toLngLat } = localFrame(centre);
  return { toPlane: toLocal, toLngLat };
}

/** What a frame shows, by the middles and corners of its edges. */
function boundsOf(
  width: Millimetres,
  height: Millimetres,
  toGround: (x: Millimetres, y: Millimetres) => LngLat,
): LngLatBounds {
  const places = [0, width / 2, width].flatMap((x) => [0, height / 2, height].map((y) => toGround(x, y)));
  const lngs = places.map(([lng]) => lng);
  const lats = places.map(([, lat]) => lat);
  return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
}

/** The largest round scale at which `bounds` with a margin (paper mm) fits the frame; beyond the last, a multiple of 50,000. */
export function fittingScale(
  bounds: LngLatBounds,
  width: Millimetres,
  height: Millimetres,
  margin: Millimetres,
): number {
  const needed = leastScale(bounds, width, height, margin);
  return roundScales.find((scale) => scale >= needed) ?? Math.ceil(needed / 50_000) * 50_000;
}

/** The N of 1:N at which `bounds` with a margin (paper mm) just fits the frame. */
export function leastScale(
  [west, south, east, north]: LngLatBounds,
  width: Millimetres,
  height: Millimetres,
  margin: Millimetres,
): number {
  const local = localFrame([(west + east) / 2, (south + north) / 2]);
  const [right, top] = local.toLocal([east, north]);
  return Math.max((2 * right) / (width - 2 * margin), (2 * top) / (height - 2 * margin)) * 1000;
}

export function centreOf([west, south, east, north]: LngLatBounds): LngLat {
  return [(west + east) / 2, (south + north) / 2];
}
