import { expect, it } from 'vitest';
import {
  firstPen,
  type Pen,
  withAdded,
  withoutRing,
  withRing,
} from '../../renderer/features/map/edit/area-edits.ts';
import type { Area } from '../../renderer/features/map/edit/pasted-shape.ts';

const ring = (at: number): [number, number][] => [
  [at, 0],
  [at + 1, 0],
  [at, 1],
  [at, 0],
];
/** Two parts, the first one with two holes. */
const area: Area = [[ring(0), ring(10), ring(20)], [ring(30)]];

it('sets the pen on the first edge of an area, and to draw one where there is none', () => {
  expect(firstPen(area)).toEqual({ kind: 'ring', part: 0, ring: 0 });
  expect(firstPen([])).toEqual({ kind: 'part' });
});

it('puts a ring in the place of another and leaves all others', () => {
  expect(withRing(area, { part: 0, ring: 2 }, ring(99))).toEqual([[ring(0), ring(10), ring(99)], [ring(30)]]);
});

it('adds a part or a hole and sets the pen on it', () => {
  const part: Pen = { kind: 'part' };
  expect(withAdded(area, part, ring(99))).toEqual({
    area: [...area, [ring(99)]],
    pen: { kind: 'ring', part: 2, ring: 0 },
  });
  expect(withAdded(area, { kind: 'hole', part: 1 }, ring(99))).toEqual({
    area: [area[0], [ring(30), ring(99)]],
    pen: { kind: 'ring', part: 1, ring: 1 },
  });
});

it('drops a hole alone, and a part with all its holes', () => {
  expect(withoutRing(area, { part: 0, ring: 1 })).toEqual([[ring(0), ring(20)], [ring(30)]]);
  expect(withoutRing(area, { part: 0, ring: 0 })).toEqual([[ring(30)]]);
});
