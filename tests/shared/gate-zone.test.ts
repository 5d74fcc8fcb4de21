import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import {
  drawnBandSchema,
  frontageSchema,
  type GateEdits,
  type GateZone,
  gateZone,
  noEdits,
} from '#shared/zones/gate-zone.ts';
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

describe('the band', () => {
  const ringOf = (zone: GateZone) => local(zone.polygon.geometry.coordinates[0] as unknown as LngLat[]);
  const rounded = (ring: readonly (readonly [number, number])[]) =>
    ring.map(([x, y]) => [Math.round(x * 10) / 10 + 0, Math.round(y * 10) / 10 + 0]);

  it('is a closed ring along both sides of the road, cut straight at its ends', () => {
    const zone = zoneOf(
      at(10, 12),
      [
        road(
          1,
          [
            [-200, 0],
            [200, 0],
          ],
          8,
        ),
      ],
      50,
    );
    expect(zone.polygon).toMatchObject({ type: 'Feature', geometry: { type: 'Polygon' } });
    expect(rounded(ringOf(zone))).toEqual([
      [-40, 4],
      [10, 4],
      [60, 4],
      [60, -4],
      [10, -4],
      [-40, -4],
      [-40, 4],
    ]);
    expect(rounded(local(zone.line))).toEqual([
      [-40, 0],
      [10, 0],
      [60, 0],
    ]);
    expect(zone.road?.id).toBe(1);
  });

  it('is as wide everywhere, at a bend too', () => {
    const zone = zoneOf(
      at(0, 5),
      [
        road(
          1,
          [
            [-100, 0],
            [20, 0],
            [60, 40],
          ],
          10,
        ),
      ],
      50,
    );
    // At the bend of 45° the corner lies at half the width, measured across each of the two stretches.
    const corner = 5 * Math.tan(Math.PI / 8);
    expect(rounded(ringOf(zone))).toContainEqual(rounded([[20 - corner, 5]])[0]);
    expect(rounded(ringOf(zone))).toContainEqual(rounded([[20 + corner, -5]])[0]);
  });

  it('follows a road that runs in any direction', () => {
    const zone = zoneOf(
      at(12, 10),
      [
        road(
          1,
          [
            [0, -200],
            [0, 200],
          ],
          8,
        ),
      ],
      50,
    );
    expect(rounded(ringOf(zone))).toEqual([
      [-4, -40],
      [-4, 10],
      [-4, 60],
      [4, 60],
      [4, 10],
      [4, -40],
      [-4, -40],
    ]);
  });

  it('makes no spike at a hairpin', () => {
    const zone = zoneOf(
      at(-60, 2),
      [
        road(
          1,
          [
            [-100, 0],
            [-30, 0],
            [-100, 3],
          ],
          10,
        ),
      ],
      50,
    );
    for (const [x] of ringOf(zone)) expect(x).toBeLessThan(-30 + 10.1);
  });

  it('bears points that stand twice, on the road and at the gate itself', () => {
    const twice = zoneOf(
      at(0, 0),
      [
        road(
          1,
          [
            [-200, 0],
            [-200, 0],
            [0, 0],
            [0, 0],
            [200, 0],
            [200, 0],
          ],
          8,
        ),
      ],
      50,
    );
    const plain = zoneOf(
      at(0, 0),
      [
        road(
          1,
          [
            [-200, 0],
            [200, 0],
          ],
          8,
        ),
      ],
      50,
    );
    expect(lengthOf(twice.line)).toBeCloseTo(100, 3);
    for (const zone of [twice, plain])
      for (const [x, y] of ringOf(zone))
        expect([Math.abs(x) < 50.01, Math.abs(y) < 4.01]).toEqual([true, true]);
    expect(Math.max(...ringOf(twice).map(([, y]) => y))).toBeCloseTo(4, 2);
  });

  it('ends exactly at a corner of the road where that is as far as it goes', () => {
    const zone = zoneOf(
      at(0, 5),
      [
        road(
          1,
          [
            [-50, 0],
            [50, 0],
            [50, 90],
          ],
          10,
        ),
      ],
      50,
    );
    expect(lengthOf(zone.line)).toBeCloseTo(100, 2);
    expect(local(zone.line).at(-1)?.[1]).toBeCloseTo(0, 1);
  });
});

