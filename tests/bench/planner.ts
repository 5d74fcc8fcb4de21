import { BUDGET_MS } from '#service/sweeps/routes/propose-routes.ts';
import { nearestNeighbourTwoOpt } from '#shared/sweeps/route-order.ts';
import { searchRoutes } from '#shared/sweeps/route-search.ts';
import type { Routes } from '#shared/sweeps/route-state.ts';
import { balanceOf, dayBalanceOf, type RoutingProblem, scheduleOf, shiftAt } from '#shared/sweeps/routing.ts';
import { createRandom } from '../support/random.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';

const STOPS = 200;
const TEAMS = 8;
const ROUNDS = 100_000;
const LONG_MINUTES = Number(process.env.XUEANTU_BENCH_MINUTES ?? 5);

/** A sweep of 200 stops for eight teams: how long planning takes, and what a far longer search would gain. */
export function benchPlanner(figures: Figures): void {
  const problem = town();
  let started = performance.now();
  const found = searchRoutes(problem, {
    seed: 1,
    rounds: ROUNDS,
    // As the program searches: it ends in time, and what it found by then is what counts.
    isOver: () => performance.now() - started > BUDGET_MS,
  });
  const ms = performance.now() - started;
  figures.add({
    what: `routes of ${STOPS} stops for ${TEAMS} teams`,
    value: ms,
    unit: 'ms',
    limit: ceilings.planningMs,
    peer: '',
    peerValue: null,
  });
  figures.add({
    what: 'the longest team over the mean',
    value: balanceOf(found.minutes),
    unit: '×',
    limit: ceilings.longestTeamOverMean,
    peer: '',
    peerValue: null,
  });
  figures.add({
    what: 'the longest day of a team over its mean',
    value: dayBalanceOf(
      problem.teams.map(({ shifts }, team) => ({ shifts, minutes: found.shiftMinutes[team] ?? [] })),
    ),
    unit: '×',
    limit: ceilings.longestDayOverMean,
    peer: '',
    peerValue: null,
  });
  figures.add({
    what: 'their distance over the same days by nearest neighbour and 2-opt',
    value: found.metres / plainMetres(problem, found),
    unit: '×',
    limit: ceilings.routesOverTwoOpt,
    peer: '',
    peerValue: null,
  });
  started = performance.now();
  const limit = LONG_MINUTES * 60_000;
  const long = searchRoutes(problem, {
    seed: 2,
    // As many as fit: the search cools down over its rounds, so they have to fill the time.
    rounds: Math.round((ROUNDS * limit) / ms),
    isOver: () => performance.now() - started > limit,
  });
  figures.add({
    what: `their distance over that of ${LONG_MINUTES} minutes of the same search`,
    value: found.metres / long.metres,
    unit: '×',
    limit: ceilings.routesOverLongSearch,
    peer: '',
    peerValue: null,
  });
}

/** Days by nearest neighbour and 2-opt; as they are where that does not fit the hours or has a team wait longer. */
function plainMetres(problem: RoutingProblem, { routes }: Routes): number {
  let sum = 0;
  for (const [team, days] of routes.entries())
    for (const [number, day] of days.entries()) {
      const shift = shiftAt(problem, team, number);
      const own = scheduleOf(problem, team, shift, day);
      const order = nearestNeighbourTwoOpt(problem, team, shift, day);
      const plain = scheduleOf(problem, team, shift, order);
      sum += (plain && own && plain.minutes <= own.minutes ? plain : own)?.metres ?? 0;
    }
  return sum;
}

/** Twenty quarters of a town 8 km wide; a fifth of the venues opens at noon. */
function town(): RoutingProblem {
  const random = createRandom(7);
  const quarters = Array.from({ length: 20 }, () => [random() * 8000, random() * 8000] as const);
  const places = Array.from({ length: STOPS }, () => {
    const [x, y] = quarters[Math.floor(random() * quarters.length)] as readonly [number, number];
    return [x + (random() - 0.5) * 1200, y + (random() - 0.5) * 1200] as const;
  });
  places.push(...Array.from({ length: TEAMS }, () => [4000, 4000] as const));
  const metres = new Float64Array(places.length ** 2);
  for (const [i, a] of places.entries())
    for (const [j, b] of places.entries())
      metres[i * places.length + j] = 1.3 * Math.hypot(a[0] - b[0], a[1] - b[1]);
  const stops = Array.from({ length: STOPS }, () => ({
    minutes: 15 + Math.floor(random() * 5) * 5,
    spans: random() < 0.2 ? ([[12 * 60, 24 * 60]] as const) : [],
  }));
  const shift = {
    from: 9 * 60,
    until: 17 * 60,
    pause: null,
    spans: stops.map(({ spans }) => spans),
    alike: 0,
  };
  const teams = Array.from({ length: TEAMS }, () => ({ shifts: [shift, shift, shift] }));
  const every = teams.map((_, team) => team);
  return {
    stops: stops.map(({ minutes }) => ({ minutes, teams: every })),
    teams,
    metres,
    metresPerMinute: 250,
  };
}
