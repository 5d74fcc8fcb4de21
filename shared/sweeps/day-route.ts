import {
  type DaySpan,
  follow,
  type Minutes,
  metresBetween,
  type RouteCost,
  type RoutedShift,
  type RoutingProblem,
  spansAt,
  stopAt,
} from './routing.ts';

/** A day of a team. It is never changed: another one takes its place. */
export interface DayRoute extends Readonly<RouteCost> {
  readonly stops: readonly number[];
  /** When the team is done at each stop at the earliest, and when it may arrive there at the latest. */
  readonly done: readonly Minutes[];
  readonly latest: readonly Minutes[];
  /** What the stops take up of the shift's capacity. */
  readonly load: number;
}

export const emptyDay: DayRoute = {
  stops: [],
  done: [],
  latest: [],
  load: 0,
  metres: 0,
  minutes: 0,
  departs: 0,
};

/** A team's shift with these stops, which are known to fit. */
export function dayRoute(
  problem: RoutingProblem,
  team: number,
  shift: RoutedShift,
  stops: readonly number[],
): DayRoute {
  if (stops.length === 0) return emptyDay;
  const cost: RouteCost = { metres: 0, minutes: 0, departs: 0 };
  const done: Minutes[] = [];
  follow(problem, team, shift, stops, cost, done);
  return {
    ...cost,
    stops,
    done,
    latest: latestArrivals(problem, shift, stops),
    load: stops.reduce((sum, stop) => sum + (stopAt(problem, stop).load ?? 0), 0),
  };
}

/** When the team may arrive at each stop at the latest. */
function latestArrivals(problem: RoutingProblem, shift: RoutedShift, stops: readonly number[]): Minutes[] {
  const between = metresBetween(problem);
  const backwards: Minutes[] = [];
  let ends: Minutes = shift.until;
  let after: number | null = null;
  for (const stop of stops.toReversed()) {
    if (after !== null) ends -= between(stop, after) / problem.metresPerMinute;
    ends = latestArrival(stopAt(problem, stop).minutes, spansAt(shift, stop), ends);
    backwards.push(ends);
    after = stop;
  }
  return backwards.reverse();
}

/** When a team may arrive at a stop at the latest so that it is done by `ends`. */
function latestArrival(minutes: Minutes, spans: readonly DaySpan[] | null, ends: Minutes): Minutes {
  if (spans === null) return Number.NEGATIVE_INFINITY;
  if (spans.length === 0) return ends - minutes;
  let latest = Number.NEGATIVE_INFINITY;
  for (const [opens, closes] of spans) {
    const begin = Math.min(closes, ends) - minutes;
    if (begin >= opens) latest = Math.max(latest, begin);
  }
  return latest;
}
