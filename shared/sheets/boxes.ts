import type { MapFrame } from './map-frame.ts';
import type { Box } from './marks.ts';
import type { Millimetres } from './paper.ts';

/** A place on paper. */
export type Point = readonly [x: Millimetres, y: Millimetres];

export function inside(frame: MapFrame, x: Millimetres, y: Millimetres): boolean {
  return x >= 0 && y >= 0 && x <= frame.width && y <= frame.height;
}

export function square(x: Millimetres, y: Millimetres, size: Millimetres): Box {
  return boxAround(x, y, size, size);
}

export function boxAround(x: Millimetres, y: Millimetres, width: Millimetres, height: Millimetres): Box {
  return { x: x - width / 2, y: y - height / 2, width, height };
}

export function boxOfPoints(points: readonly Point[]): Box {
  const [xs, ys] = [points.map(([x]) => x), points.map(([, y]) => y)];
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y };
}

/** Half way along a line. */
export function middleOf(points: readonly Point[]): Point {
  const box = boxOfPoints(points);
  return [box.x + box.width / 2, box.y + box.height / 2];
}
