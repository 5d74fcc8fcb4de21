import { describe, expect, it } from 'vitest';
import { fromWgs84, toWgs84 } from '#shared/geodesy/reference-systems.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import { weighReadings } from '#shared/registry/reference-evidence.ts';

const places = Array.from({ length: 120 }, (_, i) => ({
  name: `第${i}小学`,
  position: [116.3 + (i % 12) * 0.004, 39.7 + Math.floor(i / 12) * 0.004] as LngLat,
}));
/** Just around the places, so that a shift of 500 m puts many outside. */
const boundary: PolygonRings[] = [
  [
    [
      [116.299, 39.699],
      [116.345, 39.699],
      [116.345, 39.737],
      [116.299, 39.737],
    ],
  ],
];

describe('the reference system of a list', () => {
  it.each(['wgs84', 'gcj02', 'bd09'] as const)('is told by the boundary: %s', (system) => {
    const list = places.map(({ name, position }) => ({ name, position: fromWgs84(position, system) }));
    const { best, clear, evidence } = weighReadings(list, { boundary, places: [] });
    expect({ best, clear }).toEqual({ best: system, clear: true });
    expect(evidence.find(({ reading }) => reading === system)?.inside).toBe(1);
  });

  it.each(['wgs84', 'gcj02', 'bd09'] as const)('is told by places of the same name: %s', (system) => {
    const list = places
      .slice(0, 8)
      .map(({ name, position }) => ({ name, position: fromWgs84(position, system) }));
    const { best, clear, confidence } = weighReadings(list, { boundary: [], places });
    expect({ best, clear }).toEqual({ best: system, clear: true });
    expect(confidence).toBeGreaterThan(0.9);
  });

  it('stays open without evidence, with few points, or where every reading fits', () => {
    const list = places.slice(0, 4);
    expect(weighReadings(list, { boundary: [], places: [] })).toMatchObject({ best: null, clear: false });
    expect(weighReadings(list, { boundary, places: [] }).clear).toBe(false);
    const wide: PolygonRings[] = [
      [
        [
          [115, 38],
          [118, 38],
          [118, 41],
          [115, 41],
        ],
      ],
    ];
    expect(weighReadings(places, { boundary: wide, places: [] }).clear).toBe(false);
  });
});

