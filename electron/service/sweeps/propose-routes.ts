import { CodedError } from '#shared/contract/errors.ts';
import type { Proposal } from '#shared/contract/planning.ts';
import type { Metres } from '#shared/geodesy/units.ts';
import { nearestNeighbourTwoOpt } from '#shared/sweeps/route-order.ts';
import { routeSearch } from '#shared/sweeps/route-search.ts';
import { balanceOf, follow, type RoutingProblem } from '#shared/sweeps/routing.ts';
import type { QueryContext } from '../workspace/context.ts';
import { daysOf, fillRow, readRoutes, type SweepRoutes, whyImpossible } from './sweep-routes.ts';

/** Rounds of the search a stop: some 3 s for 200 stops, far less for few. */
const ROUNDS_A_STOP = 375;
const MOST_ROUNDS = 75_000;
/** The search ends by then with the best so far. */
const BUDGET_MS = 4600;

/**
 * Shares a sweep's stops among its teams and orders them. Teams ordered by hand and stops that were visited
 * stay as they are. Errors: PLAN_NO_TEAMS, PLAN_NO_STOPS, CANCELLED.
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
  const { problem, stops, teams } = routes;
  const isFixed = (index: number) => {
    const stop = stops[index];
    return stop?.visited === 1 || teams.some(({ id, byHand }) => id === stop?.teamId && byHand);
  };
  const all = stops.map((_, i) => i);
  const leftOut = [
    ...routes.unplaced.map(({ id }) => ({ stopId: id, reason: '没有位置，请先定位' })),
    ...all.flatMap((i) => {
      const reason = isFixed(i) ? null : whyImpossible(routes, i);
      return reason === null ? [] : [{ stopId: stops[i]?.id ?? 0, reason }];
    }),
  ];
  const impossible = new Set(leftOut.map(({ stopId }) => stopId));
  const open = all.filter((i) => !isFixed(i) && !impossible.has(stops[i]?.id ?? 0));
  const free = teams.flatMap(({ byHand }, team) => (byHand ? [] : [team]));
  const part = partOf(problem, open, free);
  const rounds = Math.min(MOST_ROUNDS, ROUNDS_A_STOP * open.length);
  const search = routeSearch(part, { seed, rounds, isOver: () => elapsed() > BUDGET_MS });
  let step = search.next();
  while (!step.done) {
    await context.progress.report('正在排路线', step.value, rounds);
    step = search.next();
  }
  const found = step.value;
  const planned = teams.map(({ id, byHand }, team) => {
    const own = byHand
      ? daysOf(routes, team)
      : (found.routes[free.indexOf(team)] ?? []).map((route) => route.map((i) => open[i] as number));
    return { teamId: id, team, own, ...costOf(problem, team, own) };
  });
  return {
    teams: planned.map(({ teamId, own, metres, minutes }) => ({
      teamId,
      days: own.map((route) => route.map((i) => stops[i]?.id ?? 0)),
      metres,
      minutes,
    })),
    leftOut: [
      ...leftOut,
      ...found.leftOut.map((i) => ({
        stopId: stops[open[i] as number]?.id ?? 0,
        reason: '各组时间已排满，请增加天数、时间或小组',
      })),
    ],
    metres: planned.reduce((sum, { metres }) => sum + metres, 0),
    balance: balanceOf(planned.map(({ minutes }) => minutes)),
    baselineMetres: planned.reduce(
      (sum, { team, own }) => sum + own.reduce((all, route) => all + baselineOf(problem, team, route), 0),
      0,
    ),
    rounds: found.rounds,
    ms: elapsed(),
  };
}

/** Ways between all places, row by row; lets other calls through in between. */
async function fillMatrix(
  routes: SweepRoutes,
  { progress }: Pick<QueryContext, 'progress'>,
  elapsed: () => number,
): Promise<void> {
  const { places } = routes;
  const all = places.map((_, i) => i);
  let told = elapsed();
  for (const from of all) {
    fillRow(routes, from, all);
    if (elapsed() - told < 50) continue;
    told = elapsed();
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
      metres[i * places.length + j] = problem.metres[a * size + b] as Metres;
  return {
    ...problem,
    stops: stops.map((stop) => {
      const whole = problem.stops[stop] as RoutingProblem['stops'][number];
      return { ...whole, teams: whole.teams.map((team) => teams.indexOf(team)).filter((team) => team >= 0) };
    }),
    teams: teams.map((team) => problem.teams[team] as RoutingProblem['teams'][number]),
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
