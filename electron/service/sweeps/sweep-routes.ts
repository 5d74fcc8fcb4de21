import { distance } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat, Metres } from '#shared/geodesy/units.ts';
import {
  clockOf,
  minutesOf,
  openSpans,
  type Practice,
  toSpans,
  visitMinutes,
} from '#shared/sweeps/practice.ts';
import type { RoutedStop, RoutingProblem } from '#shared/sweeps/routing.ts';
import { canVisit, withoutSpans } from '#shared/sweeps/routing.ts';
import { inspectors, mayInspect } from '#shared/sweeps/team.ts';
import { placeTitle } from '#shared/sweeps/visit.ts';
import {
  type PlannedStop,
  type StoredTeam,
  selectPlannedStops,
  selectTeams,
} from '../db/queries/planning.ts';
import type { QueryContext } from '../workspace/context.ts';
import { Travel } from './travel-distances.ts';

/** A sweep as its routes are reckoned: stops with a position, teams, and the ways between them. */
export interface SweepRoutes {
  readonly teams: readonly StoredTeam[];
  /** In the order of the problem. */
  readonly stops: readonly (PlannedStop & { readonly position: LngLat })[];
  readonly unplaced: readonly PlannedStop[];
  /** Where teams set out; null where nobody said, and the middle of the stops stands for it. */
  readonly start: { readonly name: string; readonly position: [number, number] } | null;
  readonly problem: RoutingProblem;
  readonly travel: Travel;
  readonly places: readonly LngLat[];
}

type Context = Pick<QueryContext, 'db' | 'workspace'>;

/**
 * Reads a sweep for its routes. The matrix of ways is left empty: who plans fills it, who only looks asks for
 * the few ways that teams go.
 */
export async function readRoutes({ db, workspace }: Context, sweepId: number): Promise<SweepRoutes> {
  const { pack, catalogue, places: cache } = workspace;
  const { practice } = catalogue;
  const [sweep] = await db.selectFrom('sweeps').selectAll().where('id', '=', sweepId).execute();
  const teams = await selectTeams(db, sweepId);
  const all = await selectPlannedStops(db, sweepId);
  const stops = all.flatMap((stop) =>
    stop.lng === null || stop.lat === null ? [] : [{ ...stop, position: [stop.lng, stop.lat] as const }],
  );
  const unplaced = all.filter(({ lng }) => lng === null);
  const start =
    sweep && sweep.startLng !== null && sweep.startLat !== null
      ? { name: sweep.startName, position: [sweep.startLng, sweep.startLat] as [number, number] }
      : null;
  const middle = start?.position ?? middleOf(stops.map(({ position }) => position));
  const places = [...stops.map(({ position }) => position), ...teams.map(() => middle)];
  const gates = [...(await cache.schools()).values()].flatMap(({ gates: own }) =>
    own.map(({ position }) => position),
  );
  const travel = new Travel(await cache.network(), practice.detour);
  const problem: RoutingProblem = {
    stops: stops.map((stop) => ({
      minutes: visitMinutes(practice, stop.category),
      spans: spansOf(stop, practice, gates),
      teams: teams.flatMap(({ id, members }, team) =>
        (
          stop.locked === 1 && stop.teamId !== null
            ? stop.teamId === id
            : members.length === 0 || mayInspect(members, pack.agencies, practice, stop.category)
        )
          ? [team]
          : [],
      ),
    })),
    teams: teams.map(({ from, until, days }) => ({ from: minutesOf(from), until: minutesOf(until), days })),
    metres: new Float64Array(places.length * places.length),
    metresPerMinute: practice.metresPerMinute,
  };
  return { teams, stops, unplaced, start, problem, travel, places };
}

/** When a venue can be visited: while it is open, and not in the peaks where it stands at a gate. */
function spansOf(
  { category, position }: { readonly category: string; readonly position: LngLat },
  practice: Practice,
  gates: readonly LngLat[],
): RoutedStop['spans'] {
  const open = openSpans(practice, category);
  const atGate = gates.some((gate) => distance(gate, position) <= practice.gateReach);
  return atGate ? withoutSpans(open, toSpans(practice.peaks)) : open;
}

function middleOf(positions: readonly LngLat[]): LngLat {
  const sum = positions.reduce(([a, b], [lng, lat]) => [a + lng, b + lat] as const, [0, 0] as const);
  const count = Math.max(1, positions.length);
  return [sum[0] / count, sum[1] / count];
}

