import type { Metres } from '../geodesy/units.ts';

/** Minutes of a day from midnight, or a length of time in minutes. */
export type Minutes = number;

/** A span of a day in which a visit may take place, from its beginning to its end. */
export type DaySpan = readonly [from: Minutes, to: Minutes];

export interface RoutedStop {
  readonly minutes: Minutes;
  /** Spans in which the visit begins and ends; empty where any time will do. */
  readonly spans: readonly DaySpan[];
  /** Numbers of the teams that may take it. */
  readonly teams: readonly number[];
}

export interface RoutedTeam {
  readonly from: Minutes;
  readonly until: Minutes;
  readonly days: number;
}

/** Who has to be visited by whom, and how far everything is apart. */
export interface RoutingProblem {
  readonly stops: readonly RoutedStop[];
  readonly teams: readonly RoutedTeam[];
  /** Metres between places, row by row: first the stops, then the start of each team. */
  readonly metres: Float64Array;
  readonly metresPerMinute: number;
}

/** When a team is at a stop. */
export interface ScheduledStop {
  readonly stop: number;
  readonly from: Minutes;
  readonly until: Minutes;
  /** From the place before. */
  readonly metres: Metres;
}

export interface RouteCost {
  /** With the way back to the start. */
  metres: Metres;
  /** Travelled, waited and worked. */
  minutes: Minutes;
}

/** A day of a team. */
export interface Schedule extends Readonly<RouteCost> {
  readonly stops: readonly ScheduledStop[];
}

/**
 * Follows a team through one day as early as it can; it waits for a span to begin. `stop` is visited after
 * the first `at` of the order, where one is given. False where the day does not suffice; `cost` then means
 * nothing. The way back may end after the hours.
 */
export function follow(
  problem: RoutingProblem,
  team: number,
  order: readonly number[],
  cost: RouteCost,
  inserted?: { readonly stop: number; readonly at: number },
  tell?: (visit: ScheduledStop) => void,
): boolean {
  const { stops, teams, metres, metresPerMinute } = problem;
  const { from, until } = teams[team] as RoutedTeam;
  const size = stops.length + teams.length;
  const start = stops.length + team;
  const count = order.length + (inserted ? 1 : 0);
  let [time, place, sum] = [from, start, 0];
  for (let i = 0; i < count; i++) {
    const stop =
      inserted && i >= inserted.at
        ? i === inserted.at
          ? inserted.stop
          : (order[i - 1] as number)
        : (order[i] as number);
    const { minutes, spans } = stops[stop] as RoutedStop;
    const way = metres[place * size + stop] as number;
    const begin = earliest(time + way / metresPerMinute, minutes, spans, until);
    if (begin === null) return false;
    sum += way;
    time = begin + minutes;
    place = stop;
    tell?.({ stop, from: begin, until: time, metres: way });
  }
  const back = metres[place * size + start] as number;
  cost.metres = sum + back;
  cost.minutes = time - from + back / metresPerMinute;
  return true;
}

/** When a visit can begin at or after a time so that it ends within a span and the team's hours; null for never that day. */
function earliest(
  time: Minutes,
  minutes: Minutes,
  spans: readonly DaySpan[],
  until: Minutes,
): Minutes | null {
  if (spans.length === 0) return time + minutes <= until ? time : null;
  for (const [opens, closes] of spans) {
    const begin = Math.max(time, opens);
    if (begin + minutes <= Math.min(closes, until)) return begin;
  }
  return null;
}

/** A team's day in full; null where its stops do not fit into it. */
export function scheduleOf(problem: RoutingProblem, team: number, order: readonly number[]): Schedule | null {
  const cost = { metres: 0, minutes: 0 };
  const stops: ScheduledStop[] = [];
  const fits = follow(problem, team, order, cost, undefined, (visit) => void stops.push(visit));
  return fits ? { stops, ...cost } : null;
}

/** Whether a stop could be visited by a team that did nothing else. */
export function canVisit(problem: RoutingProblem, team: number, stop: number): boolean {
  return follow(problem, team, [stop], { metres: 0, minutes: 0 });
}

/** Spans of a day without others taken out of them; a whole day where there are none to begin with. */
export function withoutSpans(spans: readonly DaySpan[], taken: readonly DaySpan[]): DaySpan[] {
  let left: DaySpan[] = spans.length > 0 ? [...spans] : [[0, 24 * 60]];
  for (const [from, to] of taken)
    left = left.flatMap(([opens, closes]): DaySpan[] =>
      to <= opens || from >= closes
        ? [[opens, closes]]
        : ([
            [opens, from],
            [to, closes],
          ].filter(([a = 0, b = 0]) => b > a) as unknown as DaySpan[]),
    );
  return left;
}
