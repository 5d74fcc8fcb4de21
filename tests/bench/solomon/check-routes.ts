import { type Instance, VEHICLES, wayBetween } from './read-instances.ts';

/** Drives routes of an instance without anything of the search's: their distance. Throws what is against the rules. */
export function driveRoutes(
  { name, capacity, places }: Instance,
  routes: readonly (readonly number[])[],
): number {
  const [depot, ...stops] = places;
  if (!depot) throw new RangeError('an instance without a depot');
  const seen = new Set<number>();
  let sum = 0;
  for (const route of routes) {
    let [at, time, load] = [depot, 0, 0];
    for (const number of route) {
      const stop = stops[number];
      if (!stop || seen.has(number)) throw new Error(`${name}: stop ${number} is unknown or visited twice`);
      seen.add(number);
      const way = wayBetween(at, stop);
      sum += way;
      time = Math.max(time + way, stop.ready);
      // Sums of decimals are not exact.
      if (time > stop.due + 1e-6)
        throw new Error(`${name}: stop ${number} is reached at ${time}, not by ${stop.due}`);
      time += stop.service;
      load += stop.load;
      at = stop;
    }
    sum += wayBetween(at, depot);
    if (time + wayBetween(at, depot) > depot.due + 1e-6)
      throw new Error(`${name}: a vehicle is back too late`);
    if (load > capacity) throw new Error(`${name}: a vehicle carries ${load} of ${capacity}`);
  }
  if (seen.size < stops.length) throw new Error(`${name}: ${stops.length - seen.size} stops are not visited`);
  if (routes.filter(({ length }) => length > 0).length > VEHICLES)
    throw new Error(`${name}: too many vehicles`);
  return sum;
}
