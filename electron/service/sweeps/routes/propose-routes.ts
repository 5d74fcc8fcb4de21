import { CodedError } from '#shared/contract/errors.ts';
import type { Proposal } from '#shared/contract/planning.ts';
import type { Metres } from '#shared/geodesy/units.ts';
import { elementAt } from '#shared/lists/element.ts';
import { nearestNeighbourTwoOpt } from '#shared/sweeps/route-order.ts';
import { type FoundRoutes, routeSearch } from '#shared/sweeps/route-search.ts';
import { balanceOf, follow, type RoutingProblem } from '#shared/sweeps/routing.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { daysOf, fillRow, readRoutes, type SweepRoutes, whyImpossible } from './sweep-routes.ts';

/** Rounds of the search a stop: some 3 s for 200 stops, far less for few. */
const ROUNDS_A_STOP = 375;
const MOST_ROUNDS = 75_000;
/** The search ends by then with the best so far. */
const BUDGET_MS = 4600;
/** How often the measuring of ways reports how far it is. */
const REPORT_EVERY_MS = 50;

const NO_TIME = '各组时间已排满，请增加天数、时间或小组';

/**
 * Shares a sweep's stops among its teams and orders them. Teams ordered by hand and stops that were visited
 * stay as they are. Errors: SWEEP_UNKNOWN, PLAN_NO_TEAMS, PLAN_NO_STOPS, CANCELLED.
 */
export async function proposeRoutes(
  context: Pick<QueryContext, 'db' | 'workspace' | 'progress'>,
  sweepId: number,
  seed: number,
): Promise<Proposal> {
  const started = performance.now();
  const elapsed = () => performance.now() - started;
  const routes = await readRoutes(context, sweepId);
  if (routes.teams.length === 0) throw new CodedError('PLAN_NO_TEAMS');
  if (routes.stops.length + routes.unplaced.length === 0) throw new CodedError('PLAN_NO_STOPS');
  await fillMatrix(routes, context, elapsed);
  const { open, impossible } = stopsToPlan(routes);
  const free = routes.teams.flatMap(({ byHand }, team) => (byHand ? [] : [team]));
  const found = await search(partOf(routes.problem, open, free), seed, context, elapsed);
  const days = routes.teams.map(({ byHand }, team) =>
    byHand
      ? daysOf(routes, team)
      : (found.routes[free.indexOf(team)] ?? []).map((route) => route.map((i) => elementAt(open, i))),
  );
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

/** Numbers of the stops that may be given to any team, and of those that no team can take, each with the reason. */
function stopsToPlan(routes: SweepRoutes): { open: number[]; impossible: Map<number, string> } {
  const handOrdered = new Set(routes.teams.filter(({ byHand }) => byHand).map(({ id }) => id));
  const open: number[] = [];
  const impossible = new Map<number, string>();
  for (const [stop, { visited, teamId }] of routes.stops.entries()) {
    if (visited === 1 || (teamId !== null && handOrdered.has(teamId))) continue;
    const reason = whyImpossible(routes, stop);
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
      baseline: routes.reduce((sum, route) => sum + baselineOf(problem, team, route), 0),
      ...costOf(problem, team, routes),
    };
  });
  return {
    teams: planned.map(({ baseline: _, ...team }) => team),
    metres: planned.reduce((sum, { metres }) => sum + metres, 0),
    balance: balanceOf(planned.map(({ minutes }) => minutes)),
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

/** The problem of some stops and some teams only. */
function partOf(problem: RoutingProblem, stops: readonly number[], teams: readonly number[]): RoutingProblem {
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
    teams: teams.map((team) => elementAt(problem.teams, team)),
    metres,
  };
}

/** A day by nearest neighbour and 2-opt; as it is where that does not fit the hours or has the team wait longer. */
function baselineOf(problem: RoutingProblem, team: number, route: readonly number[]): Metres {
  const own = costOf(problem, team, [route]);
  const other = { metres: 0, minutes: 0, departs: 0 };
  const fits = follow(problem, team, nearestNeighbourTwoOpt(problem, team, route), other);
  return fits && route.length > 0 && other.minutes <= own.minutes ? other.metres : own.metres;
}

function costOf(problem: RoutingProblem, team: number, days: readonly (readonly number[])[]) {
  const cost = { metres: 0, minutes: 0, departs: 0 };
  const sum = { metres: 0, minutes: 0 };
  for (const route of days) {
    if (route.length === 0 || !follow(problem, team, route, cost)) continue;
    sum.metres += cost.metres;
    sum.minutes += cost.minutes;
  }
  return sum;
}
