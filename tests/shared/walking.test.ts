import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { RoadNetwork } from '#shared/walking/road-network.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y: number) => frame.toLngLat([x, y]);
const road = (...points: readonly (readonly [number, number])[]) => ({
  name: '',
  line: points.map(([x, y]) => at(x, y)),
});
/** A ring of streets 300 m × 200 m with a spur that ends upon its middle. */
const town = [
  road([0, 0], [300, 0]),
  road([300, 0], [300, 200]),
  road([300, 200], [0, 200]),
  road([0, 200], [0, 0]),
  road([150, 260], [150, 201]),
];

describe('walking distance', () => {
  it('goes by the shortest way around the block, connectors counted', () => {
    const walk = walksFrom(new RoadNetwork(town), at(100, -20), 2000);
    expect(walk(at(100, 215)).metres).toBeCloseTo(20 + 100 + 200 + 100 + 15, 1);
    expect(walk(at(290, 30)).metres).toBeCloseTo(20 + 200 + 30 + 10, 1);
  });

  it('goes straight along one road without a detour over its ends', () => {
    const walk = walksFrom(new RoadNetwork(town), at(100, 5), 2000);
    expect(walk(at(180, -5)).metres).toBeCloseTo(5 + 80 + 5, 2);
  });

  it('joins a road that ends a little short of another', () => {
    const walk = walksFrom(new RoadNetwork(town), at(150, 250), 2000);
    expect(walk(at(100, 200)).metres).toBeCloseTo(50 + 50, 0);
  });

  it('is never shorter than the straight line', () => {
    const network = new RoadNetwork(town);
    for (let i = 0; i < 200; i++) {
      const [from, to] = [
        [(i * 37) % 300, (i * 53) % 200],
        [(i * 91) % 300, (i * 17) % 200],
      ] as const;
      const { metres } = walksFrom(network, at(...from), 3000)(at(...to));
      if (metres !== null)
        expect(metres).toBeGreaterThanOrEqual(Math.hypot(from[0] - to[0], from[1] - to[1]) - 0.01);
    }
  });

  it('says why there is none: no road near, no connection, further than asked', () => {
    const network = new RoadNetwork([...town, road([1000, 0], [1200, 0])]);
    expect(walksFrom(network, at(0, -150), 2000)(at(10, 0))).toEqual({ metres: null, reason: 'noRoadNear' });
    expect(walksFrom(network, at(10, 0), 2000)(at(600, 100))).toEqual({ metres: null, reason: 'noRoadNear' });
    expect(walksFrom(network, at(10, 0), 2000)(at(1100, 10))).toEqual({
      metres: null,
      reason: 'notConnected',
    });
    expect(walksFrom(network, at(10, 0), 50)(at(300, 190))).toEqual({ metres: null, reason: 'notConnected' });
  });

  it('is empty without roads', () => {
    expect(walksFrom(new RoadNetwork([]), at(0, 0), 1000)(at(1, 1))).toEqual({
      metres: null,
      reason: 'noRoadNear',
    });
  });
});

describe('a walk', () => {
  const named = (name: string, ...points: readonly (readonly [number, number])[]) => ({
    ...road(...points),
    name,
  });

  it('names its stretches, whose lengths add up to the walking distance', () => {
    const network = new RoadNetwork([
      named('东街', [0, 0], [100, 0], [300, 0]),
      named('北路', [300, 0], [300, 200]),
      named('', [300, 200], [100, 200]),
    ]);
    const walk = network.walk(at(50, -10), at(200, 204), 2000);
    if (walk.metres === null) throw new Error(walk.reason);
    expect(walk.segments.map(({ kind, road: name, metres }) => [kind, name, Math.round(metres)])).toEqual([
      ['connector', '', 10],
      ['road', '东街', 250],
      ['road', '北路', 200],
      ['road', '', 100],
      ['connector', '', 4],
    ]);
    expect(walk.segments.reduce((sum, { metres }) => sum + metres, 0)).toBeCloseTo(walk.metres, 6);
    expect(walk.metres).toBeCloseTo(walksFrom(network, at(50, -10), 2000)(at(200, 204)).metres ?? 0, 9);
    const line = walk.segments.flatMap((segment) => segment.line);
    expect(line[0]).toEqual(at(50, -10));
    expect(line.at(-1)).toEqual(at(200, 204));
  });

  it('goes along one road where both ends are on it', () => {
    const walk = new RoadNetwork(town).walk(at(100, 5), at(180, -5), 2000);
    expect(walk.metres).toBeCloseTo(90, 2);
    expect(walk.metres !== null && walk.segments).toHaveLength(3);
  });

  it('equals the walking distance between any two places of a town', () => {
    const network = new RoadNetwork(town);
    for (let i = 0; i < 300; i++) {
      const [from, to] = [at((i * 37) % 310, (i * 53) % 210), at((i * 91) % 310, (i * 17) % 210)];
      const walk = network.walk(from, to, 3000);
      expect(walk.metres).toBeCloseTo(walksFrom(network, from, 3000)(to).metres ?? Number.NaN, 6);
      const sum = walk.metres === null ? 0 : walk.segments.reduce((total, { metres }) => total + metres, 0);
      expect(sum).toBeCloseTo(walk.metres ?? Number.NaN, 3);
    }
  });

  it('says why there is none', () => {
    expect(new RoadNetwork(town).walk(at(0, 0), at(900, 900), 2000)).toEqual({
      metres: null,
      reason: 'noRoadNear',
    });
  });
});

function walksFrom(network: RoadNetwork, start: LngLat, furthest: number) {
  const walk = network.walksFrom(network.snap(start), furthest);
  return (end: LngLat) => walk(network.snap(end));
}
