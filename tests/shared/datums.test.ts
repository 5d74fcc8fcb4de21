import fc from 'fast-check';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { datumName, datumNote, ellipsoidOf, shiftToWgs84 } from '#shared/geodesy/datums.ts';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { evenly } from '../support/evenly.ts';

const all = ['wgs84', 'cgcs2000', 'beijing54', 'xian80', 'newBeijing54'] as const;

describe('a datum', () => {
  it('is named as people name it', () => {
    expect(all.map(datumName)).toEqual(['WGS84', 'CGCS2000', '北京 1954', '西安 1980', '新北京 1954']);
  });

  /** Semi-axes of EPSG 7030, 1024, 7024 and 7049; the smaller one as their publishers give it. */
  it.each([
    ['wgs84', 6378137, 6356752.3142],
    ['cgcs2000', 6378137, 6356752.3141],
    ['beijing54', 6378245, 6356863.0188],
    ['newBeijing54', 6378245, 6356863.0188],
    ['xian80', 6378140, 6356755.2882],
  ] as const)('%s has the semi-axes %d and %d', (datum, major, minor) => {
    const geocentric = proj4(
      `+proj=longlat ${ellipsoidOf(datum)} +no_defs`,
      `+proj=geocent ${ellipsoidOf(datum)} +units=m +no_defs`,
    );
    expect(geocentric.forward([0, 0, 0])[0]).toBeCloseTo(major, 4);
    expect(geocentric.forward([0, 90, 0])[2]).toBeCloseTo(minor, 3);
  });
});

describe('degrees of a datum become WGS84', () => {
  it.each(['wgs84', 'cgcs2000'] as const)('%s is taken for it', (datum) => {
    expect(shiftToWgs84(datum, [116.4, 39.9])).toEqual({ position: [116.4, 39.9], sigma: 0 });
  });

  it.each(['xian80', 'newBeijing54'] as const)(
    '%s has no published shift: unmoved, in great doubt',
    (datum) => {
      expect(shiftToWgs84(datum, [116.4, 39.9])).toEqual({ position: [116.4, 39.9], sigma: 120 });
    },
  );

  /** Worked out with PROJ 9.5.1 by the transformation of that number of the EPSG dataset, with its accuracy. */
  it.each([
    [15921, 1, [80, 39], [79.999510867, 39.000294092]],
    [15921, 1, [77.45, 37], [77.449449815, 37.000229807]],
    [15921, 1, [88, 41.99], [87.999744409, 41.990399561]],
    [15936, 1, [109, 37.5], [109.000442713, 37.500275357]],
    [15936, 1, [107, 35], [107.000371118, 35.000215134]],
    [15936, 1, [110.01, 39], [110.010482416, 39.000311064]],
    [15935, 10, [108.5, 20], [108.500477797, 19.999808564]],
    [15935, 10, [107.15, 17.81], [107.150444375, 17.809756157]],
    [15935, 10, [110.17, 21.69], [110.170518657, 21.68984763]],
    [15920, 15, [113, 21], [113.000490412, 20.999855277]],
    [15920, 15, [116.76, 22.89], [116.760586087, 22.889897461]],
    [15920, 15, [110.18, 18.31], [110.180418202, 18.309788167]],
  ] as const)('beijing54 by EPSG %i where that was measured, to %i m: %j', (_, sigma, from, to) => {
    const shifted = shiftToWgs84('beijing54', from);
    expect(geodesicDistance(shifted.position, to)).toBeLessThan(0.001);
    expect(shifted.sigma).toBe(sigma);
  });

  it.each([
    [
      [116.4, 39.9],
      [116.400637292, 39.900294868],
    ],
    [
      [121.5, 31.2],
      [121.500705137, 31.200040314],
    ],
  ] as const)('beijing54 elsewhere by EPSG 15921, to 15 m: %j', (from, to) => {
    const shifted = shiftToWgs84('beijing54', from);
    expect(geodesicDistance(shifted.position, to)).toBeLessThan(0.001);
    expect(shifted.sigma).toBe(15);
  });

  it.each([
    [77.44, 39],
    [88.01, 39],
    [80, 36.99],
    [80, 42],
    [106.99, 37],
    [110.02, 37],
    [109, 34.99],
    [109, 39.01],
    [107.14, 20],
    [108.5, 17.8],
    [108.5, 21.7],
    // The Pearl River’s own figure is that of the rest: there only the parameters tell the difference, see above.
  ])('at %d, %d, outside of what was measured, it is in doubt as elsewhere', (lng, lat) => {
    expect(shiftToWgs84('beijing54', [lng, lat]).sigma).toBe(15);
  });

  it('the Pearl River’s parameters end where they were measured', () => {
    // Two places a hundredth of a degree apart move alike by one set of parameters, metres apart by two.
    const moved = (lng: number, lat: number) => {
      const [east, north] = shiftToWgs84('beijing54', [lng, lat]).position;
      return [east - lng, north - lat] as const;
    };
    const jump = (a: readonly [number, number], b: readonly [number, number]) => {
      const [[ax, ay], [bx, by]] = [moved(...a), moved(...b)];
      return Math.hypot(bx - ax, by - ay) * 111_000;
    };
    expect(jump([113, 20], [113, 20.01])).toBeLessThan(0.1);
    expect(jump([116.76, 20], [116.77, 20])).toBeGreaterThan(1);
    expect(jump([113, 22.89], [113, 22.9])).toBeGreaterThan(1);
    expect(jump([113, 18.31], [113, 18.3])).toBeGreaterThan(1);
    expect(jump([110.12, 22], [110.13, 22])).toBeGreaterThan(1);
  });

  it('never moves a place by more than 150 m', () => {
    fc.assert(
      fc.property(evenly(73, 135), evenly(18, 53), (lng, lat) => {
        const { position, sigma } = shiftToWgs84('beijing54', [lng, lat]);
        expect(geodesicDistance(position, [lng, lat])).toBeLessThan(150);
        expect(sigma).toBeLessThanOrEqual(15);
      }),
      { numRuns: 300, seed: 29 },
    );
  });
});

it('what a list’s datum means for its places is said where it means anything', () => {
  expect(all.map(datumNote)).toEqual([
    null,
    null,
    '北京 1954 坐标，已按 EPSG 公开参数换算，误差放大',
    '西安 1980 坐标没有公开的换算参数，可差数十至一百多米，误差按片区级处理；请向来源索取 CGCS2000 坐标',
    '新北京 1954 坐标没有公开的换算参数，可差数十至一百多米，误差按片区级处理；请向来源索取 CGCS2000 坐标',
  ]);
});