describe('which road', () => {
  it('is the nearest, wherever it stands in the list', () => {
    const [near, far] = [
      road(1, [
        [-200, -10],
        [200, -10],
      ]),
      road(2, [
        [-200, 20],
        [200, 20],
      ]),
    ];
    expect(zoneOf(at(0, 0), [near, far], 50).road?.id).toBe(1);
    expect(zoneOf(at(0, 0), [far, near], 50).road?.id).toBe(1);
  });

  it('is the one at the nearest of its stretches', () => {
    const bent = road(1, [
      [-200, 90],
      [-100, 90],
      [0, 15],
      [100, 90],
      [200, 90],
    ]);
    expect(inMetres(zoneOf(at(0, 0), [bent], 50).line)).toContainEqual([0, 15]);
  });

  it('lies within 40 m', () => {
    const zone = (y: number) =>
      zoneOf(
        at(0, 0),
        [
          road(1, [
            [-200, y],
            [200, y],
          ]),
        ],
        50,
      ).shape;
    expect([zone(39.9), zone(40.1), zone(-39.9), zone(-40.1)]).toEqual([
      'alongRoad',
      'circle',
      'alongRoad',
      'circle',
    ]);
  });

  it('is none that was drawn by hand', () => {
    const line = [at(-200, 60), at(200, 60)].map(([lng, lat]): [number, number] => [lng, lat]);
    const edits = { ...noEdits, frontage: { line, width: 14 } };
    const zone = zoneOf(
      at(0, 5),
      [
        road(0, [
          [-200, 0],
          [200, 0],
        ]),
      ],
      50,
      { edits },
    );
    expect(zone).toMatchObject({ shape: 'alongRoad', road: null });
    // Nor does the band run on over imported roads from its ends.
    const short = [at(-20, 0), at(20, 0)].map(([lng, lat]): [number, number] => [lng, lat]);
    const onward = road(3, [
      [20, 0],
      [200, 0],
    ]);
    const cut = zoneOf(at(0, 5), [onward], 50, {
      edits: { ...noEdits, frontage: { line: short, width: 14 } },
    });
    expect(lengthOf(cut.line)).toBeCloseTo(40, 2);
  });

  const ring = [at(-100, 0), at(100, 0), at(100, 200), at(-100, 200), at(-100, 0)];
  const street = {
    ...road(1, [
      [-200, -30],
      [200, -30],
    ]),
    class: 'residential',
  };
  const idWith = (other: RoadLine, campus: readonly (readonly LngLat[])[][] | null) =>
    gateZone(at(0, 0), new RoadLines([street, other]), 50, noEdits, campus).road?.id;

  it.each([
    // Of the 50 m around the gate, more than three fifths lie within the campus.
    [
      'runs into the campus',
      road(2, [
        [0, -5],
        [0, 200],
      ]),
      1,
    ],
    [
      'runs out of the campus and turns',
      road(2, [
        [0, 200],
        [0, -5],
      ]),
      1,
    ],
    [
      'runs along the campus outside it',
      road(2, [
        [-200, -5],
        [200, -5],
      ]),
      2,
    ],
    [
      'runs half within and half without',
      road(2, [
        [-5, -45],
        [-5, 45],
      ]),
      2,
    ],
    [
      'runs within in its far parts alone',
      road(2, [
        [-60, -8],
        [60, -8],
        [60, 90],
        [-60, 90],
      ]),
      2,
    ],
    [
      'runs into the campus slantwise',
      road(2, [
        [-3, -2],
        [40, 48],
      ]),
      1,
    ],
  ] as const)('that %s', (_, other, id) => {
    expect(idWith(other, [[ring]])).toBe(id);
    expect(idWith(other, null)).toBe(2);
    expect(idWith(other, [])).toBe(2);
    // The campus may be of several parts; one of them is enough.
    expect(idWith(other, [[ring], [[at(900, 900), at(990, 900), at(990, 990)]], []])).toBe(id);
  });

  it.each(['service', 'footway', 'path', 'cycleway', 'steps', 'pedestrian', 'construction', 'proposed'])(
    'is a street before a nearer %s',
    (kind) => {
      const other = {
        ...road(2, [
          [-200, -5],
          [200, -5],
        ]),
        class: kind,
      };
      expect(idWith(other, null)).toBe(1);
      expect(gateZone(at(0, 0), new RoadLines([other]), 50).road?.id).toBe(2);
    },
  );

  it('may be of any other class, or of none that is known', () => {
    expect(
      idWith(
        {
          ...road(2, [
            [-200, -5],
            [200, -5],
          ]),
          class: 'primary',
        },
        null,
      ),
    ).toBe(2);
    expect(
      idWith(
        road(2, [
          [-200, -5],
          [200, -5],
        ]),
        null,
      ),
    ).toBe(2);
  });
});

