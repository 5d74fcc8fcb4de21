import { localFrame } from '../geodesy/local-frame.ts';
import { lengthBetween, nearestOnSegment } from '../geodesy/planar.ts';
import type { LocalXY, Metres } from '../geodesy/units.ts';
import { pointsIn } from './place-values.ts';

/** What rounding and turning of coordinates move a line by at most. */
const TOLERANCE: Metres = 1;

/**
 * Whether two stored lines are one but for rounding, the direction in which they were drawn, and points that make no
 * bend. Lines that cross or share only a part are two.
 */
export function isSameLine(first: string, second: string): boolean {
  const [from, to] = [pointsIn(first), pointsIn(second)];
  const [origin] = from;
  if (!origin || from.length < 2 || to.length < 2) return false;
  const { toLocal } = localFrame(origin);
  const [line, other] = [from.map(toLocal), to.map(toLocal)];
  return haveSameEnds(line, other) && runsAlong(line, other) && runsAlong(other, line);
}

function haveSameEnds(line: readonly LocalXY[], other: readonly LocalXY[]): boolean {
  const [start, end] = [line[0], line.at(-1)];
  const [from, to] = [other[0], other.at(-1)];
  if (!start || !end || !from || !to) return false;
  const near = (a: LocalXY, b: LocalXY) => lengthBetween(a, b) <= TOLERANCE;
  return (near(start, from) && near(end, to)) || (near(start, to) && near(end, from));
}

/** Whether every point of a line lies on another one. */
function runsAlong(line: readonly LocalXY[], other: readonly LocalXY[]): boolean {
  return line.every((point) =>
    other.some((start, at) => {
      const end = other[at + 1];
      return end !== undefined && nearestOnSegment(point, start, end).squared <= TOLERANCE ** 2;
    }),
  );
}
