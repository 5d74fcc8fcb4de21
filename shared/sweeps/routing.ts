import type { Metres } from '../geodesy/units.ts';

/** Minutes of a day from midnight, or a length of time in minutes. */
export type Minutes = number;

/** A span of a day in which a visit may take place, from its beginning to its end. */
export type DaySpan = readonly [from: Minutes, to: Minutes];

export interface RoutedStop {
  readonly minutes: Minutes;
  /** Numbers of the teams that may take it. */
  readonly teams: readonly number[];
  /** What of a shift's `capacity` it takes up; nothing where it is left out. */
  readonly load?: number;
}

/** A day of a team, or an evening: when it is at work, and when it can visit which stop. */
export interface RoutedShift {
  readonly from: Minutes;
  /** Beyond 24:00 where the team works through midnight. */
  readonly until: Minutes;
  /** Nobody is visited then; it is no working time. */
  readonly pause: DaySpan | null;
  /** By stop the spans in which a visit begins and ends; empty where any time will do, null where none will. */
  readonly spans: readonly (readonly DaySpan[] | null)[];
  /** Shifts of a team that have the same number are to be equally long. */
  readonly alike: number;
  /** The sum of loads that a shift can take; any where it is left out. */
  readonly capacity?: number;
}

interface RoutedTeam {
  readonly shifts: readonly RoutedShift[];
}

/** Who has to be visited by whom, and how far everything is apart. */
export interface RoutingProblem {
  readonly stops: readonly RoutedStop[];
  readonly teams: readonly RoutedTeam[];
  /** Metres between places, row by row: first the stops, then the start of each team. */
  readonly metres: Float64Array;
  readonly metresPerMinute: number;
  /** False where only the ways count, and nobody has to be as long at work as the others. */
  readonly evenly?: false;
}

/** When a team is at a stop. */
interface ScheduledStop {
  readonly stop: number;
  readonly from: Minutes;
  readonly until: Minutes;
  /** From the place before. */
  readonly metres: Metres;
}

/** How far places of a problem are apart; a place is a stop's number or a team's start. */
export function metresBetween({
  stops,
  teams,
  metres,
}: RoutingProblem): (from: number, to: number) => Metres {
  const places = stops.length + teams.length;
  return (from, to) => {
    const way = metres[from * places + to];
    if (way === undefined) throw new RangeError(`no way from place ${from} to ${to} of ${places}`);
    return way;
  };
}

/** A stop by its number. Throws RangeError where there is none. */
export function stopAt({ stops }: RoutingProblem, stop: number): RoutedStop {
  const found = stops[stop];
  if (!found) throw new RangeError(`no stop ${stop} of ${stops.length}`);
  return found;
}

/** A team by its number. Throws RangeError where there is none. */
function teamAt({ teams }: RoutingProblem, team: number): RoutedTeam {
  const found = teams[team];
  if (!found) throw new RangeError(`no team ${team} of ${teams.length}`);
  return found;
}

/** A shift of a team by their numbers. Throws RangeError where there is none. */
export function shiftAt(problem: RoutingProblem, team: number, shift: number): RoutedShift {
  const { shifts } = teamAt(problem, team);
  const found = shifts[shift];
  if (!found) throw new RangeError(`no shift ${shift} of ${shifts.length}`);
  return found;
}

/** The place where a team starts and ends its days. */
export function startOf({ stops }: RoutingProblem, team: number): number {
  return stops.length + team;
}

export interface RouteCost {
  /** With the way back to the start. */
  metres: Metres;
  /** Travelled, waited and worked; without the pause. */
  minutes: Minutes;
  /** When the team sets out. */
  departs: Minutes;
}

/** A day of a team. */
export interface Schedule extends Readonly<RouteCost> {
  readonly stops: readonly ScheduledStop[];
}

/**
 * Follows a team through one shift, which begins as late as it can without ending later: nobody waits in the
 * morning for a door that opens at noon. False where the shift does not suffice; `cost` then means nothing. The way
 * back may end after the hours. `done`, where given, takes when each visit is over when the team sets out at once.
 * Durations by joining segments with their earliest and latest departure (Vidal et al., 2013).
 */
export function follow(
  problem: RoutingProblem,
  team: number,
  shift: RoutedShift,
  order: readonly number[],
  cost: RouteCost,
  done?: Minutes[],
): boolean {
  const { metresPerMinute } = problem;
  const { from, until, pause } = shift;
  const between = metresBetween(problem);
  const start = startOf(problem, team);
  let [time, place, sum] = [from, start, 0];
  // Minutes since departure, and between which times a departure costs no more minutes.
  let [minutes, early, late] = [0, from, until];
  for (const stop of order) {
    const visit = stopAt(problem, stop);
    const way = between(place, stop);
    const span = spanAt(time + way / metresPerMinute, visit.minutes, spansAt(shift, stop), until);
    if (!span) return false;
    const [opens, closes] = span;
    sum += way;
    time = Math.max(time + way / metresPerMinute, opens) + visit.minutes;
    done?.push(time);
    place = stop;
    const there = minutes + way / metresPerMinute;
    const waited = Math.max(opens - there - late, 0);
    minutes = there + waited + visit.minutes;
    early = Math.max(opens - there, early) - waited;
    late = Math.min(closes - visit.minutes - there, late);
  }
  const back = between(place, start);
  cost.metres = sum + back;
  cost.minutes = minutes + back / metresPerMinute;
  cost.departs = Math.max(from, early);
  if (pause) cost.minutes -= overlap(pause, cost.departs, cost.departs + cost.minutes);
  return true;
}