describe('at a junction', () => {
  const east = (zone: GateZone) => local(zone.line).at(-1)!;
  const start = road(1, [
    [-100, 0],
    [30, 0],
  ]);

  it.each([
    [
      'a road that begins there',
      road(2, [
        [30, 0],
        [130, 0],
      ]),
      [50, 0],
    ],
    [
      'a road that ends there',
      road(2, [
        [130, 0],
        [30, 0],
      ]),
      [50, 0],
    ],
    [
      'a road that passes it, by the straighter side',
      road(2, [
        [30, -90],
        [30, 0],
        [130, 10],
      ]),
      [49.9, 2],
    ],
    [
      'a road whose end lies a metre off',
      road(2, [
        [31, 1],
        [131, 1],
      ]),
      [50, 0.2],
    ],
    [
      'a road that turns by 60°',
      road(2, [
        [30, 0],
        [80, 86.6],
      ]),
      [40, 17.3],
    ],
    [
      'a road that turns the other way',
      road(2, [
        [30, 0],
        [80, -86.6],
      ]),
      [40, -17.3],
    ],
  ] as const)('it runs on over %s', (_, other, [x, y]) => {
    for (const roads of [
      [start, other],
      [other, start],
    ]) {
      const end = east(zoneOf(at(0, 5), roads, 50));
      expect(end[0]).toBeCloseTo(x, 0);
      expect(end[1]).toBeCloseTo(y, 0);
    }
  });

  it.each([
    [
      'that turns sharper than 70°',
      road(2, [
        [30, 0],
        [62, 93],
      ]),
    ],
    [
      'that turns back',
      road(2, [
        [30, 0],
        [-50, 30],
      ]),
    ],
    [
      'that ends two metres off',
      road(2, [
        [32, 0],
        [132, 0],
      ]),
    ],
  ])('but not over a road %s', (_, other) => {
    expect(lengthOf(zoneOf(at(0, 5), [start, other], 50).line)).toBeCloseTo(80, 1);
  });

  it('of several roads it takes the straightest, in whatever order', () => {
    const roads = [
      road(2, [
        [30, 0],
        [120, 45],
      ]),
      road(3, [
        [30, 0],
        [120, 20],
      ]),
      road(4, [
        [30, 0],
        [120, -60],
      ]),
    ];
    for (const order of [roads, [...roads].reverse()]) {
      const end = east(zoneOf(at(0, 5), [start, ...order], 50));
      expect(end[1]).toBeCloseTo(20 * Math.sin(Math.atan2(20, 90)), 0);
    }
  });

  it('it goes on over several roads, and by the direction of the last stretch', () => {
    const roads = [
      road(1, [
        [-100, 0],
        [20, 0],
      ]),
      road(2, [
        [20, 0],
        [30, 8],
      ]),
      road(3, [
        [30, 8],
        [40, 16],
      ]),
      road(4, [
        [40, 16],
        [140, 96],
      ]),
      road(5, [
        [40, 16],
        [140, 16],
      ]),
    ];
    const end = east(zoneOf(at(0, 5), roads, 80));
    const rest = 80 - 20 - 2 * Math.hypot(10, 8);
    expect(end[0]).toBeCloseTo(40 + (rest * 10) / Math.hypot(10, 8), 0);
    expect(end[1]).toBeCloseTo(16 + (rest * 8) / Math.hypot(10, 8), 0);
  });

  it('it never goes round in a circle, nor twice over one road', () => {
    const corners = Array.from({ length: 9 }, (_, i) => {
      const angle = (i / 8) * 2 * Math.PI;
      return [20 * Math.sin(angle), 20 - 20 * Math.cos(angle)] as const;
    });
    const circle = corners.slice(1).map((corner, i) => road(i + 1, [corners[i]!, corner]));
    const zone = zoneOf(at(0, -3), circle, 500);
    expect(lengthOf(zone.line)).toBeLessThan(2 * 130);
    expect(lengthOf(zone.line)).toBeGreaterThan(120);
  });
});

