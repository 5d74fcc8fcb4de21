import { elementAt } from '../lists/element.ts';
import {
  follow,
  metresBetween,
  type RouteCost,
  type RoutedShift,
  type RoutingProblem,
  startOf,
} from './routing.ts';

/** A team's stops from each to the nearest that is left, improved by turning stretches round as long as that helps. */
export function nearestNeighbourTwoOpt(
  problem: RoutingProblem,
  team: number,
  shift: RoutedShift,
  stops: readonly number[],
): number[] {
  const between = metresBetween(problem);
  const left = new Set(stops);
  const order: number[] = [];
  for (let at = startOf(problem, team); left.size > 0; ) {
    let nearest = -1;
    for (const stop of left) if (nearest < 0 || between(at, stop) < between(at, nearest)) nearest = stop;
    left.delete(nearest);
    order.push(nearest);
    at = nearest;
  }
  return twoOpt(problem, team, shift, order);
}

/** Turns stretches of a route round until no turn makes it shorter; what does not fit the hours is not done. */
function twoOpt(
  problem: RoutingProblem,
  team: number,
  shift: RoutedShift,
  given: readonly number[],
): number[] {
  const cost: RouteCost = { metres: 0, minutes: 0, departs: 0 };
  const metresOf = (order: readonly number[]) =>
    follow(problem, team, shift, order, cost) ? cost.metres : Number.POSITIVE_INFINITY;
  const start = startOf(problem, team);
  const between = metresBetween(problem);
  let order = [...given];
  let shortest = metresOf(order);
  for (let improved = true; improved; ) {
    improved = false;
    for (let i = 0; i < order.length - 1; i++)
      for (let j = i + 1; j < order.length; j++) {
        const [before, after] = [order[i - 1] ?? start, order[j + 1] ?? start];
        const [first, last] = [elementAt(order, i), elementAt(order, j)];
        // The change at the two ends tells only whether a closer look is worthwhile: the turned day may not fit the hours.
        if (
          Number.isFinite(shortest) &&
          between(before, last) + between(first, after) >= between(before, first) + between(last, after)
        )
          continue;
        const turned = [...order.slice(0, i), ...order.slice(i, j + 1).reverse(), ...order.slice(j + 1)];
        const metres = metresOf(turned);
        if (metres < shortest - 1e-6) {
          [order, shortest, improved] = [turned, metres, true];
        }
      }
  }
  return order;
}
