import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { gaussKruger, ownMeridian } from '#shared/geodesy/projection.ts';
import { evenly } from '../support/evenly.ts';

describe('Gauss-Krüger of three degrees', () => {
  it.each([
    [117, 117, 4548],
    [118.49, 117, 4548],
    [118.51, 120, 4549],
    [75, 75, 4534],
    [73.6, 75, 4534],
    [73.4, 72, null],
    [135, 135, 4554],
    [136.4, 135, 4554],
    [136.6, 138, null],
  ])('at %d° E is the zone of %d° E, EPSG %s', (lng, meridian, epsg) => {
    const projection = gaussKruger(lng);
    expect(projection.epsg).toBe(epsg);
    expect(projection.name).toBe(`CGCS2000 / 3° 带 ${meridian}°E`);
    const [east, north] = projection.toPlane([meridian, 40]);
    expect(east).toBeCloseTo(500_000, 3);
    expect(north).toBeCloseTo(4_429_529.03, 1);
  });
});

describe('the place’s own meridian', () => {
  const projection = ownMeridian([116.4, 39.9]);

  it('has the place in its middle and is named by its geographic system', () => {
    const [east, north] = projection.toPlane([116.4, 39.9]);
    expect(east).toBeCloseTo(0, 6);
    expect(north).toBeCloseTo(0, 6);
    expect([projection.name, projection.epsg]).toEqual(['CGCS2000 地理坐标', 4490]);
  });

  it('is true to scale around it and leads back', () => {
    const near = evenly(-0.03, 0.03);
    fc.assert(
      fc.property(near, near, (dLng, dLat) => {
        const place = [116.4 + dLng, 39.9 + dLat] as const;
        const [east, north] = projection.toPlane(place);
        const metres = geodesicDistance([116.4, 39.9], place);
        expect(Math.abs(Math.hypot(east, north) - metres)).toBeLessThan(0.01);
        const back = projection.toLngLat([east, north]);
        expect(geodesicDistance(place, back)).toBeLessThan(0.0001);
      }),
      { numRuns: 100, seed: 23 },
    );
  });
});
