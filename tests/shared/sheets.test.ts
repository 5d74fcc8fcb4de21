import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { gaussKruger, ownMeridian } from '#shared/geodesy/projection.ts';
import type { SheetTable } from '#shared/sheets/content.ts';
import { noLayers } from '#shared/sheets/content.ts';
import { degreesMinutesSeconds, geographicGrid, projectedGrid } from '#shared/sheets/coordinate-grid.ts';
import { drawMap } from '#shared/sheets/draw-map.ts';
import { drawTable } from '#shared/sheets/draw-table.ts';
import { freeCorner } from '#shared/sheets/free-corner.ts';
import { LabelBoard, onSpot } from '#shared/sheets/label-board.ts';
import { alongLine } from '#shared/sheets/line-label.ts';
import { fittingScale, mapFrame } from '#shared/sheets/map-frame.ts';
import { paperSchema, resolutionOf, sizeOfPaper, unitOf } from '#shared/sheets/paper.ts';
import { scaleBar } from '#shared/sheets/scale-bar.ts';
import { toSvg } from '#shared/sheets/to-svg.ts';

describe('map frame', () => {
  for (const lat of [18.3, 39.9, 52])
    it(`is true to scale in every direction at ${lat}° N`, () => {
      const frame = mapFrame([116.4, lat], 186, 161, 5000);
      for (const to of [
        [116.404, lat],
        [116.4, lat + 0.003],
        [116.403, lat - 0.002],
      ] as const) {
        const [x0, y0] = frame.toPaper([116.4, lat]);
        const [x, y] = frame.toPaper(to);
        const paper = Math.hypot(x - x0, y - y0);
        expect(paper * 5).toBeCloseTo(geodesicDistance([116.4, lat], to), 3);
      }
    });

  it('holds its bounds', () => {
    const frame = mapFrame([116.4, 39.9], 186, 161, 5000);
    const [west, south, east, north] = frame.bounds;
    expect(frame.toPaper([west, 39.9])[0]).toBeCloseTo(0, 1);
    expect(frame.toPaper([east, 39.9])[0]).toBeCloseTo(186, 1);
    expect(frame.toPaper([116.4, north])[1]).toBeCloseTo(0, 1);
    expect(frame.toPaper([116.4, south])[1]).toBeCloseTo(161, 1);
  });

  it('takes the largest round scale that fits', () => {
    const bounds = [116.3965, 39.8975, 116.4035, 39.9025] as const;
    const scale = fittingScale(bounds, 186, 161, 4);
    expect(scale).toBe(4000);
    const frame = mapFrame([116.4, 39.9], 186, 161, scale);
    expect(frame.contains([bounds[0], bounds[1]]) && frame.contains([bounds[2], bounds[3]])).toBe(true);
  });
});

describe('projections of sheets', () => {
  const place = [116.4, 39.9] as const;
  for (const [name, plane, most] of [
    ['of the own meridian', ownMeridian(place), 2e-5],
    ['of Gauss-Krüger at the edge of a zone', gaussKruger(118.45), 4e-4],
  ] as const)
    it(`keep distances ${name} over the largest sheets`, () => {
      const centre = name.startsWith('of the own') ? place : ([118.45, 20] as const);
      for (const to of [
        [centre[0] + 0.35, centre[1]],
        [centre[0], centre[1] + 0.25],
        [centre[0] - 0.2, centre[1] - 0.2],
      ] as const) {
        const [x0, y0] = plane.toPlane(centre);
        const [x, y] = plane.toPlane(to);
        expect(Math.abs(Math.hypot(x - x0, y - y0) / geodesicDistance(centre, to) - 1)).toBeLessThan(most);
      }
    });

  it('know the zone of a place', () => {
    const { name, epsg, toPlane } = gaussKruger(116.4);
    expect([name, epsg]).toEqual(['CGCS2000 / 3° 带 117°E', 4548]);
    // Values of EPSG:4548 by PROJ.
    const [east, north] = toPlane(place);
    expect(east).toBeCloseTo(448_688.856, 2);
    expect(north).toBeCloseTo(4_418_598.001, 2);
  });
});

describe('a turned frame', () => {
  it('puts north where it says, and back', () => {
    const plane = ownMeridian([116.4, 39.9]);
    const frame = mapFrame([116.4, 39.9], 200, 100, 5000, { plane, rotation: 90 });
    const [x, y] = frame.toPaper([116.4, 39.901]);
    // Turned clockwise by a quarter, north lies to the right.
    expect(x).toBeGreaterThan(120);
    expect(y).toBeCloseTo(50, 3);
    const [lng, lat] = frame.toGround(x, y);
    expect(lng).toBeCloseTo(116.4, 9);
    expect(lat).toBeCloseTo(39.901, 9);
  });
});

