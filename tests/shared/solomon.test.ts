import { describe, expect, it } from 'vitest';
import { searchRoutes } from '#shared/sweeps/route-search.ts';
import { driveRoutes } from '../bench/solomon/check-routes.ts';
import { optimumOf } from '../bench/solomon/optima.ts';
import { problemOf } from '../bench/solomon/problem.ts';
import { readInstances } from '../bench/solomon/read-instances.ts';

describe("the field's instances", () => {
  const instances = readInstances();
  const routesOf = (name: string) => {
    const instance = instances.find((each) => each.name === name);
    if (!instance) throw new Error(`no instance ${name}`);
    const search = { seed: 1, rounds: 1500, isOver: () => false };
    const { routes, leftOut } = searchRoutes(problemOf(instance), search);
    expect(leftOut).toEqual([]);
    return { instance, routes: routes.flat() };
  };

  it('are 56, and every stop of each can be visited', () => {
    expect(instances).toHaveLength(56);
    for (const instance of instances) {
      expect(instance.places).toHaveLength(101);
      for (const stop of instance.places.keys()) {
        if (stop === 0) continue;
        const alone = () =>
          driveRoutes({ ...instance, places: instance.places.filter((_, i) => i === 0 || i === stop) }, [
            [0],
          ]);
        expect(alone).not.toThrow();
      }
    }
  });

  // Narrow hours, wide hours on long routes, and loads that fill the vehicles.
  it.each(['R101', 'RC205', 'C109'])(
    'get routes that keep hours and loads, and come near the optimum: %s',
    (name) => {
      const { instance, routes } = routesOf(name);
      const distance = driveRoutes(instance, routes);
      expect(distance / optimumOf(name)).toBeGreaterThanOrEqual(1 - 1e-9);
      expect(distance / optimumOf(name)).toBeLessThan(1.1);
    },
  );

  it('are checked by what sees each breach', () => {
    const { instance, routes } = routesOf('R101');
    const long = routes.find(({ length }) => length > 3) ?? [];
    const others = routes.filter((route) => route !== long);
    expect(() => driveRoutes(instance, others)).toThrow(/not visited/u);
    expect(() => driveRoutes(instance, [...routes, long.slice(0, 1)])).toThrow(/visited twice/u);
    expect(() => driveRoutes(instance, [long.toReversed(), ...others])).toThrow(/is reached at/u);
    expect(() => driveRoutes({ ...instance, capacity: 5 }, routes)).toThrow(/carries/u);
  });
});
