import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { coordinateTicks, degreesMinutesSeconds } from '#shared/sheets/coordinate-ticks.ts';
import { fittingScale, mapFrame } from '#shared/sheets/map-frame.ts';
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

  it('holds its bounds exactly', () => {
    const frame = mapFrame([116.4, 39.9], 186, 161, 5000);
    const [west, south, east, north] = frame.bounds;
    expect(frame.toPaper([west, 39.9])[0]).toBeCloseTo(0, 4);
    expect(frame.toPaper([east, 39.9])[0]).toBeCloseTo(186, 4);
    expect(frame.toPaper([116.4, north])[1]).toBeCloseTo(0, 4);
    expect(frame.toPaper([116.4, south])[1]).toBeCloseTo(161, 4);
  });

  it('takes the largest round scale that fits', () => {
    const bounds = [116.3965, 39.8975, 116.4035, 39.9025] as const;
    const scale = fittingScale(bounds, 186, 161, 4);
    expect(scale).toBe(4000);
    const frame = mapFrame([116.4, 39.9], 186, 161, scale);
    expect(frame.holds([bounds[0], bounds[1]]) && frame.holds([bounds[2], bounds[3]])).toBe(true);
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
