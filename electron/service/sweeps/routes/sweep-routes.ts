import { breakOn, type SchoolCalendar } from '#shared/calendar/school-calendar.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat, Metres } from '#shared/geodesy/units.ts';
import { elementAt } from '#shared/lists/element.ts';
import { type PlanDay, sessionMinutes } from '#shared/sweeps/plan-days.ts';
import {
  minutesOf,
  openSpans,
  type Practice,
  spanText,
  toSpans,
  visitMinutes,
} from '#shared/sweeps/practice.ts';
import {
  canVisit,
  type DaySpan,
  type RoutedShift,
  type RoutingProblem,
  withoutSpans,
} from '#shared/sweeps/routing.ts';
import { mayInspect } from '#shared/sweeps/team.ts';
import { positionOf, toTuple } from '../../db/queries/places.ts';
import { type PlannedStop, selectPlannedStops } from '../../db/queries/planned-stops.ts';
import { type StoredTeam, selectTeams } from '../../db/queries/teams.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { readStopLimits, type StopLimits } from '../joint/stop-limits.ts';
import { requireSweep } from '../require-record.ts';
import { Travel } from './travel-distances.ts';

/** A sweep as its routes are reckoned: stops with a position, teams, and the ways between them. */
export interface SweepRoutes {
  readonly teams: readonly StoredTeam[];
  /** The days of each team, in the order of their numbers. */
  readonly days: readonly (readonly TeamDay[])[];
  /** In the order of the problem. */
  readonly stops: readonly (PlannedStop & { readonly position: LngLat })[];
  readonly unplaced: readonly PlannedStop[];
  /** Stops that are done, or to be done, in a visit of another sweep: nobody of this one goes there. */
  readonly elsewhere: readonly PlannedStop[];
  readonly limits: StopLimits;
  /** Where teams set out; null where nobody said, and the middle of the stops stands for it. */
  readonly start: { readonly name: string; readonly position: [number, number] } | null;
  readonly problem: RoutingProblem;
  readonly travel: Travel;
  readonly places: readonly LngLat[];
}

/** A day of a team; without a date where nobody gave it one. */
type TeamDay = Omit<PlanDay, 'date'> & { readonly date: string | null };

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/**
 * Reads a sweep for its routes. The matrix of ways is left empty: planning fills it whole, and showing routes fills
 * only the few ways that teams go. Errors: SWEEP_UNKNOWN.
 */
export async function readRoutes(context: Context, sweepId: number): Promise<SweepRoutes> {
  const { db, workspace } = context;
  const { catalogue, places: cache } = workspace;
  const { practice } = catalogue;
  const sweep = await requireSweep(db, sweepId);
  const teams = await selectTeams(db, sweepId);
  const limits = await readStopLimits(context, sweepId);
  const { all, elsewhere } = ownStops(await selectPlannedStops(db, sweepId), limits);
  const stops = all.flatMap(withPosition);
  const named = toTuple(positionOf({ lng: sweep.startLng, lat: sweep.startLat }));
  const start = named && { name: sweep.startName, position: named };
  const middle = start?.position ?? middleOf(stops.map(({ position }) => position));
  const places = [...stops.map(({ position }) => position), ...teams.map(() => middle)];
  const schools = [...(await cache.schools()).values()];
  const gates = schools.flatMap((school) => school.gates.map(({ position }) => position));
  const days = teams.map((team) => daysOfTeam(team, all));
  const openAt = stops.map((stop) => spansOf(stop, practice, gates, limits.schools));
  return {
    teams,
    days,
    stops,
    unplaced: all.filter((stop) => positionOf(stop) === null),
    elsewhere,
    limits,
    start,
    places,
    travel: new Travel(await cache.network(), practice.detour),
    problem: {
      stops: stops.map((stop) => ({
        minutes: visitMinutes(practice, stop.category),
        teams: teamsFor(stop, teams, workspace),
      })),
      teams: teams.map((team, i) => ({ shifts: shiftsOf(team, elementAt(days, i), openAt, limits.schools) })),
      metres: new Float64Array(places.length * places.length),
      metresPerMinute: practice.metresPerMinute,
    },
  };
}

function withPosition(stop: PlannedStop): SweepRoutes['stops'][number][] {
  const position = positionOf(stop);
  return position ? [{ ...stop, position }] : [];
}

/** Stops that somebody of the sweep goes to, or went to, and those that a visit of another sweep settles. */
function ownStops(
  stops: readonly PlannedStop[],
  limits: StopLimits,
): { all: PlannedStop[]; elsewhere: PlannedStop[] } {
  const isElsewhere = ({ id, visited, elsewhere }: PlannedStop) =>
    visited !== 1 && (elsewhere === 1 || limits.hostOf(id) !== undefined);
  return {
    all: stops.filter((stop) => !isElsewhere(stop)),
    elsewhere: stops.filter(isElsewhere),
  };
}

/** The days of a team: those with dates, those that were asked for, and those on which stops stand. */
function daysOfTeam({ id, days, dates }: StoredTeam, stops: readonly PlannedStop[]): TeamDay[] {
  const own = stops.flatMap(({ teamId, day }) => (teamId === id ? [day + 1] : []));
  const count = Math.max(dates ? dates.length : days, ...own);
  return Array.from(
    { length: count },
    (_, day) => dates?.[day] ?? { date: null, session: 'day', cancelled: '' },
  );
}

