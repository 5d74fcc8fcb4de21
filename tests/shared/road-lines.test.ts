import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { type RoadLine, RoadLines } from '#shared/zones/road-lines.ts';

const frame = localFrame([116.4, 39.9]);
const road = (id: number, ...points: readonly (readonly [number, number])[]): RoadLine => ({
  id,
  width: 10,
  line: points.map((point) => frame.toLngLat(point)),
});
const ids = (roads: readonly RoadLine[]) => roads.map(({ id }) => id);

describe('roads near a place', () => {
  it('are those whose box comes within reach, and no others', () => {
    for (const [x, y] of [
      [0, 1],
      [0, -1],
      [1, 0],
      [-1, 0],
    ] as const) {
      const near = (apart: number, reach: number) =>
        new RoadLines([road(1, [x * apart, y * apart], [x * (apart + 100), y * (apart + 100)])]).near(
          [116.4, 39.9],
          reach,
        );
      expect(ids(near(99, 100)), `${x} ${y}`).toEqual([1]);
      expect(ids(near(103, 100)), `${x} ${y}`).toEqual([]);
      // The box is a little wider than the reach, so that nothing is lost by the scale of degrees.
      expect(ids(near(100.5, 100)), `${x} ${y}`).toEqual([1]);
    }
  });

  it('are found by the box of the whole line, whichever way it runs', () => {
    const bent = road(1, [200, 200], [-200, 150], [150, -200]);
    const straight = road(2, [-200, -200], [-190, 300]);
    const roads = new RoadLines([bent, straight]);
    expect(ids(roads.near([116.4, 39.9], 10))).toEqual([1]);
    expect(ids(roads.near(frame.toLngLat([-195, 0]), 10))).toEqual([1, 2]);
    expect(ids(roads.near(frame.toLngLat([-195, 290]), 10))).toEqual([2]);
    expect(ids(roads.near(frame.toLngLat([190, -190]), 15))).toEqual([1]);
  });

  it('come in their own order, however many there are', () => {
    const many = Array.from({ length: 60 }, (_, i) => road(i, [(i * 37) % 60, 0], [((i * 37) % 60) + 1, 5]));
    expect(ids(new RoadLines(many).near([116.4, 39.9], 200))).toEqual(many.map(({ id }) => id));
  });

  it('are none where there are none', () => {
    expect(new RoadLines([]).near([116.4, 39.9], 1e6)).toEqual([]);
    expect(new RoadLines([]).within([116, 39, 117, 40])).toEqual([]);
  });
});

it('roads within a box are those whose box meets it', () => {
  const roads = new RoadLines([road(1, [0, 0], [100, 100]), road(2, [300, 0], [400, 0])]);
  const box = (west: number, south: number, east: number, north: number) => {
    const [lower, upper] = [frame.toLngLat([west, south]), frame.toLngLat([east, north])];
    return ids(roads.within([...lower, ...upper])).sort();
  };
  expect(box(-10, -10, 410, 110)).toEqual([1, 2]);
  expect(box(90, 10, 120, 20)).toEqual([1]);
  expect(box(310, -5, 320, 5)).toEqual([2]);
  expect(box(110, 10, 290, 90)).toEqual([]);
});
