import {
  type DaySpan,
  follow,
  type Minutes,
  metresBetween,
  type RouteCost,
  type RoutedShift,
  type RoutingProblem,
  spanAt,
  spansAt,
  startOf,
  stopAt,
} from './routing.ts';

/** A day of a team. It is never changed: another one takes its place. */
export interface DayRoute extends Readonly<RouteCost> {
  readonly stops: readonly number[];
  /** When the team is done at each stop at the earliest, and when it may arrive there at the latest. */
  readonly done: readonly Minutes[];
  readonly latest: readonly Minutes[];
}

export const emptyDay: DayRoute = { stops: [], done: [], latest: [], metres: 0, minutes: 0, departs: 0 };

/** A team's shift with these stops, which are known to fit. */
export function dayRoute(
  problem: RoutingProblem,
  team: number,
  shift: RoutedShift,
  stops: readonly number[],
): DayRoute {
  if (stops.length === 0) return emptyDay;
  const cost: RouteCost = { metres: 0, minutes: 0, departs: 0 };
  follow(problem, team, shift, stops, cost);
  return {
    ...cost,
    stops,
    done: doneAt(problem, team, shift, stops),
    latest: latestArrivals(problem, shift, stops),
  };
}

/**
 * Whether a visit of some minutes within some spans fits into a shift as its stop number `at`, so many minutes from
 * the place before it and to the place after it. Whoever arrives earlier is never done later.
 */
export function fitsInto(
  { done, latest }: DayRoute,
  at: number,
  minutes: Minutes,
  spans: readonly DaySpan[] | null,
  { from, until }: RoutedShift,
  minutesThere: Minutes,
  minutesOn: Minutes,
): boolean {
  const left = at === 0 ? from : done[at - 1];
  if (left === undefined) throw new RangeError(`no stop ${at - 1} among ${done.length}`);
  const arrives = left + minutesThere;
  const span = spanAt(arrives, minutes, spans, until);
  if (!span) return false;
  const latestAfter = latest[at];
  if (latestAfter === undefined) return true;
  return Math.max(arrives, span[0]) + minutes + minutesOn <= latestAfter;
}

/** When the team is done at each stop at the earliest. */
function doneAt(
  problem: RoutingProblem,
  team: number,
  shift: RoutedShift,
  stops: readonly number[],
): Minutes[] {
  const { from, until } = shift;
  const between = metresBetween(problem);
  const done: Minutes[] = [];
  let [time, place] = [from, startOf(problem, team)];
  for (const stop of stops) {
    const visit = stopAt(problem, stop);
    const arrives = time + between(place, stop) / problem.metresPerMinute;
    const [opens] = spanAt(arrives, visit.minutes, spansAt(shift, stop), until) ?? [arrives];
    time = Math.max(arrives, opens) + visit.minutes;
    done.push(time);
    place = stop;
  }
  return done;
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