describe('labels', () => {
  it('give way to what has the place, and stay inside the map', () => {
    const board = new LabelBoard(100, 100);
    const place = (x: number, y: number) =>
      board.place(onSpot(x, y, 20, 4), ([cx, cy]) => [{ x: cx - 10, y: cy - 2, width: 20, height: 4 }]);
    expect(place(50, 50)).toEqual([50, 50]);
    expect(place(50, 50)?.[1]).toBeCloseTo(54.8);
    const [x = 0, y = 0] = place(1, 1) ?? [];
    expect(x - 10).toBeGreaterThanOrEqual(0);
    expect(y - 2).toBeGreaterThanOrEqual(0);
    for (let i = 0; i < 40; i++) place(50, 50);
    expect(place(50, 50)).toBeNull();
  });

  it('follow a line letter by letter, upright where it is steep, and not round corners', () => {
    const level = alongLine(
      [
        [0, 10],
        [60, 12],
      ],
      [...'文昌大街'],
      4,
    )[0];
    expect(level?.map(({ text }) => text).join('')).toBe('文昌大街');
    expect(level?.every(({ turn }) => Math.abs(turn) < 3)).toBe(true);
    expect(level?.[0]?.x).toBeLessThan(level?.[3]?.x ?? 0);
    // Drawn from the south, a street still reads from the top down.
    const steep = alongLine(
      [
        [10, 60],
        [11, 0],
      ],
      [...'文昌大街'],
      4,
    )[0];
    expect(steep?.[0]?.y).toBeLessThan(steep?.[3]?.y ?? 0);
    expect(steep?.every(({ turn }) => Math.abs(turn) < 3)).toBe(true);
    expect(
      alongLine(
        [
          [0, 0],
          [8, 0],
          [8, 8],
        ],
        [...'文昌大街'],
        4,
      ),
    ).toEqual([]);
    expect(
      alongLine(
        [
          [0, 0],
          [9, 0],
        ],
        [...'文昌大街'],
        4,
      ),
    ).toEqual([]);
  });
});

describe('free corner', () => {
  const frame = { width: 186, height: 161 };
  const box = { width: 60, height: 15 };
  it.each([
    [[], { x: 4, y: 142 }],
    [[[20, 150]], { x: 122, y: 142 }],
    [
      [
        [20, 150],
        [150, 150],
      ],
      { x: 4, y: 4 },
    ],
    [
      [
        [20, 150],
        [150, 150],
        [20, 10],
      ],
      { x: 4, y: 142 },
    ],
  ] as const)('with marks at %j is %j', (marks, corner) => {
    expect(freeCorner(marks, frame, box, 4)).toEqual(corner);
  });
});

describe('scale bar', () => {
  it.each([
    [5000, 200, 40],
    [4000, 200, 50],
    [25000, 1000, 40],
    [500, 20, 40],
  ])('1:%d has a bar of %d m on %d mm', (scale, length, paper) => {
    expect(scaleBar(scale, 56)).toMatchObject({ length, paperLength: paper });
  });
});

describe('coordinate grid', () => {
  const frame = mapFrame([116.3375, 39.9], 186, 161, 5000, { plane: ownMeridian([116.3375, 39.9]) });
  it('stands on round degrees inside the frame', () => {
    const { upright } = geographicGrid(frame, 46);
    expect(upright.map(({ label }) => label)).toEqual([
      '116°20′00″E',
      '116°20′10″E',
      '116°20′20″E',
      '116°20′30″E',
    ]);
    expect(upright[0]?.meets.map(({ edge }) => edge)).toEqual(['top', 'bottom']);
  });

  it('stands on round metres of the zone, as far apart as the scale says', () => {
    const plane = gaussKruger(116.4);
    const own = mapFrame([116.4, 39.9], 186, 161, 5000, { plane });
    const { upright, level, step } = projectedGrid(own, 40);
    expect(step).toBe(200);
    const [first, second] = upright.map(({ points }) => points[0]?.[0] ?? 0);
    expect((second ?? 0) - (first ?? 0)).toBeCloseTo(40, 6);
    expect(level.every(({ label }) => /^4\d{3}\.\d$/.test(label))).toBe(true);
  });

  it('writes degrees in full', () => {
    expect(degreesMinutesSeconds(116.335, 'E', 'W')).toBe('116°20′06″E');
  });
});

