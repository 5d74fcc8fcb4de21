import { type LocalFrame, localFrame } from '../geodesy/local-frame.ts';
import type { LngLat, LngLatBounds, Metres } from '../geodesy/units.ts';

/** Paper millimetres. */
export type Millimetres = number;

/** Round scales that sheets use, 1:N. */
export const roundScales = [
  500, 1000, 1500, 2000, 2500, 3000, 4000, 5000, 7500, 10000, 15000, 20000, 25000, 50000,
];

/**
 * A map frame on paper: exact at 1:`scale` in both directions around `centre`.
 * Positions go through a metric frame of the ellipsoid, so paper distance × scale is ground distance.
 */
export interface MapFrame {
  readonly width: Millimetres;
  readonly height: Millimetres;
  readonly scale: number;
  readonly centre: LngLat;
  readonly bounds: LngLatBounds;
  /** Millimetres from the frame's top left corner. */
  toPaper(point: LngLat): readonly [x: Millimetres, y: Millimetres];
  holds(point: LngLat): boolean;
}

export function mapFrame(centre: LngLat, width: Millimetres, height: Millimetres, scale: number): MapFrame {
  const local = localFrame(centre);
  const perMillimetre = scale / 1000;
  const toPaper = (point: LngLat): readonly [number, number] => {
    const [east, north] = local.toLocal(point);
    return [width / 2 + east / perMillimetre, height / 2 - north / perMillimetre];
  };
  return {
    width,
    height,
    scale,
    centre,
    bounds: boundsOf(local, (width / 2) * perMillimetre, (height / 2) * perMillimetre),
    toPaper,
    holds(point) {
      const [x, y] = toPaper(point);
      return x >= 0 && x <= width && y >= 0 && y <= height;
    },
  };
}

function boundsOf(local: LocalFrame, halfWidth: Metres, halfHeight: Metres): LngLatBounds {
  const [east] = local.toLngLat([halfWidth, 0]);
  const [west] = local.toLngLat([-halfWidth, 0]);
  const [, north] = local.toLngLat([0, halfHeight]);
  const [, south] = local.toLngLat([0, -halfHeight]);
  return [west, south, east, north];
}

/** The largest round scale at which `bounds` with a margin (paper mm) fits the frame. */
export function fittingScale(
  bounds: LngLatBounds,
  width: Millimetres,
  height: Millimetres,
  margin: Millimetres,
): number {
  const needed = leastScale(bounds, width, height, margin);
  return roundScales.find((scale) => scale >= needed) ?? (roundScales.at(-1) as number);
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
