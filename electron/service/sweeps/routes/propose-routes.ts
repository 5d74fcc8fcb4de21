import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { Proposal } from '#shared/contract/planning.ts';
import type { Metres } from '#shared/geodesy/units.ts';
import { elementAt } from '#shared/lists/element.ts';
import { lastDayText } from '#shared/sweeps/plan-days.ts';
import { nearestNeighbourTwoOpt } from '#shared/sweeps/route-order.ts';
import { type FoundRoutes, routeSearch } from '#shared/sweeps/route-search.ts';
import {
  balanceOf,
  dayBalanceOf,
  follow,
  type Minutes,
  type RoutedShift,
  type RoutingProblem,
  shiftAt,
  spansAt,
} from '#shared/sweeps/routing.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type OpenDays, openDays, wantedShifts, whyBarred } from './open-days.ts';
import { daysOf, fillRow, readRoutes, type SweepRoutes, whyImpossible } from './sweep-routes.ts';

/** Rounds of the search a stop: some 3 s for 200 stops, far less for few. */
const ROUNDS_A_STOP = 600;
const MOST_ROUNDS = 100_000;
/** The search ends by then with the best so far. */
export const BUDGET_MS = 4600;
/** How often the measuring of ways reports how far it is. */
const REPORT_EVERY_MS = 50;

const NO_TIME = '各组时间已排满，请增加天数、时间或小组';

/**
 * Shares a sweep's stops among its teams and orders them. Teams ordered by hand, days that are over and stops that
 * were visited stay as they are. Errors: SWEEP_UNKNOWN, PLAN_NO_TEAMS, PLAN_NO_STOPS, PLAN_NO_DAYS, CANCELLED.
 */
export async function proposeRoutes(
  context: Pick<QueryContext, 'db' | 'workspace' | 'progress' | 'today'>,
  { sweepId, seed, from }: ParsedInputOf<'routes.propose'>,
): Promise<Proposal> {
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const routes = await readRoutes(context, sweepId);
  if (routes.teams.length === 0) throw new CodedError('PLAN_NO_TEAMS');
  if (routes.stops.length + routes.unplaced.length + routes.elsewhere.length === 0)
    throw new CodedError('PLAN_NO_STOPS');
  const free = openDays(routes, context.today, from);
  if (free.teams.length === 0 && routes.teams.some(({ byHand }) => !byHand))
    throw new CodedError('PLAN_NO_DAYS', {
      teams: routes.teams.map(({ name }, team) => lastDayText(name, elementAt(routes.days, team))).join('、'),
    });
  await fillMatrix(routes, context, elapsed);
  const { open, impossible } = stopsToPlan(routes, free);
  const shifts = wantedShifts(routes, free, context.workspace.catalogue.practice);
  const found = await search(partOf(routes.problem, open, free, shifts), seed, context, elapsed);
  const days = routes.teams.map((_, team) => daysAfter(routes, team, free, found, open));
  const idOf = (stop: number) => elementAt(routes.stops, stop).id;
  const noTime = found.leftOut.map((i) => ({ stopId: idOf(elementAt(open, i)), reason: NO_TIME }));
  return {
    ...describeDays(routes, days),
    leftOut: [
      ...routes.unplaced.map(({ id }) => ({ stopId: id, reason: '没有位置，请先定位' })),
      ...[...impossible].map(([stop, reason]) => ({ stopId: idOf(stop), reason })),
      ...noTime,
    ],
    rounds: found.rounds,
    ms: elapsed(),
  };
}

/** A team's days as they are to be: open ones as they were found, on the others what stays there. */
function daysAfter(
  routes: SweepRoutes,
  team: number,
  { teams, staying }: OpenDays,
  found: FoundRoutes,
  open: readonly number[],
): number[][] {
  const place = teams.findIndex((each) => each.team === team);
  return daysOf(routes, team).map((order, day) => {
    const at = teams[place]?.days.indexOf(day) ?? -1;
    const route = at < 0 ? undefined : found.routes[place]?.[at];
    return route ? route.map((i) => elementAt(open, i)) : order.filter((stop) => staying.has(stop));
  });
}

/** Numbers of the stops that may be given to any team, and of those that no team can take, each with the reason. */
function stopsToPlan(
  routes: SweepRoutes,
  free: OpenDays,
): { open: number[]; impossible: Map<number, string> } {
  const open: number[] = [];
  const impossible = new Map<number, string>();
  for (const stop of routes.stops.keys()) {
    if (free.staying.has(stop)) continue;
    const reason = whyImpossible(routes, stop) ?? whyBarred(routes, free, stop);
    if (reason === null) open.push(stop);
    else impossible.set(stop, reason);
  }
  return { open, impossible };
}

