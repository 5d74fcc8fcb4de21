import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import { fromWgs84, toWgs84 } from '#shared/geodesy/reference-systems.ts';
import { evenly } from '../support/evenly.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';

describe('reference systems', () => {
  for (const system of ['gcj02', 'bd09'] as const)
    it(`inverts ${system} to a millimetre`, () => {
      fc.assert(
        fc.property(evenly(75, 133), evenly(18.5, 52), (lng, lat) => {
          const back = toWgs84(fromWgs84([lng, lat], system), system);
          expect(distance([lng, lat], back)).toBeLessThan(0.001);
        }),
        { numRuns: 400, seed: 3 },
      );
    });

  it.each(['wgs84', 'cgcs2000'] as const)('leaves %s as it is', (system) => {
    const place = [116.34, 39.73] as const;
    expect(toWgs84(place, system)).toBe(place);
    expect(fromWgs84(place, system)).toBe(place);
  });

  it('knows where the map makers put Tiananmen', () => {
    expect(distance(fromWgs84([116.397428, 39.90923], 'gcj02'), [116.403672, 39.910634])).toBeLessThan(2);
    expect(distance(fromWgs84([116.397428, 39.90923], 'bd09'), [116.410044, 39.916973])).toBeLessThan(2);
  });

  it('gives back a place that no system moves, outside China', () => {
    expect(toWgs84([2.35, 48.85], 'gcj02')).toEqual([2.35, 48.85]);
  });

  it('moves Daxing by about 546 m between WGS84 and GCJ-02', () => {
    expect(distance([116.34, 39.73], fromWgs84([116.34, 39.73], 'gcj02'))).toBeGreaterThan(500);
  });

  it.skipIf(!hasGivenData)(`agrees with 664 cities within 1 m ${whyWithoutData}`, () => {
    const text = readFileSync(givenData('crs', 'china-cities.json'), 'utf8');
    const cities = JSON.parse(text) as {
      coords: { WGS84: [number, number]; GCJ02: [number, number]; BD09: [number, number] };
    }[];
    expect(cities).toHaveLength(664);
    for (const { coords } of cities) {
      expect(distance(toWgs84(coords.GCJ02, 'gcj02'), coords.WGS84)).toBeLessThan(1);
      expect(distance(toWgs84(coords.BD09, 'bd09'), coords.WGS84)).toBeLessThan(2);
    }
  });
});
