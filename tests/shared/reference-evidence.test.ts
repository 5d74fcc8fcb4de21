import { describe, expect, it } from 'vitest';
import { fromWgs84 } from '#shared/geodesy/reference-systems.ts';
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