describe('paper', () => {
  it('grows its letters by less than itself, and its pictures by dots that can be had', () => {
    const a4 = sizeOfPaper({ size: 'A4', landscape: true });
    const a0 = sizeOfPaper({ size: 'A0', landscape: false });
    expect([a4, a0]).toEqual([
      { width: 297, height: 210 },
      { width: 841, height: 1189 },
    ]);
    expect(unitOf(a4)).toBeCloseTo(1, 6);
    expect(unitOf(a0)).toBeCloseTo(2, 2);
    expect([a4, sizeOfPaper({ size: 'A1', landscape: true }), a0].map(resolutionOf)).toEqual([300, 300, 200]);
    expect(paperSchema.safeParse({ size: 'custom', width: 9000, height: 200 }).success).toBe(false);
  });
});

/** Letters of an em each. */
const measure = (text: string, size: number) => [...text].length * size;

describe('tables of sheets', () => {
  const table: SheetTable = {
    title: '场所',
    columns: [
      { title: '号', share: 1 },
      { title: '名称', share: 3 },
    ],
    rows: Array.from({ length: 30 }, (_, i) => [
      { text: String(i + 1) },
      { text: '名称很长的一家场所第一分店' },
    ]),
    none: '没有',
  };

  it('go on where they stopped, and lose no row', () => {
    const box = { x: 0, y: 0, width: 60, height: 80 };
    const seen: string[] = [];
    let from: number | null = 0;
    for (let page = 0; from !== null && page < 20; page++) {
      const drawn = drawTable(table, box, { unit: 1, measure, from });
      expect(drawn.height).toBeLessThanOrEqual(box.height + 0.001);
      seen.push(
        ...drawn.marks.flatMap((mark) =>
          mark.kind === 'text' && /^\d+$/.test(mark.text) ? [mark.text] : [],
        ),
      );
      from = drawn.next;
    }
    expect(seen).toEqual(table.rows.map((_, i) => String(i + 1)));
  });

  it('say that there is nothing', () => {
    const drawn = drawTable(
      { ...table, rows: [] },
      { x: 0, y: 0, width: 60, height: 80 },
      { unit: 1, measure },
    );
    expect(drawn.marks.some((mark) => mark.kind === 'text' && mark.text === '没有')).toBe(true);
  });
});

describe('a page as SVG', () => {
  it('shows names as text, whatever they hold', () => {
    const svg = toSvg(
      {
        width: 10,
        height: 10,
        marks: [
          {
            kind: 'text',
            x: 1,
            y: 1,
            text: '<script>&"\u0007\ud800网吧',
            size: 3,
            weight: 400,
            fill: '#111111',
            anchor: 'start',
          },
        ],
      },
      measure,
    );
    expect(svg).toContain('&lt;script&gt;&amp;&quot;网吧</text>');
    expect(svg).not.toContain('<script');
  });
});

describe('the small map of an atlas', () => {
  /** The numbers on it, and their sizes, where the middle page of a grid is drawn. */
  function numbersOf(side: number): { text: string; size: number }[] {
    const frame = mapFrame([116.4, 39.9], 42, 36, 100_000);
    const own = Math.floor((side * side) / 2);
    const pages = Array.from({ length: side * side }, (_, i) => {
      const [west, north] = [
        116.385 + (0.03 * (i % side)) / side,
        39.91 - (0.02 * Math.floor(i / side)) / side,
      ];
      const [east, south] = [west + 0.03 / side, north - 0.02 / side];
      const ring = [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ];
      return {
        geometry: { type: 'Polygon' as const, coordinates: [ring] },
        label: String(i + 1),
        anchor: '',
        own: i === own,
      };
    });
    const groups = drawMap(
      { layers: { ...noLayers, pages } },
      {
        frame,
        ground: null,
        grid: null,
        measure: (text, size) => [...text].length * size * 0.56,
        unit: 1,
        without: new Set(),
        keptFree: [],
        small: true,
      },
    );
    return groups
      .flatMap(({ marks }) => marks)
      .flatMap((mark) => (mark.kind === 'text' ? [{ text: mark.text, size: mark.size }] : []));
  }

  it('numbers all of a few pages, and of 144 the one that is looked at, as large', () => {
    expect(
      numbersOf(3)
        .map(({ text }) => text)
        .sort(),
    ).toEqual(['1', '2', '3', '4', '5', '6', '7', '8', '9']);
    expect(numbersOf(12)).toEqual([{ text: '73', size: 3 }]);
  });
});
