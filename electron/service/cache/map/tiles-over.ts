import { type LngLat, type LngLatBounds, RADIANS_PER_DEGREE } from '#shared/geodesy/units.ts';

/** A position on the Web Mercator square, 0 to 1 from its north-west corner. */
export type Mercator = readonly [x: number, y: number];

export function toMercator([lng, lat]: LngLat): Mercator {
  const sin = Math.sin(lat * RADIANS_PER_DEGREE);
  return [lng / 360 + 0.5, 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI)];
}

export function fromMercator([x, y]: Mercator): LngLat {
  const lat = Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) / RADIANS_PER_DEGREE;
  return [(x - 0.5) * 360, lat];
}

export interface TileAddress {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Tiles of a zoom that a box meets, row by row. */
export function tilesOver([west, south, east, north]: LngLatBounds, z: number): TileAddress[] {
  const count = 2 ** z;
  const [left, top] = toMercator([west, north]);
  const [right, bottom] = toMercator([east, south]);
  const clamp = (value: number) => Math.min(count - 1, Math.max(0, Math.floor(value * count)));
  const tiles: TileAddress[] = [];
  for (let y = clamp(top); y <= clamp(bottom); y++)
    for (let x = clamp(left); x <= clamp(right); x++) tiles.push({ z, x, y });
  return tiles;
}