/** Searches for good routes and reports how far it is. */
async function search(
  problem: RoutingProblem,
  seed: number,
  { progress }: Pick<QueryContext, 'progress'>,
  elapsed: () => number,
): Promise<FoundRoutes> {
  const rounds = Math.min(MOST_ROUNDS, ROUNDS_A_STOP * problem.stops.length);
  const steps = routeSearch(problem, { seed, rounds, isOver: () => elapsed() > BUDGET_MS });
  let step = steps.next();
  while (!step.done) {
    await progress.report('正在排路线', step.value, rounds);
    step = steps.next();
  }
  return step.value;
}

/** The days of all teams with their lengths, and how evenly the work is shared. */
function describeDays({ problem, stops, teams }: SweepRoutes, days: readonly (readonly number[][])[]) {
  const planned = teams.map(({ id }, team) => {
    const routes = days[team] ?? [];
    return {
      teamId: id,
      days: routes.map((route) => route.map((stop) => elementAt(stops, stop).id)),
      baseline: routes.reduce(
        (sum, route, day) => sum + baselineOf(problem, team, shiftAt(problem, team, day), route),
        0,
      ),
      ...sumOf(routes.map((route, day) => costOf(problem, team, shiftAt(problem, team, day), route))),
    };
  });
  return {
    teams: planned.map(({ baseline: _, each: __, ...team }) => team),
    metres: planned.reduce((sum, { metres }) => sum + metres, 0),
    balance: balanceOf(planned.map(({ minutes }) => minutes)),
    dayBalance: dayBalanceOf(
      planned.map(({ each }, team) => ({ shifts: elementAt(problem.teams, team).shifts, minutes: each })),
    ),
    baselineMetres: planned.reduce((sum, { baseline }) => sum + baseline, 0),
  };
}

/** Measures the ways between all places, row by row; other calls are let through in between. */
async function fillMatrix(
  routes: SweepRoutes,
  { progress }: Pick<QueryContext, 'progress'>,
  elapsed: () => number,
): Promise<void> {
  const { places } = routes;
  const all = places.map((_, i) => i);
  let reportedAt = elapsed();
  for (const from of all) {
    fillRow(routes, from, all);
    if (elapsed() - reportedAt < REPORT_EVERY_MS) continue;
    reportedAt = elapsed();
    await progress.report('正在量路程', from + 1, places.length);
  }
}

/** The problem of some stops and of the open days only. */
function partOf(
  problem: RoutingProblem,
  stops: readonly number[],
  free: OpenDays,
  shifts: readonly (readonly RoutedShift[])[],
): RoutingProblem {
  const teams = free.teams.map(({ team }) => team);
  const size = problem.stops.length + problem.teams.length;
  const places = [...stops, ...teams.map((team) => problem.stops.length + team)];
  const metres = new Float64Array(places.length * places.length);
  for (const [i, a] of places.entries())
    for (const [j, b] of places.entries())
      metres[i * places.length + j] = problem.metres[a * size + b] ?? Number.NaN;
  return {
    ...problem,
    stops: stops.map((stop) => {
      const whole = elementAt(problem.stops, stop);
      return { ...whole, teams: whole.teams.map((team) => teams.indexOf(team)).filter((team) => team >= 0) };
    }),
    teams: shifts.map((own) => ({ shifts: onlyStops(own, stops) })),
    metres,
  };
}

/** Shifts as they are for some stops; spans that were one array are one again. */
function onlyStops(shifts: readonly RoutedShift[], stops: readonly number[]): RoutedShift[] {
  const parts = new Map<RoutedShift['spans'], RoutedShift['spans']>();
  return shifts.map((shift) => {
    const spans = parts.get(shift.spans) ?? stops.map((stop) => spansAt(shift, stop));
    parts.set(shift.spans, spans);
    return { ...shift, spans };
  });
}

/** A day by nearest neighbour and 2-opt; as it is where that does not fit the hours or has the team wait longer. */
function baselineOf(
  problem: RoutingProblem,
  team: number,
  shift: RoutedShift,
  route: readonly number[],
): Metres {
  const own = costOf(problem, team, shift, route);
  const other = { metres: 0, minutes: 0, departs: 0 };
  const fits = follow(problem, team, shift, nearestNeighbourTwoOpt(problem, team, shift, route), other);
  return fits && route.length > 0 && other.minutes <= own.minutes ? other.metres : own.metres;
}

/** What a day costs; nothing where it is empty or does not suffice. */
function costOf(problem: RoutingProblem, team: number, shift: RoutedShift, route: readonly number[]) {
  const cost = { metres: 0, minutes: 0, departs: 0 };
  const isDay = route.length > 0 && follow(problem, team, shift, route, cost);
  return isDay ? cost : { metres: 0, minutes: 0, departs: 0 };
}

function sumOf(costs: readonly { readonly metres: Metres; readonly minutes: Minutes }[]) {
  return {
    metres: costs.reduce((sum, { metres }) => sum + metres, 0),
    minutes: costs.reduce((sum, { minutes }) => sum + minutes, 0),
    each: costs.map(({ minutes }) => minutes),
  };
}