describe('what is drawn by hand at a gate', () => {
  const points = (count: number) => Array.from({ length: count }, (_, i) => [116.4 + i / 1000, 39.9]);
  it.each([
    [{ line: points(2), width: 2 }, true],
    [{ line: points(9), width: 80 }, true],
    [{ line: points(1), width: 10 }, false],
    [{ line: points(2), width: 1.9 }, false],
    [{ line: points(2), width: 80.1 }, false],
    [{ line: points(2) }, false],
    [{ line: [[116.4], [116.5]], width: 10 }, false],
  ])('as a front %#: %s', (front, isSound) => expect(frontageSchema.safeParse(front).success).toBe(isSound));

  it.each([
    [{ ring: points(4), length: 50 }, true],
    [{ ring: points(9), length: 0.1 }, true],
    [{ ring: points(3), length: 50 }, false],
    [{ ring: points(4), length: 0 }, false],
    [{ ring: points(4) }, false],
  ])('as a band %#: %s', (band, isSound) => expect(drawnBandSchema.safeParse(band).success).toBe(isSound));

  it('keeps its ring, closed once', () => {
    const open = [at(0, 0), at(10, 0), at(10, 10), at(0, 10)].map(([lng, lat]): [number, number] => [
      lng,
      lat,
    ]);
    const closed = [...open, open[0]!];
    const east: [number, number][] = [...open, [open[0]![0] + 0.001, open[0]![1]]];
    const north: [number, number][] = [...open, [open[0]![0], open[0]![1] + 0.001]];
    const ringOf = (ring: [number, number][]) =>
      zoneOf(at(0, 0), [], 50, { edits: { ...noEdits, band: { ring, length: 50 } } }).polygon.geometry
        .coordinates;
    expect(ringOf(open)).toEqual([closed]);
    expect(ringOf(closed)).toEqual([closed]);
    expect(ringOf(east)).toEqual([[...east, open[0]]]);
    expect(ringOf(north)).toEqual([[...north, open[0]]]);
    expect(ringOf([])).toEqual([[]]);
    const zone = zoneOf(at(0, 0), [], 50, { edits: { ...noEdits, band: { ring: open, length: 50 } } });
    expect(zone).toMatchObject({ shape: 'drawn', line: [], road: null });
  });
});

it('a circle has corners all around in even steps', () => {
  const zone = zoneOf(at(0, 0), [], 50);
  expect(zone).toMatchObject({ shape: 'circle', line: [], road: null });
  const ring = local(zone.polygon.geometry.coordinates[0] as unknown as LngLat[]);
  expect(ring).toHaveLength(97);
  for (const [i, [x, y]] of ring.entries()) {
    expect(x).toBeCloseTo(50 * Math.cos((i / 96) * 2 * Math.PI), 3);
    expect(y).toBeCloseTo(50 * Math.sin((i / 96) * 2 * Math.PI), 3);
  }
});

function inMetres(line: readonly LngLat[]) {
  return local(line).map(([x, y]) => [Math.round(x), Math.round(y)]);
}

function zoneOf(
  gate: LngLat,
  roads: readonly RoadLine[],
  length: number,
  { circle = false, edits = noEdits }: { circle?: boolean; edits?: GateEdits } = {},
): GateZone {
  return gateZone(gate, circle ? null : new RoadLines(roads), length, edits);
}
