import { describe, expect, it } from 'vitest';
import type { LngLat } from '#shared/geodesy/units.ts';
import { campusFault, closeRing } from '#shared/zones/campus-fault.ts';

const square: LngLat[] = [
  [116.4, 39.9],
  [116.401, 39.9],
  [116.401, 39.901],
  [116.4, 39.901],
];
const triangle = square.slice(0, 3);
/** Two corners changed places: its sides cross. */
const bowTie: LngLat[] = [square[0]!, square[2]!, square[1]!, square[3]!];

describe('a campus', () => {
  it.each([
    ['of one ring', [[square]]],
    ['of one closed ring', [[closeRing(square)]]],
    ['of three corners', [[triangle]]],
    ['of several parts', [[square], [triangle]]],
    ['with a hole', [[square, triangle]]],
  ])('%s is sound', (_, campus) => expect(campusFault(campus)).toBeNull());

  it.each([
    ['without parts', [], 'empty'],
    ['of a part without rings', [[]], 'empty'],
    ['of parts of which one has no ring', [[square], []], 'empty'],
    ['of a ring without corners', [[[]]], 'tooFewCorners'],
    ['of two corners', [[square.slice(0, 2)]], 'tooFewCorners'],
    [
      'of two corners that are named again',
      [[[...square.slice(0, 2), square[0]!, square[1]!]]],
      'tooFewCorners',
    ],
    ['whose hole is a line', [[square, square.slice(1, 3)]], 'tooFewCorners'],
    ['whose sides cross', [[bowTie]], 'crossesItself'],
    ['of which one part crosses itself', [[square], [closeRing(bowTie)]], 'crossesItself'],
  ] as const)('%s is none: %s', (_, campus, fault) => expect(campusFault(campus)).toBe(fault));
});

describe('a ring', () => {
  it('is closed by its first corner, and only once', () => {
    expect(closeRing(square)).toEqual([...square, square[0]]);
    expect(closeRing(closeRing(square))).toEqual([...square, square[0]]);
    expect(closeRing([])).toEqual([]);
  });

  it('whose last corner lies just north or just east of the first is still open', () => {
    const north: LngLat[] = [...triangle, [116.4, 39.95]];
    const east: LngLat[] = [...triangle, [116.45, 39.9]];
    expect(closeRing(north)).toEqual([...north, square[0]]);
    expect(closeRing(east)).toEqual([...east, square[0]]);
  });
});
