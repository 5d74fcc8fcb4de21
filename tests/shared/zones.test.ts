import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distance, geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import { nearestOnCampus } from '#shared/zones/campus-distance.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { safetyZone } from '#shared/zones/safety-zone.ts';
import { judge, severityOf } from '#shared/zones/verdict.ts';
import { evenly } from '../support/evenly.ts';

const square = (lng: number, lat: number, half: number): LngLat[] => [
  [lng - half, lat - half],
  [lng + half, lat - half],
  [lng + half, lat + half],
  [lng - half, lat + half],
  [lng - half, lat - half],
];

function school(campus: PolygonRings[]): SchoolPlace {
  return {
    id: 1,
    name: '甲校',
    stage: '小学',
    since: null,
    campus,
    campusSigma: 5,
    gates: [],
    point: null,
    pointSigma: 50,
  };
}

describe('distance to a campus', () => {
  it('is known for a campus of three corners, and not for a line or a point', () => {
    const triangle = square(116.4, 39.9, 0.001).slice(0, 3);
    expect(nearestOnCampus([116.42, 39.9], [[triangle]])?.distance).toBeGreaterThan(1000);
    expect(nearestOnCampus([116.4005, 39.8995], [[triangle]])?.distance).toBe(0);
    expect(nearestOnCampus([116.42, 39.9], [[triangle.slice(0, 2)]])).toBeNull();
    expect(nearestOnCampus([116.42, 39.9], [[]])).toBeNull();
    expect(nearestOnCampus([116.42, 39.9], [])).toBeNull();
    // A part that is none does not hide the others.
    expect(nearestOnCampus([116.42, 39.9], [[], [triangle]])?.distance).toBeGreaterThan(1000);
  });

  it('is 0 inside, and to the hole’s edge inside a hole', () => {
    const campus = [[square(116.4, 39.9, 0.002), square(116.4, 39.9, 0.0005)]];
    expect(nearestOnCampus([116.4015, 39.9], campus)?.distance).toBe(0);
    const hole = nearestOnCampus([116.4, 39.9], campus);
    expect(hole?.distance).toBeCloseTo(distance([116.4, 39.9], [116.4005, 39.9]), 3);
  });

  it('takes the nearest of several parts', () => {
    const campus = [[square(116.4, 39.9, 0.001)], [square(116.41, 39.9, 0.001)]];
    const near = nearestOnCampus([116.4085, 39.9], campus);
    expect(near?.distance).toBeCloseTo(distance([116.4085, 39.9], [116.409, 39.9]), 3);
  });

  it('agrees with a densified geodesic reference to a centimetre at about 200 m', () => {
    fc.assert(
      fc.property(evenly(75, 130), evenly(18, 50), evenly(0, 2 * Math.PI), (lng, lat, angle) => {
        const frame = localFrame([lng, lat]);
        const corners = [0.3, 1.9, 3.2, 4.8].map((turn) =>
          frame.toLngLat([90 * Math.cos(angle + turn), 90 * Math.sin(angle + turn)]),
        );
        const ring = [...corners, corners[0] as LngLat];
        const from = frame.toLngLat([260 * Math.cos(angle), 260 * Math.sin(angle)]);
        const found = nearestOnCampus(from, [[ring]])?.distance ?? Number.NaN;
        expect(Math.abs(found - densified(from, ring))).toBeLessThan(0.01);
      }),
      { numRuns: 60, seed: 5 },
    );
  });
});

/** The shortest of 4,000 geodesics to points along each edge. */
function densified(from: LngLat, ring: readonly LngLat[]): number {
  let best = Number.POSITIVE_INFINITY;
  for (let edge = 0; edge + 1 < ring.length; edge++) {
    const [a, b] = [ring[edge] as LngLat, ring[edge + 1] as LngLat];
    for (let i = 0; i <= 4000; i++) {
      const t = i / 4000;
      const at: LngLat = [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t];
      if (Math.abs(at[0] - from[0]) + Math.abs(at[1] - from[1]) > 0.01) continue;
      const length = distance(from, at);
      if (length < best) best = length;
    }
  }
  return best;
}

