import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import { nearestOnCampus } from '#shared/zones/campus-distance.ts';
import { evenly } from '../support/evenly.ts';

/** A star-shaped ring around a centre: a campus of any number of corners, convex or not. */
const ring = fc.array(evenly(20, 320), { minLength: 3, maxLength: 14 }).map((radii) =>
  radii.map((radius, i) => {
    const angle = (2 * Math.PI * i) / radii.length;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  }),
);
const place = fc.tuple(evenly(80, 130), evenly(18, 50));
const offset = fc.tuple(evenly(-500, 500), evenly(-500, 500));

describe('distance to a campus', () => {
  it("is within a centimetre of the nearest of its edges, found with Karney's geodesic", () => {
    fc.assert(
      fc.property(place, ring, offset, (centre, corners, [x, y]) => {
        const frame = localFrame(centre);
        const campus: PolygonRings = [corners.map((corner) => frame.toLngLat(corner))];
        const venue = frame.toLngLat([x, y]);
        const near = nearestOnCampus(venue, [campus]);
        if (!near || near.distance === 0 || near.distance > 260) return;
        expect(Math.abs(near.distance - nearestEdge(venue, campus))).toBeLessThan(0.01);
        expect(geodesicDistance(venue, near.point)).toBeCloseTo(near.distance, 3);
      }),
      { numRuns: 300, seed: 20261122 },
    );
  });

  it('is nothing inside, the way to the hole inside a hole, and the nearer of two parts', () => {
    const frame = localFrame([104.07, 30.66]);
    const square = (x: number, y: number, half: number) =>
      (
        [
          [x - half, y - half],
          [x + half, y - half],
          [x + half, y + half],
          [x - half, y + half],
        ] as const
      ).map((corner) => frame.toLngLat(corner));
    const campus: PolygonRings[] = [[square(0, 0, 100), square(0, 0, 40)], [square(400, 0, 50)]];
    expect(nearestOnCampus(frame.toLngLat([70, 70]), campus)?.distance).toBe(0);
    expect(nearestOnCampus(frame.toLngLat([0, 10]), campus)?.distance).toBeCloseTo(30, 3);
    expect(nearestOnCampus(frame.toLngLat([230, 0]), campus)?.distance).toBeCloseTo(120, 3);
    expect(nearestOnCampus(frame.toLngLat([210, 0]), campus)?.distance).toBeCloseTo(110, 3);
  });
});

/** The nearest point of edges that are straight in longitude and latitude, to a fraction of a millimetre. */
function nearestEdge(venue: LngLat, [outer]: PolygonRings): number {
  let best = Number.POSITIVE_INFINITY;
  const corners = outer ?? [];
  corners.forEach((a, i) => {
    const b = corners[(i + 1) % corners.length] as LngLat;
    let [low, high] = [0, 1];
    // The distance along an edge has one valley: it is closed in on by golden section.
    const along = (t: number) =>
      geodesicDistance(venue, [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]);
    for (let step = 0; step < 48; step++) {
      const [left, right] = [low + (high - low) * 0.382, low + (high - low) * 0.618];
      if (along(left) < along(right)) high = right;
      else low = left;
    }
    best = Math.min(best, along((low + high) / 2), along(0), along(1));
  });
  return best;
}
