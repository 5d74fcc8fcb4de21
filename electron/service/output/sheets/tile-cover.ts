import { type LngLat, type LngLatBounds, RADIANS_PER_DEGREE } from '#shared/geodesy/units.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';

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

/** Circumference of the Web Mercator circle, metres (2π · 6378137). */
const CIRCUMFERENCE = 40_075_016.685_578_49;

/** The zoom (not a whole number) at which one pixel of the tiles is so many millimetres of paper. */
export function zoomOf(frame: MapFrame, tilePixels: number, pixel: number): number {
  const metres = (pixel * frame.scale) / 1000;
  const around = CIRCUMFERENCE * Math.cos(frame.centre[1] * RADIANS_PER_DEGREE);
  return Math.log2(around / (tilePixels * metres));
}

/** The part of a frame that a tile covers, as an upright box. */
export function boxOfTile({ z, x, y }: TileAddress, frame: MapFrame) {
  const count = 2 ** z;
  const corners = [
    [x, y],
    [x + 1, y],
    [x + 1, y + 1],
    [x, y + 1],
  ].map(([tx = 0, ty = 0]) => frame.toPaper(fromMercator([tx / count, ty / count])));
  const within = (value: number, most: number) => Math.min(most, Math.max(0, value));
  const xs = corners.map(([px]) => within(px, frame.width));
  const ys = corners.map(([, py]) => within(py, frame.height));
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  return { x: left, y: top, width: Math.max(...xs) - left, height: Math.max(...ys) - top };
}
