import type { LocalXY, Metres } from './units.ts';

/** The point of a segment nearest to a point, how far along it lies (0 to 1), and the squared distance. */
export interface NearestOnSegment {
  readonly point: LocalXY;
  readonly fraction: number;
  readonly squared: number;
}

export function nearestOnSegment(point: LocalXY, start: LocalXY, end: LocalXY): NearestOnSegment {
  const dx = end[0] - start[0];
  const dy = end[1] - start[1];
  const lengthSquared = dx * dx + dy * dy;
  const raw =
    lengthSquared === 0 ? 0 : ((point[0] - start[0]) * dx + (point[1] - start[1]) * dy) / lengthSquared;
  const fraction = Math.min(1, Math.max(0, raw));
  const nearest: LocalXY = [start[0] + fraction * dx, start[1] + fraction * dy];
  const ex = point[0] - nearest[0];
  const ey = point[1] - nearest[1];
  return { point: nearest, fraction, squared: ex * ex + ey * ey };
}

/** Whether a ring (closed or not) contains a point, by the even-odd rule. */
export function ringContains(ring: readonly LocalXY[], [x, y]: LocalXY): boolean {
  let inside = false;
  let b = ring.at(-1);
  for (const a of ring) {
    if (b && a[1] > y !== b[1] > y && x < ((b[0] - a[0]) * (y - a[1])) / (b[1] - a[1]) + a[0])
      inside = !inside;
    b = a;
  }
  return inside;
}

export function lengthBetween(a: LocalXY, b: LocalXY): Metres {
  return Math.hypot(b[0] - a[0], b[1] - a[1]);
}