describe('the drawn safety zone', () => {
  for (const lat of [18.3, 30, 39.9, 50])
    it(`lies within 0.05 m of the true line at ${lat}° N`, () => {
      const campus: PolygonRings[] = [[square(116.4, lat, 0.001)]];
      const zone = safetyZone(school(campus), 200, 'boundary');
      const ring = (zone?.geometry.coordinates[0] ?? []) as unknown as LngLat[];
      expect(ring.length).toBeGreaterThan(400);
      for (let i = 0; i + 1 < ring.length; i++) {
        const [a, b] = [ring[i] as LngLat, ring[i + 1] as LngLat];
        const middle: LngLat = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2];
        for (const at of [a, middle])
          expect(Math.abs((nearestOnCampus(at, campus)?.distance ?? 0) - 200)).toBeLessThan(0.05);
      }
    });

  it('is a circle around each gate where the origin is the gate', () => {
    const place: SchoolPlace = {
      ...school([[square(116.4, 39.9, 0.001)]]),
      gates: [{ id: 1, name: '南门', isMain: true, position: [116.4, 39.899], sigma: 5 }],
    };
    const zone = safetyZone(place, 200, 'anyGate');
    const ring = (zone?.geometry.coordinates[0] ?? []) as unknown as LngLat[];
    for (const at of ring) expect(Math.abs(geodesicDistance(at, [116.4, 39.899]) - 200)).toBeLessThan(0.05);
  });

  it('is a circle around the main gate alone where the rule means it and one is known', () => {
    const gate = (id: number, lng: number, isMain: boolean) => ({
      id,
      name: '',
      isMain,
      position: [lng, 39.9] as LngLat,
      sigma: 5,
    });
    const gates = [gate(1, 116.41, false), gate(2, 116.4, true)];
    const place: SchoolPlace = { ...school([[square(116.405, 39.9, 0.001)]]), gates };
    const around = (zone: ReturnType<typeof safetyZone>, centre: LngLat) => {
      expect(zone).toMatchObject({ type: 'Feature', geometry: { type: 'Polygon' } });
      for (const at of (zone?.geometry.coordinates[0] ?? []) as unknown as LngLat[])
        expect(Math.abs(geodesicDistance(at, centre) - 200)).toBeLessThan(0.05);
    };
    around(safetyZone(place, 200, 'mainGate'), [116.4, 39.9]);
    around(safetyZone({ ...place, gates: [gate(1, 116.41, false)] }, 200, 'mainGate'), [116.41, 39.9]);
  });

  it('is of several parts where the gates or the parts of the campus lie far apart', () => {
    const gate = (id: number, lng: number) => ({
      id,
      name: '',
      isMain: id === 1,
      position: [lng, 39.9] as LngLat,
      sigma: 5,
    });
    const gates = [gate(1, 116.4), gate(2, 116.42)];
    const zone = safetyZone({ ...school([]), campus: null, gates }, 200, 'anyGate');
    expect(zone).toMatchObject({ type: 'Feature', geometry: { type: 'MultiPolygon' } });
    const parts = (zone?.geometry.coordinates ?? []) as unknown as LngLat[][][];
    expect(parts).toHaveLength(2);
    for (const [ring = []] of parts)
      for (const at of ring)
        expect(
          Math.abs(Math.min(geodesicDistance(at, [116.4, 39.9]), geodesicDistance(at, [116.42, 39.9])) - 200),
        ).toBeLessThan(0.05);
    const campus: PolygonRings[] = [[square(116.4, 39.9, 0.001)], [square(116.42, 39.9, 0.001)]];
    const wide = safetyZone(school(campus), 200, 'boundary');
    expect(wide?.geometry.type).toBe('MultiPolygon');
    expect(wide?.geometry.coordinates).toHaveLength(2);
  });

  it('stands in where what the rule means is not known', () => {
    const campus: PolygonRings[] = [[square(116.4, 39.9, 0.001)]];
    const gates = [{ id: 1, name: '', isMain: true, position: [116.42, 39.9] as LngLat, sigma: 5 }];
    const nearest = (zone: ReturnType<typeof safetyZone>) => {
      const [lng = 0] = (zone?.geometry.coordinates[0]?.[0] ?? []) as number[];
      return Math.round(lng * 100) / 100;
    };
    // The campus for the gates, the gates for the campus, the point for both, and no point beside a campus.
    expect(nearest(safetyZone(school(campus), 200, 'anyGate'))).toBe(116.4);
    expect(safetyZone(school(campus), 200, 'anyGate')?.geometry).toEqual(
      safetyZone(school(campus), 200, 'boundary')?.geometry,
    );
    const gatesOnly: SchoolPlace = { ...school([]), campus: null, gates };
    expect(nearest(safetyZone(gatesOnly, 200, 'boundary'))).toBe(116.42);
    const pointOnly: SchoolPlace = { ...school([]), campus: null, point: [116.44, 39.9] };
    expect(nearest(safetyZone(pointOnly, 200, 'boundary'))).toBe(116.44);
    const both: SchoolPlace = { ...school(campus), point: [116.44, 39.9] };
    expect(safetyZone(both, 200, 'mainGate')?.geometry).toEqual(safetyZone(both, 200, 'boundary')?.geometry);
  });

  it('is nothing of a campus without corners', () => {
    expect(safetyZone(school([]), 200, 'boundary')).toBeNull();
    expect(safetyZone(school([[]]), 200, 'boundary')).toBeNull();
    expect(safetyZone(school([[[]]]), 200, 'boundary')).toBeNull();
    expect(safetyZone(school([[]]), 200, 'anyGate')).toBeNull();
  });

  it('may be drawn with fewer corners for small scales', () => {
    const campus: PolygonRings[] = [[square(116.4, 39.9, 0.001)]];
    const corners = (zone: ReturnType<typeof safetyZone>) => zone?.geometry.coordinates[0]?.length ?? 0;
    expect(corners(safetyZone(school(campus), 200, 'boundary', 8))).toBeLessThan(60);
    expect(corners(safetyZone(school(campus), 200, 'boundary'))).toBeGreaterThan(400);
  });

  it('is nothing for a school without any position', () => {
    expect(safetyZone({ ...school([]), campus: null }, 200, 'boundary')).toBeNull();
  });
});

