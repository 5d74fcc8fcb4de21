import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, geodesicDistance, nearDistance } from '#shared/geodesy/ellipsoid.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';

const china = {
  lng: fc.double({ min: 74, max: 134, noNaN: true }),
  lat: fc.double({ min: 18, max: 53, noNaN: true }),
};
const step = fc.double({ min: -0.004, max: 0.004, noNaN: true });

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

  it.skipIf(!hasGivenData)(`measures the GeodTest lines to a tenth of a millimetre ${whyWithoutData}`, () => {
    const lines = readFileSync(givenData('geodesic', 'GeodTest-100.dat'), 'utf8').trim().split('\n');
    expect(lines).toHaveLength(100);
    for (const line of lines) {
      const [lat1, lng1, , lat2, lng2, , length] = line.split(/\s+/).map(Number);
      expect(Math.abs(geodesicDistance([lng1!, lat1!], [lng2!, lat2!]) - length!)).toBeLessThan(1e-4);
    }
  });
});

describe('local frame', () => {
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
