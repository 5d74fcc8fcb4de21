import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { coordinateTicks, degreesMinutesSeconds } from '#shared/sheets/coordinate-ticks.ts';
import { freeCorner } from '#shared/sheets/free-corner.ts';
import { fittingScale, mapFrame } from '#shared/sheets/map-frame.ts';
import { placeLabels } from '#shared/sheets/place-labels.ts';
import { scaleBar } from '#shared/sheets/scale-bar.ts';

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
    expect(frame.holds([bounds[0], bounds[1]]) && frame.holds([bounds[2], bounds[3]])).toBe(true);
  });
});

describe('labels', () => {
  const label = (id: number, x: number, y: number) => ({ id, x, y, width: 20, height: 4 });
  it('give way to those before them and stay inside the frame', () => {
    const placed = placeLabels([label(1, 50, 50), label(2, 50, 50), label(3, 1, 1)], 100, 100);
    expect(placed[0]).toEqual({ id: 1, x: 50, y: 50 });
    expect(placed[1]?.y).toBeCloseTo(54.8);
    expect(placed[2]).toEqual({ id: 3, x: 11, y: 4 });
  });

  it('are left out where there is no room', () => {
    const crowd = Array.from({ length: 9 }, (_, i) => label(i, 50, 50));
    const placed = placeLabels(crowd, 100, 100);
    expect(placed.map(({ id }) => id)).toEqual([0, 1, 2, 3, 4].slice(0, placed.length));
    for (const [i, a] of placed.entries())
      for (const b of placed.slice(i + 1))
        expect(Math.abs(a.x - b.x) >= 20 || Math.abs(a.y - b.y) >= 4).toBe(true);
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

describe('coordinate ticks', () => {
  it('are round values inside the frame', () => {
    expect(
      coordinateTicks(116.3325, 116.3425, 5).map((value) => degreesMinutesSeconds(value, 'E', 'W')),
    ).toEqual(['116°20′00″E', '116°20′10″E', '116°20′20″E', '116°20′30″E']);
  });
});