describe('verdict', () => {
  it.each([
    [178, 10, false, 'inside'],
    [180, 10, false, 'inside'],
    [180.001, 10, false, 'undetermined'],
    [219.999, 10, false, 'undetermined'],
    [220, 10, false, 'undetermined'],
    [220.001, 10, false, 'outside'],
    [200, 0, false, 'inside'],
    [200.0001, 0, false, 'outside'],
    [5, 1, true, 'undetermined'],
  ] as const)('%d m ± %d m (coarse %s) at a limit of 200 m is %s', (metres, sigma, coarse, verdict) => {
    expect(judge(metres, sigma, 200, coarse)).toBe(verdict);
  });

  it.each([
    ['inside', 'forbidden', 'new', null, 'violation'],
    ['inside', 'forbidden', 'existing', 'same', 'violation'],
    ['inside', 'forbidden', 'existing', 'exempt', 'supervised'],
    ['inside', 'noNew', 'new', null, 'violation'],
    ['inside', 'noNew', 'existing', 'untilExpiry', 'supervised'],
    ['inside', 'noNew', 'unknown', null, 'undetermined'],
    ['inside', 'supervised', 'new', null, 'supervised'],
    ['undetermined', 'supervised', 'new', null, 'supervisedDoubt'],
    ['undetermined', 'forbidden', 'existing', 'exempt', 'supervisedDoubt'],
    ['undetermined', 'noNew', 'existing', null, 'supervisedDoubt'],
    ['listed', 'supervised', 'new', null, 'supervised'],
    ['undetermined', 'forbidden', 'new', null, 'undetermined'],
    ['outside', 'forbidden', 'new', null, 'outside'],
  ] as const)('%s, %s, %s venue, %s: %s', (verdict, effect, standing, existing, severity) => {
    expect(severityOf(verdict, effect, standing, existing)).toBe(severity);
  });
});