/** Writes the ways from one place to some others into the matrix. */
export function fillRow(routes: SweepRoutes, from: number, to: readonly number[]): void {
  const { places, travel, problem } = routes;
  const metres = travel.from(
    places[from] as LngLat,
    to.map((place) => places[place] as LngLat),
  );
  for (const [i, place] of to.entries()) problem.metres[from * places.length + place] = metres[i] as Metres;
}

/** Places of the problem that a team visits, day by day. */
export function daysOf({ teams, stops }: SweepRoutes, team: number): number[][] {
  const stored = teams[team] as StoredTeam;
  const own = stops.flatMap((stop, i) => (stop.teamId === stored.id ? [{ day: stop.day, i }] : []));
  const days = Math.max(stored.days, ...own.map(({ day }) => day + 1));
  return Array.from({ length: days }, (_, day) => own.filter((each) => each.day === day).map(({ i }) => i));
}

/** Writes the ways of one day into the matrix, from the team's start and back to it; their lengths in order. */
export function fillDay(routes: SweepRoutes, team: number, order: readonly number[]): Metres[] {
  // Who has no stop that day stays at home.
  if (order.length === 0) return [];
  const start = routes.stops.length + team;
  const path = [start, ...order, start];
  return path.slice(0, -1).map((from, i) => {
    const to = path[i + 1] as number;
    fillRow(routes, from, [to]);
    return routes.problem.metres[from * routes.places.length + to] as Metres;
  });
}

/** The line of one day: from the start, where somebody named one, over the stops in their order. */
export function lineOfDay(routes: SweepRoutes, order: readonly number[]): [number, number][] {
  const stops = order.map((i) => routes.places[i] as LngLat);
  const path = routes.start ? [routes.start.position, ...stops] : stops;
  return path.flatMap((place, i) => {
    const next = path[i + 1];
    const way = next ? routes.travel.path(place, next) : [];
    return way.map(([lng, lat]) => [lng, lat] as [number, number]);
  });
}

/** Why no team takes a stop, in words; null where time is all that is missing. */
export function whyImpossible(routes: SweepRoutes, index: number): string | null {
  const { problem, stops, teams } = routes;
  const stop = problem.stops[index] as RoutedStop;
  if (stop.teams.length === 0) {
    const locked = stops[index]?.locked === 1 && stops[index]?.teamId !== null;
    return locked ? '锁定的小组已不存在' : '没有一个小组有两名同单位、有职权的执法人员';
  }
  if (stop.teams.some((team) => canVisit(problem, team, index))) return null;
  const hours = [...new Set(stop.teams.map((team) => `${teams[team]?.from}–${teams[team]?.until}`))].join(
    '、',
  );
  const open = stop.spans.map(([from, until]) => `${clockOf(from)}–${clockOf(until)}`).join('、');
  return `可检查时段 ${open} 与小组时间 ${hours} 凑不出 ${stop.minutes} 分钟`;
}

/** What the law has against a team for the stops that it has. */
export function teamProblems(
  { members }: StoredTeam,
  stops: readonly PlannedStop[],
  workspace: QueryContext['workspace'],
): string[] {
  const { pack, catalogue } = workspace;
  const problems: string[] = [];
  if (members.length === 0) return ['还没有组员'];
  const coordinators = members.filter(({ agency }) =>
    pack.agencies.some(({ name, mayInspect: may }) => name === agency && !may),
  );
  const able = inspectors(members, pack.agencies);
  if (able.length < 2) problems.push('持证执法人员不足两名');
  const lacking = [...new Set(stops.map(({ category }) => category))].filter(
    (category) => !mayInspect(members, pack.agencies, catalogue.practice, category),
  );
  if (lacking.length > 0) {
    const titles = new Map(catalogue.categories.map(({ id, title }) => [id, title]));
    const names = lacking.map((id) => placeTitle(titles, id)).join('、');
    problems.push(`对${names}没有两名同单位、有职权的执法人员`);
  }
  for (const { name, agency } of coordinators) problems.push(`${name}（${agency}）只能协调，不能检查`);
  for (const { name, certificate, agency } of members)
    if (certificate === '' && !coordinators.some((each) => each.name === name && each.agency === agency))
      problems.push(`${name}没有执法证号，只能随同`);
  return problems;
}
