import { RADIANS_PER_DEGREE } from '#shared/geodesy/units.ts';
import type { MapFrame } from '#shared/sheets/map-frame.ts';
import { fromMercator, type TileAddress } from '../../cache/map/tiles-over.ts';

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
