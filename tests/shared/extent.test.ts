import { describe, expect, it } from 'vitest';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { circleRing, lineLength, ringArea } from '#shared/geodesy/extent.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat } from '#shared/geodesy/units.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y: number): LngLat => frame.toLngLat([x, y]);

describe('the length of a line', () => {
  it('is that of its parts', () => {
    const line = [at(0, 0), at(300, 0), at(300, 400), at(0, 0)];
    expect(lineLength(line)).toBeCloseTo(300 + 400 + 500, 1);
    expect(lineLength(line.slice(0, 2))).toBeCloseTo(300, 3);
  });

  it('is nothing for one point and for none', () => {
    expect(lineLength([at(0, 0)])).toBe(0);
    expect(lineLength([])).toBe(0);
  });
});

describe('the area of a ring', () => {
  const field = [at(-50, -100), at(50, -100), at(50, 100), at(-50, 100)];

  it('is the same whether the ring is closed or not, and whichever way it runs', () => {
    const area = ringArea(field);
    expect(area).toBeCloseTo(20_000, 0);
    expect(ringArea([...field, at(-50, -100)])).toBeCloseTo(area, 6);
    expect(ringArea([...field].reverse())).toBeCloseTo(area, 6);
  });

  it('counts a last corner that lies north or east of the first one', () => {
    expect(ringArea([at(0, 0), at(100, 0), at(100, 100), at(0, 100)])).toBeCloseTo(10_000, 0);
    expect(ringArea([at(0, 0), at(0, 100), at(100, 100), at(100, 0)])).toBeCloseTo(10_000, 0);
    // The last corner lies exactly as far east, or as far north, as the first.
    expect(
      ringArea([
        [116.4, 39.9],
        [116.401, 39.9],
        [116.401, 39.901],
        [116.4, 39.901],
      ]),
    ).toBeGreaterThan(9000);
    expect(
      ringArea([
        [116.4, 39.9],
        [116.4, 39.901],
        [116.401, 39.901],
        [116.401, 39.9],
      ]),
    ).toBeGreaterThan(9000);
  });

  it('is nothing for what is no ring', () => {
    expect(ringArea([])).toBe(0);
    expect(ringArea([at(0, 0)])).toBe(0);
    expect(ringArea([at(0, 0), at(100, 0)])).toBeCloseTo(0, 3);
  });
});

describe('a circle', () => {
  it('lies exactly as far away everywhere, in even steps, and is closed', () => {
    const centre: LngLat = [116.4, 39.9];
    const ring = circleRing(centre, 200);
    expect(ring).toHaveLength(73);
    expect(ring.at(-1)).toEqual(ring[0]);
    for (const place of ring) expect(geodesicDistance(centre, place)).toBeCloseTo(200, 6);
    const steps = ring.slice(1).map((place, i) => geodesicDistance(ring[i]!, place));
    for (const step of steps) expect(step).toBeCloseTo(2 * 200 * Math.sin(Math.PI / 72), 3);
    expect(circleRing(centre, 200, 12)).toHaveLength(13);
  });

  it('is drawn on the equator and on the first meridian too', () => {
    for (const place of circleRing([0, 0], 200, 4))
      expect(geodesicDistance([0, 0], place)).toBeCloseTo(200, 6);
  });
});
