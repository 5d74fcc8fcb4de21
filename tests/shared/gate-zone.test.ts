import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { type GateEdits, type GateZone, gateZone, noEdits } from '#shared/zones/gate-zone.ts';
import { type RoadLine, RoadLines } from '#shared/zones/road-lines.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y: number): LngLat => frame.toLngLat([x, y]);
const road = (id: number, points: readonly (readonly [number, number])[], width = 10): RoadLine => ({
  id,
  width,
  line: points.map(([x, y]) => at(x, y)),
});
const local = (line: readonly LngLat[]) => line.map((point) => frame.toLocal(point));

function lengthOf(line: readonly LngLat[]): number {
  const points = local(line);
  return points
    .slice(1)
    .reduce((sum, point, i) => sum + Math.hypot(point[0] - points[i]![0], point[1] - points[i]![1]), 0);
}

describe('gate zone', () => {
  it('runs 50 m each way along the road, as wide as the road', () => {
    const zone = zoneOf(
      at(0, 12),
      [
        road(1, [
          [-200, 0],
          [200, 0],
        ]),
      ],
      50,
    );
    expect(zone.shape).toBe('alongRoad');
    expect(lengthOf(zone.line)).toBeCloseTo(100, 3);
    const ring = local(zone.polygon.geometry.coordinates[0] as unknown as LngLat[]);
    expect(Math.min(...ring.map(([x]) => x))).toBeCloseTo(-50, 2);
    expect(Math.max(...ring.map(([x]) => x))).toBeCloseTo(50, 2);
    expect(Math.max(...ring.map(([, y]) => y))).toBeCloseTo(5, 2);
  });

  it('follows a bend', () => {
    const zone = zoneOf(
      at(0, 5),
      [
        road(1, [
          [-100, 0],
          [20, 0],
          [20, 100],
        ]),
      ],
      50,
    );
    expect(lengthOf(zone.line)).toBeCloseTo(100, 3);
    const end = local(zone.line).at(-1)!;
    expect(end[0]).toBeCloseTo(20, 2);
    expect(end[1]).toBeCloseTo(30, 2);
  });

  it('runs on through a junction by the straightest road', () => {
    const roads = [
      road(1, [
        [-100, 0],
        [30, 0],
      ]),
      road(2, [
        [30, 0],
        [30, 90],
      ]),
      road(3, [
        [30, 0],
        [120, 8],
      ]),
    ];
    const end = local(zoneOf(at(0, 5), roads, 50).line).at(-1)!;
    expect(end[0]).toBeGreaterThan(49);
    expect(end[1]).toBeLessThan(3);
  });

  it('is cut where the road ends', () => {
    const zone = zoneOf(
      at(0, 5),
      [
        road(1, [
          [-100, 0],
          [18, 0],
        ]),
      ],
      50,
    );
    expect(lengthOf(zone.line)).toBeCloseTo(68, 2);
  });

  it('is a circle of 50 m where no road is within 40 m, or where the pack says circle', () => {
    for (const zone of [
      zoneOf(
        at(0, 41),
        [
          road(1, [
            [-100, 0],
            [100, 0],
          ]),
        ],
        50,
      ),
      zoneOf(
        at(0, 41),
        [
          road(1, [
            [-100, 41],
            [100, 41],
          ]),
        ],
        50,
        { circle: true },
      ),
    ]) {
      expect(zone.shape).toBe('circle');
      for (const [x, y] of local(zone.polygon.geometry.coordinates[0] as unknown as LngLat[]))
        expect(Math.hypot(x, y - 41)).toBeCloseTo(50, 2);
    }
  });

  it('reaches as far as the rule says: 100 m and 150 m', () => {
    for (const length of [100, 150]) {
      const zone = zoneOf(
        at(0, 8),
        [
          road(1, [
            [-400, 0],
            [400, 0],
          ]),
        ],
        length,
      );
      expect(lengthOf(zone.line)).toBeCloseTo(2 * length, 2);
    }
  });

  it('follows the front drawn by hand, wherever the imported road runs', () => {
    const line = [at(-200, 60), at(200, 60)].map(([lng, lat]): [number, number] => [lng, lat]);
    const zone = zoneOf(
      at(0, 5),
      [
        road(1, [
          [-200, 0],
          [200, 0],
        ]),
      ],
      50,
      { edits: { ...noEdits, frontage: { line, width: 14 } } },
    );
    const ring = local(zone.polygon.geometry.coordinates[0] as unknown as LngLat[]);
    expect(Math.min(...ring.map(([, y]) => y))).toBeCloseTo(53, 2);
    expect(Math.max(...ring.map(([, y]) => y))).toBeCloseTo(67, 2);
    expect(lengthOf(zone.line)).toBeCloseTo(100, 2);
  });

  it('is the band drawn by hand, for the length that it was drawn for', () => {
    const ring = [at(-50, -5), at(50, -5), at(50, 5), at(-50, 5)].map(([lng, lat]): [number, number] => [
      lng,
      lat,
    ]);
    const edits = { ...noEdits, band: { ring, length: 50 } };
    const zone = zoneOf(at(0, 0), [], 50, { edits });
    expect(zone.shape).toBe('drawn');
    expect(zone.polygon.geometry.coordinates[0]).toEqual([...ring, ring[0]]);
    expect(zoneOf(at(0, 0), [], 100, { edits }).shape).toBe('circle');
  });

  describe('opens onto the street', () => {
    const street = {
      ...road(1, [
        [-200, -14],
        [200, -14],
      ]),
      class: 'residential',
    };
    const drive = road(2, [
      [0, -14],
      [0, 150],
    ]);
    const ring = [at(-100, 0), at(100, 0), at(100, 200), at(-100, 200), at(-100, 0)];

    it.each([
      ['and not onto a drive through it', [street, { ...drive, class: 'service' }], null, 1],
      ['and not onto a road that leads into its campus', [street, drive], [[ring]], 1],
      ['which is the nearest where no campus is known', [street, drive], null, 2],
      ['or the drive where there is no street', [{ ...drive, class: 'service' }], [[ring]], 2],
    ] as const)('%s', (_, roads, campus, id) =>
      expect(gateZone(at(0, 0), new RoadLines(roads), 50, noEdits, campus).road?.id).toBe(id),
    );
  });
});

function zoneOf(
  gate: LngLat,
  roads: readonly RoadLine[],
  length: number,
  { circle = false, edits = noEdits }: { circle?: boolean; edits?: GateEdits } = {},
): GateZone {
  return gateZone(gate, circle ? null : new RoadLines(roads), length, edits);
}
