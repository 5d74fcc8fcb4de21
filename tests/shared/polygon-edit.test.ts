import { describe, expect, it } from 'vitest';
import { ringArea } from '#shared/geodesy/extent.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { ringContains } from '#shared/geodesy/planar.ts';
import { cutPolygons, mergePolygons } from '#shared/geodesy/polygon-edit.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y: number): LngLat => frame.toLngLat([x, y]);
const box = (west: number, south: number, east: number, north: number): PolygonRings => [
  [at(west, south), at(east, south), at(east, north), at(west, north), at(west, south)],
];
const areaOf = ([outer = [], ...holes]: PolygonRings) =>
  ringArea(outer) - holes.reduce((sum, hole) => sum + ringArea(hole), 0);
const areasOf = (polygons: readonly PolygonRings[] | null) =>
  (polygons ?? []).map((polygon) => Math.round(areaOf(polygon))).sort((a, b) => a - b);

describe('polygons are joined', () => {
  it('where they overlap', () => {
    expect(areasOf(mergePolygons([box(0, 0, 100, 100), box(50, 0, 150, 100)]))).toEqual([15_000]);
  });

  it('and left as they are where they lie apart', () => {
    expect(areasOf(mergePolygons([box(0, 0, 100, 100), box(200, 0, 250, 100)]))).toEqual([5000, 10_000]);
  });

  it('of any number, or of none', () => {
    const three = mergePolygons([box(0, 0, 100, 100), box(90, 0, 190, 100), box(180, 0, 280, 100)]);
    expect(areasOf(three)).toEqual([28_000]);
    expect(areasOf(mergePolygons([box(0, 0, 100, 100)]))).toEqual([10_000]);
    expect(mergePolygons([])).toEqual([]);
  });
});

describe('polygons are cut along a line', () => {
  const campus = box(0, 0, 100, 100);
  // Each line is drawn both ways: which side is left must not matter.
  it.each([
    ['from west to east', [at(-20, 30), at(120, 30)], [3000, 7000]],
    ['from south to north', [at(60, -20), at(60, 120)], [4000, 6000]],
    ['aslant', [at(-10, -10), at(110, 110)], [5000, 5000]],
    ['that ends within it and is drawn out', [at(40, 30), at(60, 30)], [3000, 7000]],
    ['with a bend', [at(-20, 50), at(50, 50), at(50, 120)], [2500, 7500]],
    ['with a bend, that ends within it', [at(-20, 50), at(50, 50), at(50, 80)], [2500, 7500]],
    [
      'with two bends, that begins and ends within it',
      [at(20, 20), at(50, 20), at(50, 60), at(80, 60)],
      [4000, 6000],
    ],
    ['that turns back on its way out', [at(30, 120), at(30, 40), at(120, 40)], [4200, 5800]],
    ['with two bends', [at(-20, 20), at(50, 20), at(50, 60), at(120, 60)], [4000, 6000]],
    ['drawn far outside', [at(-300, 30), at(-200, 30)], [3000, 7000]],
  ] as const)('%s', (_, line, areas) => {
    for (const drawn of [line, [...line].reverse()]) {
      const pieces = cutPolygons([campus], drawn);
      for (const [i, area] of areasOf(pieces).entries()) expect(Math.abs(area - areas[i]!)).toBeLessThan(2);
      expect(pieces).toHaveLength(2);
    }
  });

  it.each([
    ['from west to east', box(0, 0, 1000, 10), [at(490, 4), at(510, 4)], [4000, 6000]],
    ['from south to north', box(0, 0, 10, 1000), [at(4, 490), at(4, 510)], [4000, 6000]],
    ['across its end', box(0, 0, 1000, 10), [at(20, 4), at(20, 6)], [200, 9800]],
    ['across its head', box(0, 0, 10, 1000), [at(4, 20), at(6, 20)], [200, 9800]],
  ] as const)('a narrow strip %s, however short the line', (_, strip, line, areas) => {
    for (const drawn of [line, [...line].reverse()]) {
      const found = areasOf(cutPolygons([strip], drawn));
      expect(found).toHaveLength(2);
      for (const [i, area] of found.entries()) expect(Math.abs(area - areas[i]!)).toBeLessThan(2);
    }
  });

  it('into all its pieces, each once', () => {
    // A U whose two arms the line crosses.
    const arms: PolygonRings = [
      [
        [0, 0],
        [100, 0],
        [100, 100],
        [70, 100],
        [70, 30],
        [30, 30],
        [30, 100],
        [0, 100],
      ].map(([x = 0, y = 0]) => at(x, y)),
    ];
    const found = areasOf(cutPolygons([arms], [at(-20, 60), at(120, 60)]));
    for (const [i, area] of [1200, 1200, 4800].entries())
      expect(Math.abs((found[i] ?? 0) - area)).toBeLessThan(2);
    expect(found).toHaveLength(3);
  });

  it('into pieces that lie on their own side of it', () => {
    const pieces = cutPolygons([campus], [at(-20, 30), at(120, 30)]) ?? [];
    const holders = (x: number, y: number) => pieces.filter(([outer]) => ringContains(outer ?? [], at(x, y)));
    expect(holders(50, 10)).toHaveLength(1);
    expect(holders(50, 90)).toHaveLength(1);
    expect(holders(50, 10)[0]).not.toBe(holders(50, 90)[0]);
  });

  it('with their holes', () => {
    const withHole: PolygonRings = [...campus, [at(40, 40), at(60, 40), at(60, 60), at(40, 60), at(40, 40)]];
    const pieces = cutPolygons([withHole], [at(-20, 30), at(120, 30)]);
    expect(areasOf(pieces)).toEqual([3000, 6600]);
  });

  it('those that it misses stay as they are', () => {
    const apart = box(0, 300, 100, 400);
    const pieces = cutPolygons([campus, apart], [at(-20, 30), at(120, 30)]);
    expect(areasOf(pieces)).toEqual([3000, 7000, 10_000]);
    expect(pieces).toContainEqual(apart);
    // Corner by corner, whichever way they were drawn and wherever they begin.
    const [ring = []] = apart;
    const turned: PolygonRings = [[ring[2]!, ring[1]!, ring[0]!, ring[3]!, ring[2]!]];
    expect(cutPolygons([campus, turned], [at(-20, 30), at(120, 30)])).toContainEqual(turned);
  });

  it('along a line that is aslant in degrees, either way', () => {
    const square: PolygonRings = [
      [
        [116.4, 39.9],
        [116.41, 39.9],
        [116.41, 39.91],
        [116.4, 39.91],
      ],
    ];
    for (const line of [
      [
        [116.39, 39.89],
        [116.42, 39.92],
      ],
      [
        [116.39, 39.92],
        [116.42, 39.89],
      ],
    ] as [LngLat, LngLat][])
      for (const drawn of [line, [...line].reverse()]) {
        const [smaller = 0, larger = 0, ...more] = areasOf(cutPolygons([square], drawn));
        expect(more).toEqual([]);
        expect(smaller / larger).toBeCloseTo(1, 2);
      }
  });

  it.each([
    ['a line beside them', [at(-20, 150), at(120, 150)]],
    ['one point', [at(50, 50)]],
    ['no point', []],
    ['one point twice', [at(50, 50), at(50, 50)]],
  ] as const)('not by %s', (_, line) => expect(cutPolygons([campus], line)).toBeNull());

  it('none at all are not cut, nor is what has no width', () => {
    expect(cutPolygons([], [at(-20, 30), at(120, 30)])).toBeNull();
    expect(cutPolygons([], [at(5, 5), at(5, 5)])).toBeNull();
  });
});