describe('what speaks for a reference system', () => {
  /** A district so many degrees wide; GCJ-02 lies some 500 m off, that is 0.006°. */
  const box = (west: number, south: number, east: number, north: number): PolygonRings => [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
    ],
  ];
  const evidenceFor = (verdict: ReturnType<typeof weighReadings>, system: string) =>
    verdict.evidence.find(({ reading }) => reading === system);

  it('is the middle one of the distances to places of the same name, whatever their order', () => {
    const known = places.slice(0, 5);
    // Two of five lie where the list says; the others are off by 100 m, 1 km and 5 km north.
    const list = [5000, 0, 0, 100, 1000].map((metres, i) => ({
      name: ` ${known[i]!.name} `,
      position: [known[i]!.position[0], known[i]!.position[1] + metres / 111_000] as LngLat,
    }));
    const verdict = weighReadings(list, { boundary: [], places });
    expect(evidenceFor(verdict, 'wgs84')?.medianShift).toBeCloseTo(100, 0);
    expect(evidenceFor(verdict, 'wgs84')).toMatchObject({ matched: 5, inside: null });
    expect(verdict).toMatchObject({ best: 'wgs84', clear: true });
    const shift = evidenceFor(verdict, 'wgs84')?.medianShift ?? 0;
    const next = Math.min(...verdict.evidence.slice(1).map(({ medianShift }) => medianShift ?? 0));
    expect(verdict.confidence).toBeCloseTo(1 - shift / next, 9);
  });

  it('is not clear where even the best reading lies more than 120 m off', () => {
    const moved = (metres: number) =>
      places.slice(0, 7).map(({ name, position: [lng, lat] }) => ({
        name,
        position: [lng, lat + metres / 111_000] as LngLat,
      }));
    expect(weighReadings(moved(115), { boundary: [], places })).toMatchObject({ best: 'wgs84', clear: true });
    expect(weighReadings(moved(125), { boundary: [], places })).toMatchObject({
      best: 'wgs84',
      clear: false,
    });
  });

  it('is not clear where the next reading is hardly worse', () => {
    // A known place between two readings: both are some way off it.
    const list = places.slice(0, 6);
    const between = (share: number) =>
      list.map(({ name, position: [lng, lat] }) => {
        const [otherLng, otherLat] = toWgs84([lng, lat], 'gcj02');
        return { name, position: [lng + (otherLng - lng) * share, lat + (otherLat - lat) * share] as LngLat };
      });
    const shiftOf = (share: number) => {
      const verdict = weighReadings(list, { boundary: [], places: between(share) });
      return [
        evidenceFor(verdict, 'wgs84')?.medianShift ?? 0,
        evidenceFor(verdict, 'gcj02')?.medianShift ?? 0,
        verdict.clear,
      ];
    };
    const [near, far, clear] = shiftOf(0.2);
    expect(near).toBeLessThan(120);
    expect(Number(far) - Number(near)).toBeGreaterThan(150);
    expect(clear).toBe(true);
    expect(shiftOf(0.5)[2]).toBe(false);
  });

  it('needs five places of the same name, else the boundary speaks', () => {
    const list = places.slice(0, 60);
    const known = (count: number) => ({
      boundary,
      places: places
        .slice(0, count)
        .map(({ name, position }) => ({ name, position: toWgs84(position, 'gcj02') })),
    });
    expect(weighReadings(list, known(5))).toMatchObject({ best: 'gcj02', clear: true });
    expect(weighReadings(list, known(4))).toMatchObject({ best: 'wgs84', clear: true });
  });

  it('is the share inside the district: nearly all, of fifty at least, and two in a hundred more than the next', () => {
    const inBox = (count: number, outside: number) => [
      ...Array.from({ length: count }, () => ({ name: '', position: [116.3, 39.7] as LngLat })),
      ...Array.from({ length: outside }, () => ({ name: '', position: [117, 39.7] as LngLat })),
    ];
    const narrow = [box(116.2985, 39.6985, 116.3015, 39.7015)];
    const weigh = (count: number, outside: number) =>
      weighReadings(inBox(count, outside), { boundary: narrow, places: [] });
    expect(weigh(50, 0)).toMatchObject({ best: 'wgs84', clear: true, confidence: 1 });
    expect(weigh(49, 0)).toMatchObject({ best: 'wgs84', clear: false });
    expect(weigh(97, 3)).toMatchObject({ best: 'wgs84', clear: true });
    expect(weigh(97, 3).confidence).toBeCloseTo(0.97, 9);
    expect(weigh(96, 4)).toMatchObject({ best: 'wgs84', clear: false });
    expect(evidenceFor(weigh(96, 4), 'wgs84')?.inside).toBe(0.96);
    expect(evidenceFor(weigh(96, 4), 'gcj02')?.inside).toBe(0);
  });

  it('is little where the next reading fits nearly as well', () => {
    const wide = [box(116.2, 39.6, 116.4, 39.8)];
    const fits = Array.from({ length: 990 }, () => ({ name: '', position: [116.3, 39.7] as LngLat }));
    // Inside as it stands, and outside when it is read as GCJ-02 or BD-09.
    const edge = Array.from({ length: 10 }, () => ({ name: '', position: [116.2001, 39.7] as LngLat }));
    const verdict = weighReadings([...fits, ...edge], { boundary: wide, places: [] });
    expect(verdict).toMatchObject({ best: 'wgs84', clear: false });
    expect(verdict.confidence).toBeCloseTo(0.5, 9);
    const clear = weighReadings([...fits.slice(0, 980), ...edge, ...edge], { boundary: wide, places: [] });
    expect(clear).toMatchObject({ best: 'wgs84', clear: true });
  });

  it('nothing is known of an empty list', () => {
    const verdict = weighReadings([], { boundary, places });
    expect(verdict).toMatchObject({ best: null, clear: false, confidence: 0 });
    for (const { inside, matched, medianShift } of verdict.evidence)
      expect([inside, matched, medianShift]).toEqual([null, 0, null]);
  });

  it('a place in a hole of the district lies outside, one in any of its parts inside', () => {
    const [ring = []] = box(116.29, 39.69, 116.31, 39.71);
    const [hole = []] = box(116.295, 39.695, 116.305, 39.705);
    const parts: PolygonRings[] = [[], [ring, hole], box(116.5, 39.69, 116.51, 39.71)];
    const inside = (position: LngLat) =>
      evidenceFor(weighReadings([{ name: '', position }], { boundary: parts, places: [] }), 'wgs84')?.inside;
    expect(inside([116.3, 39.7])).toBe(0);
    expect(inside([116.292, 39.7])).toBe(1);
    expect(inside([116.505, 39.7])).toBe(1);
    expect(inside([116.4, 39.7])).toBe(0);
  });
});
