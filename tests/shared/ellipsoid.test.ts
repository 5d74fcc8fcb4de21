import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import geodesic from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { distance, geodesicDistance, nearBearing, nearDistance } from '#shared/geodesy/ellipsoid.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { evenly } from '../support/evenly.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';

const china = {
  lng: evenly(74, 134),
  lat: evenly(18, 53),
};
const step = evenly(-0.004, 0.004);

describe('distance on the ellipsoid', () => {
  it('agrees with Karney to a hundredth of a millimetre within 500 m anywhere in China', () => {
    fc.assert(
      fc.property(china.lng, china.lat, step, step, (lng, lat, dLng, dLat) => {
        const [from, to] = [[lng, lat] as const, [lng + dLng, lat + dLat] as const];
        expect(Math.abs(nearDistance(from, to) - geodesicDistance(from, to))).toBeLessThan(1e-5);
      }),
      { numRuns: 5000, seed: 7 },
    );
  });

  it('changes to the geodesic for far points without a step', () => {
    const from = [116.4, 39.9] as const;
    for (const lng of [116.4584, 116.4586])
      expect(Math.abs(distance(from, [lng, 39.9]) - geodesicDistance(from, [lng, 39.9]))).toBeLessThan(1e-3);
  });

  it('is the geodesic beyond five kilometres, where the mid-latitude formula would be metres wrong', () => {
    for (const to of [[121.47, 31.23] as const, [116.4, 41.9] as const, [116.48, 39.96] as const])
      expect(distance([116.4, 39.9], to)).toBe(geodesicDistance([116.4, 39.9], to));
    expect(Math.abs(nearDistance([116.4, 39.9], [121.47, 31.23]) - 1_067_000)).toBeGreaterThan(100);
  });

  it('is the quick formula below five kilometres', () => {
    const to = [116.45, 39.92] as const;
    expect(distance([116.4, 39.9], to)).toBe(nearDistance([116.4, 39.9], to));
  });

  it.skipIf(!hasGivenData)(`measures the GeodTest lines to a tenth of a millimetre ${whyWithoutData}`, () => {
    const lines = readFileSync(givenData('geodesic', 'GeodTest-100.dat'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(100);
    for (const line of lines) {
      const [lat1, lng1, , lat2, lng2, , length] = line.split(/\s+/).map(Number);
      expect(Math.abs(geodesicDistance([lng1!, lat1!], [lng2!, lat2!]) - length!)).toBeLessThan(1e-4);
    }
  });
});

describe('bearing', () => {
  it('agrees with Karney to a thousandth of a degree within a kilometre anywhere in China', () => {
    fc.assert(
      fc.property(china.lng, china.lat, evenly(0, 359.99), evenly(20, 1000), (lng, lat, azimuth, metres) => {
        const { lat2 = 0, lon2 = 0 } = geodesic.Geodesic.WGS84.Direct(lat, lng, azimuth, metres);
        const bearing = nearBearing([lng, lat], [lon2, lat2]);
        expect(bearing).toBeGreaterThanOrEqual(0);
        expect(bearing).toBeLessThan(360);
        const apart = Math.abs(bearing - azimuth);
        expect(Math.min(apart, 360 - apart)).toBeLessThan(0.001);
      }),
      { numRuns: 500, seed: 13 },
    );
  });
});

describe('local frame', () => {
  it('measures metres east and north as the ellipsoid has them', () => {
    const frame = localFrame([116.4, 39.9]);
    expect(frame.origin).toEqual([116.4, 39.9]);
    const [east, north] = frame.toLngLat([300, 400]);
    expect(geodesicDistance([116.4, 39.9], [east, north])).toBeCloseTo(500, 5);
    expect(east).toBeGreaterThan(116.4);
    expect(north).toBeGreaterThan(39.9);
  });

  it('returns a point to where it was', () => {
    fc.assert(
      fc.property(china.lng, china.lat, step, step, (lng, lat, dLng, dLat) => {
        const frame = localFrame([lng, lat]);
        const [backLng, backLat] = frame.toLngLat(frame.toLocal([lng + dLng, lat + dLat]));
        expect(backLng).toBeCloseTo(lng + dLng, 10);
        expect(backLat).toBeCloseTo(lat + dLat, 10);
      }),
      { numRuns: 500, seed: 11 },
    );
  });
});