function overlap([begins, ends]: DaySpan, from: Minutes, until: Minutes): Minutes {
  return Math.max(0, Math.min(ends, until) - Math.max(begins, from));
}

/** A team's shift in full; null where its stops do not fit into it. */
export function scheduleOf(
  problem: RoutingProblem,
  team: number,
  shift: RoutedShift,
  order: readonly number[],
): Schedule | null {
  const cost: RouteCost = { metres: 0, minutes: 0, departs: 0 };
  if (!follow(problem, team, shift, order, cost)) return null;
  const { metresPerMinute } = problem;
  const between = metresBetween(problem);
  const visits: ScheduledStop[] = [];
  let [time, place] = [cost.departs, startOf(problem, team)];
  for (const stop of order) {
    const visit = stopAt(problem, stop);
    const way = between(place, stop);
    const arrives = time + way / metresPerMinute;
    const [opens] = spanAt(arrives, visit.minutes, spansAt(shift, stop), shift.until) ?? [arrives];
    const begin = Math.max(arrives, opens);
    visits.push({ stop, from: begin, until: begin + visit.minutes, metres: way });
    [time, place] = [begin + visit.minutes, stop];
  }
  return { stops: visits, ...cost };
}

/** When a stop can be visited in a shift; null for never. */
export function spansAt({ spans }: RoutedShift, stop: number): readonly DaySpan[] | null {
  const found = spans[stop];
  if (found === undefined) throw new RangeError(`no stop ${stop} of ${spans.length}`);
  return found;
}

/** What sums of ways in another order may differ by. */
const ROUNDING: Minutes = 1e-6;

/** The span in which a visit that is reached at a time ends within the team's hours; null for never in that shift. */
export function spanAt(
  time: Minutes,
  minutes: Minutes,
  spans: readonly DaySpan[] | null,
  until: Minutes,
): DaySpan | null {
  if (spans === null) return null;
  if (spans.length === 0) return time + minutes <= until + ROUNDING ? [0, until] : null;
  for (const [opens, closes] of spans) {
    const ends = Math.min(closes, until);
    if (Math.max(time, opens) + minutes <= ends + ROUNDING) return [opens, ends];
  }
  return null;
}

/** Whether a stop could be visited by a team that did nothing else. */
export function canVisit(problem: RoutingProblem, team: number, stop: number): boolean {
  const cost: RouteCost = { metres: 0, minutes: 0, departs: 0 };
  return teamAt(problem, team).shifts.some((shift) => follow(problem, team, shift, [stop], cost));
}

/** A day with the night after it, which belongs to it: until six in the morning. */
const DAY_AND_NIGHT: Minutes = 30 * 60;

/** Spans of a day without others taken out of them; a whole day with its night where there are none to begin with. */
export function withoutSpans(spans: readonly DaySpan[], taken: readonly DaySpan[]): DaySpan[] {
  let left: DaySpan[] = spans.length > 0 ? [...spans] : [[0, DAY_AND_NIGHT]];
  for (const [from, to] of taken)
    left = left.flatMap(([opens, closes]) => {
      if (to <= opens || from >= closes) return [[opens, closes]];
      const parts: DaySpan[] = [
        [opens, from],
        [to, closes],
      ];
      return parts.filter(([begins, ends]) => ends > begins);
    });
  return left;
}

/** The longest team's time over the mean; 1 where nobody has anything to do. */
export function balanceOf(minutes: readonly Minutes[]): number {
  const mean = minutes.reduce((sum, each) => sum + each, 0) / Math.max(1, minutes.length);
  return mean === 0 ? 1 : Math.max(...minutes) / mean;
}

/** The longest shift over the mean of those of its team that are to be equally long, at the worst. */
export function dayBalanceOf(
  teams: readonly {
    readonly shifts: readonly Pick<RoutedShift, 'alike'>[];
    readonly minutes: readonly Minutes[];
  }[],
): number {
  const each = teams.flatMap(({ shifts, minutes }) =>
    [...new Set(shifts.map(({ alike }) => alike))].map((alike) =>
      balanceOf(minutes.filter((_, shift) => shifts[shift]?.alike === alike)),
    ),
  );
  return Math.max(1, ...each);
}
