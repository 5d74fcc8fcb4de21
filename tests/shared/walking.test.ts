import { describe, expect, it } from 'vitest';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { RoadNetwork } from '#shared/walking/road-network.ts';

const frame = localFrame([116.4, 39.9]);
const at = (x: number, y: number) => frame.toLngLat([x, y]);
const road = (...points: readonly (readonly [number, number])[]) => ({
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
    const walk = new RoadNetwork(town).walksFrom(at(100, -20), 2000);
    expect(walk(at(100, 215)).metres).toBeCloseTo(20 + 100 + 200 + 100 + 15, 1);
    expect(walk(at(290, 30)).metres).toBeCloseTo(20 + 200 + 30 + 10, 1);
  });

  it('goes straight along one road without a detour over its ends', () => {
    const walk = new RoadNetwork(town).walksFrom(at(100, 5), 2000);
    expect(walk(at(180, -5)).metres).toBeCloseTo(5 + 80 + 5, 2);
  });

  it('joins a road that ends a little short of another', () => {
    const walk = new RoadNetwork(town).walksFrom(at(150, 250), 2000);
    expect(walk(at(100, 200)).metres).toBeCloseTo(50 + 50, 0);
  });

  it('is never shorter than the straight line', () => {
    const network = new RoadNetwork(town);
    for (let i = 0; i < 200; i++) {
      const [from, to] = [
        [(i * 37) % 300, (i * 53) % 200],
        [(i * 91) % 300, (i * 17) % 200],
      ] as const;
      const { metres } = network.walksFrom(at(...from), 3000)(at(...to));
      if (metres !== null)
        expect(metres).toBeGreaterThanOrEqual(Math.hypot(from[0] - to[0], from[1] - to[1]) - 0.01);
    }
  });

  it('says why there is none: no road near, no connection, further than asked', () => {
    const network = new RoadNetwork([...town, road([1000, 0], [1200, 0])]);
    expect(network.walksFrom(at(0, -150), 2000)(at(10, 0))).toEqual({ metres: null, reason: 'noRoadNear' });
    expect(network.walksFrom(at(10, 0), 2000)(at(600, 100))).toEqual({ metres: null, reason: 'noRoadNear' });
    expect(network.walksFrom(at(10, 0), 2000)(at(1100, 10))).toEqual({
      metres: null,
      reason: 'notConnected',
    });
    expect(network.walksFrom(at(10, 0), 50)(at(300, 190))).toEqual({ metres: null, reason: 'notConnected' });
  });

  it('is empty without roads', () => {
    expect(new RoadNetwork([]).walksFrom(at(0, 0), 1000)(at(1, 1))).toEqual({
      metres: null,
      reason: 'noRoadNear',
    });
  });
});