/** When a team works on each of its days, and when it can visit which stop. */
function shiftsOf(
  { from, until, times }: StoredTeam,
  days: readonly TeamDay[],
  openAt: readonly OpenAt[],
  schools: SchoolCalendar,
): RoutedShift[] {
  const { pause, evening } = times ?? { pause: null, evening: null };
  const resting: DaySpan | null = pause && [minutesOf(pause.from), minutesOf(pause.until)];
  const hours = { day: { from, until }, evening: evening ?? { from, until } };
  // The same array for all days of a kind: days that offer the same to every stop are known by it.
  const lists = { term: openAt.map(({ term }) => term), holiday: openAt.map(({ holiday }) => holiday) };
  const withoutPause = (spans: readonly (readonly DaySpan[])[]) =>
    resting ? spans.map((own) => withoutSpans(own, [resting])) : spans;
  const byDay = { term: withoutPause(lists.term), holiday: withoutPause(lists.holiday) };
  return days.map(({ date, session, cancelled }) => {
    const season = date !== null && breakOn(schools, date) ? 'holiday' : 'term';
    const [begins, ends] = sessionMinutes(minutesOf(hours[session].from), minutesOf(hours[session].until));
    const isDay = session === 'day';
    return {
      from: begins,
      until: ends,
      pause: isDay ? resting : null,
      spans: (isDay ? byDay : lists)[season],
      // What stands on a day that was cancelled waits: it is no day's work.
      alike: cancelled !== '' ? 2 : isDay ? 0 : 1,
    };
  });
}

/** Numbers of the teams that may take a stop: its own where it is locked, else those with power over its category. */
function teamsFor(
  { locked, teamId, category }: PlannedStop,
  teams: readonly StoredTeam[],
  { pack, catalogue }: QueryContext['workspace'],
): number[] {
  const isFor = ({ id, members }: StoredTeam) =>
    locked === 1 && teamId !== null
      ? teamId === id
      : members.length === 0 || mayInspect(members, pack.agencies, catalogue.practice, category);
  return [...teams.entries()].filter(([, team]) => isFor(team)).map(([number]) => number);
}

/** When a stop can be visited in term, and while pupils are on holiday. */
interface OpenAt {
  readonly term: readonly DaySpan[];
  readonly holiday: readonly DaySpan[];
}

/** When a venue can be visited: while it is open, and in term not in the peaks where it stands at a gate. */
function spansOf(
  { category, position }: { readonly category: string; readonly position: LngLat },
  practice: Practice,
  gates: readonly LngLat[],
  { peaks }: SchoolCalendar,
): OpenAt {
  const open = openSpans(practice, category);
  const atGate = gates.some((gate) => distance(gate, position) <= practice.gateReach);
  return {
    term: atGate ? withoutSpans(open, toSpans(peaks ?? practice.peaks)) : open,
    holiday: open,
  };
}

function middleOf(positions: readonly LngLat[]): LngLat {
  const [lng, lat] = positions.reduce<LngLat>((sum, each) => [sum[0] + each[0], sum[1] + each[1]], [0, 0]);
  const count = Math.max(1, positions.length);
  return [lng / count, lat / count];
}

/** Writes the ways from one place to some others into the matrix; their lengths in the same order. */
export function fillRow(
  { places, travel, problem }: SweepRoutes,
  from: number,
  to: readonly number[],
): Metres[] {
  const ways = travel.from(
    elementAt(places, from),
    to.map((place) => elementAt(places, place)),
  );
  for (const [i, way] of ways.entries()) problem.metres[from * places.length + elementAt(to, i)] = way;
  return ways;
}

/** Numbers of the stops that a team visits, day by day. */
export function daysOf({ teams, days, stops }: SweepRoutes, team: number): number[][] {
  const { id } = elementAt(teams, team);
  const own = stops.flatMap(({ teamId, day }, stop) => (teamId === id ? [{ day, stop }] : []));
  return elementAt(days, team).map((_, day) =>
    own.filter((each) => each.day === day).map(({ stop }) => stop),
  );
}

/** Writes the ways of one day into the matrix, from the team's start and back to it; their lengths in order. */
export function fillDay(routes: SweepRoutes, team: number, order: readonly number[]): Metres[] {
  // A team without a stop on that day does not travel.
  if (order.length === 0) return [];
  const start = routes.stops.length + team;
  return [...order, start].flatMap((to, i) => fillRow(routes, order[i - 1] ?? start, [to]));
}

/** The line of one day: from the start, where somebody named one, over the stops in their order. */
export function lineOfDay({ places, start, travel }: SweepRoutes, order: readonly number[]): LngLat[] {
  const stops = order.map((stop) => elementAt(places, stop));
  const path = start ? [start.position, ...stops] : stops;
  return path.flatMap((place, i) => {
    const next = path[i + 1];
    return next ? travel.path(place, next) : [];
  });
}

/** Why no team takes a stop, in words; null where time is all that is missing. */
export function whyImpossible({ problem, stops }: SweepRoutes, index: number): string | null {
  const stop = elementAt(problem.stops, index);
  const { locked, teamId } = elementAt(stops, index);
  if (stop.teams.length === 0)
    return locked === 1 && teamId !== null
      ? '锁定的小组已不存在'
      : '没有一个小组有两名同单位、有职权的执法人员';
  if (stop.teams.some((team) => canVisit(problem, team, index))) return null;
  const shifts = stop.teams.flatMap((team) => elementAt(problem.teams, team).shifts);
  const hours = [...new Set(shifts.map(({ from, until }) => spanText(from, until)))].join('、');
  const open = (shifts[0]?.spans[index] ?? []).map(([from, until]) => spanText(from, until)).join('、');
  return `可检查时段 ${open} 与小组时间 ${hours} 凑不出 ${stop.minutes} 分钟`;
}
