import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lengthBetween, nearestOnSegment, ringContains } from '#shared/geodesy/planar.ts';
import { lineOf, lngLatOf, piecesOf, ringsOf } from '#shared/geodesy/positions.ts';
import {
  boundsHold,
  boundsMeet,
  extendBounds,
  type LngLatBounds,
  type LocalXY,
} from '#shared/geodesy/units.ts';
import { evenly } from '../support/evenly.ts';

const metres = evenly(-500, 500);
const point = fc.tuple(metres, metres);

describe('the nearest point of a segment', () => {
  it('is no further than any other point of it', () => {
    fc.assert(
      fc.property(point, point, point, evenly(0, 1), (at, start, end, share) => {
        const { point: nearest, squared, fraction } = nearestOnSegment(at, start, end);
        const other: LocalXY = [
          start[0] + (end[0] - start[0]) * share,
          start[1] + (end[1] - start[1]) * share,
        ];
        expect(Math.sqrt(squared)).toBeLessThanOrEqual(lengthBetween(at, other) + 1e-6);
        expect(lengthBetween(at, nearest)).toBeCloseTo(Math.sqrt(squared), 6);
        expect(fraction).toBeGreaterThanOrEqual(0);
        expect(fraction).toBeLessThanOrEqual(1);
      }),
      { numRuns: 300, seed: 17 },
    );
  });

  it('is told with its place along the segment', () => {
    expect(nearestOnSegment([3, 5], [1, 1], [5, 1])).toEqual({ point: [3, 1], fraction: 0.5, squared: 16 });
    expect(nearestOnSegment([9, 4], [1, 1], [5, 1])).toEqual({ point: [5, 1], fraction: 1, squared: 25 });
    expect(nearestOnSegment([-2, -3], [1, 1], [5, 1])).toEqual({ point: [1, 1], fraction: 0, squared: 25 });
  });

  it('is the segment itself where both ends are one', () => {
    expect(nearestOnSegment([4, 5], [1, 1], [1, 1])).toEqual({ point: [1, 1], fraction: 0, squared: 25 });
  });
});

describe('a ring', () => {
  /** An L: 30 m wide and high, its upper right quarter cut out. */
  const ring: LocalXY[] = [
    [10, 20],
    [40, 20],
    [40, 35],
    [25, 35],
    [25, 50],
    [10, 50],
  ];
  it.each([
    [[12, 22], true],
    [[38, 34], true],
    [[24, 48], true],
    [[26, 36], false],
    [[39, 49], false],
    [[9, 30], false],
    [[41, 25], false],
    [[20, 51], false],
    [[20, 19], false],
    [[-20, 35], false],
  ] as const)('holds %j: %s', (at, holds) => {
    expect(ringContains(ring, at)).toBe(holds);
    expect(ringContains([...ring, [10, 20]], at)).toBe(holds);
    expect(ringContains([...ring].reverse(), at)).toBe(holds);
  });

  it('parts the plane: of two rings that share an edge one alone holds a place, corners and edges too', () => {
    const rings: LocalXY[][] = [];
    for (const x of [0, 10])
      for (const y of [0, 10])
        rings.push([
          [x, y],
          [x + 10, y],
          [x + 10, y + 10],
          [x, y + 10],
        ]);
    for (const x of [2, 10, 17])
      for (const y of [3, 10, 16]) expect(rings.filter((each) => ringContains(each, [x, y]))).toHaveLength(1);
  });

  it('holds what its slanting edges hold', () => {
    const slanting: LocalXY[] = [
      [0, 0],
      [30, 60],
      [-30, 80],
    ];
    fc.assert(
      fc.property(evenly(0.01, 0.98), evenly(0.01, 0.98), (a, b) => {
        fc.pre(Math.abs(a + b - 1) > 0.01);
        const at: LocalXY = [a * 30 - b * 30, a * 60 + b * 80];
        expect(ringContains(slanting, at)).toBe(a + b < 1);
      }),
      { numRuns: 200, seed: 19 },
    );
  });
});

it('a box grows to hold every point and no more', () => {
  const points = [
    [116.4, 39.9] as const,
    [116.2, 39.8] as const,
    [116.5, 39.85] as const,
    [116.3, 40] as const,
  ];
  const box = points.reduce<LngLatBounds | null>((bounds, each) => extendBounds(bounds, each), null);
  expect(box).toEqual([116.2, 39.8, 116.5, 40]);
});

describe('a box', () => {
  const box: LngLatBounds = [116.2, 39.6, 116.4, 39.8];

  it.each([
    ['in its middle', [116.3, 39.7], true],
    ['on its west edge', [116.2, 39.7], true],
    ['on its east edge', [116.4, 39.7], true],
    ['on its south edge', [116.3, 39.6], true],
    ['on its north edge', [116.3, 39.8], true],
    ['west of it', [116.19, 39.7], false],
    ['east of it', [116.41, 39.7], false],
    ['south of it', [116.3, 39.59], false],
    ['north of it', [116.3, 39.81], false],
  ] as const)('holds a place %s: %s', (_, at, holds) => expect(boundsHold(box, at)).toBe(holds));

  it.each([
    ['within it', [116.25, 39.65, 116.35, 39.75], true],
    ['around it', [116, 39, 117, 40], true],
    ['across its corner', [116.35, 39.75, 116.5, 39.9], true],
    ['that touches it in the west', [116.1, 39.6, 116.2, 39.8], true],
    ['that touches it in the east', [116.4, 39.6, 116.5, 39.8], true],
    ['that touches it in the south', [116.2, 39.5, 116.4, 39.6], true],
    ['that touches it in the north', [116.2, 39.8, 116.4, 39.9], true],
    ['that touches its corner', [116.4, 39.8, 116.5, 39.9], true],
    ['west of it', [116.1, 39.6, 116.19, 39.8], false],
    ['east of it', [116.41, 39.6, 116.5, 39.8], false],
    ['south of it', [116.2, 39.5, 116.4, 39.59], false],
    ['north of it', [116.2, 39.81, 116.4, 39.9], false],
  ] as const)('meets a box %s: %s', (_, other, meets) => {
    expect(boundsMeet(box, other)).toBe(meets);
    expect(boundsMeet(other, box)).toBe(meets);
  });
});

describe('GeoJSON positions', () => {
  it('are longitude and latitude without a height', () => {
    expect(lngLatOf([116.4, 39.9, 52])).toEqual([116.4, 39.9]);
    expect(lngLatOf([0, 0])).toEqual([0, 0]);
    expect(
      lineOf([
        [1, 2, 3],
        [4, 5],
      ]),
    ).toEqual([
      [1, 2],
      [4, 5],
    ]);
    expect(ringsOf([[[1, 2]], [[3, 4, 5]]])).toEqual([[[1, 2]], [[3, 4]]]);
  });

  it.each([[[]], [[116.4]]])('%j is none', (position) =>
    expect(() => lngLatOf(position)).toThrow('a position needs longitude and latitude'),
  );
});

it('the pieces of a line run from each point to the next', () => {
  expect(piecesOf(['a', 'b', 'c'])).toEqual([
    ['a', 'b'],
    ['b', 'c'],
  ]);
  expect(piecesOf(['a'])).toEqual([]);
  expect(piecesOf([])).toEqual([]);
});
