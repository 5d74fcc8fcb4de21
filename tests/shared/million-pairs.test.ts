import geodesic from 'geographiclib-geodesic';
import { describe, expect, it } from 'vitest';
import { distance, geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { createRandom } from '../support/random.ts';

/** Mainland China, its islands and a margin. */
const CHINA = { west: 73, east: 135.1, south: 3.8, north: 53.6 } as const;
const LIMIT = 200;

describe('decisions against GeographicLib', () => {
  it('agree on a million pairs over China, a fifth of them within a metre of the limit', () => {
    const random = createRandom(20261122);
    let [near, wrong] = [0, 0];
    let worst = 0;
    for (let i = 0; i < 1_000_000; i++) {
      const from: LngLat = [
        CHINA.west + random() * (CHINA.east - CHINA.west),
        CHINA.south + random() * (CHINA.north - CHINA.south),
      ];
      // One in five within a metre of the limit, most of them within a centimetre of it.
      const aimed = i % 5 === 0 ? LIMIT + (random() - 0.5) * (i % 10 === 0 ? 2 : 0.02) : random() * 600;
      const there = geodesic.Geodesic.WGS84.Direct(from[1], from[0], random() * 360, aimed);
      const to: LngLat = [there.lon2 as number, there.lat2 as number];
      const exact = geodesicDistance(from, to);
      const ours = distance(from, to);
      if (Math.abs(exact - LIMIT) < 1) near++;
      if (ours <= LIMIT !== exact <= LIMIT) wrong++;
      worst = Math.max(worst, Math.abs(ours - exact));
    }
    expect(near).toBeGreaterThan(190_000);
    expect(wrong).toBe(0);
    expect(worst).toBeLessThan(1e-5);
  }, 120_000);
});
