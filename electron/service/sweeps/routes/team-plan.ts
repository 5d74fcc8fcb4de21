import type { OutputOf } from '#shared/contract/contract.ts';
import type { TeamPlan } from '#shared/contract/planning.ts';
import type { Metres } from '#shared/geodesy/units.ts';
import { elementAt } from '#shared/lists/element.ts';
import { clockOf } from '#shared/sweeps/practice.ts';
import { balanceOf, type Minutes, scheduleOf } from '#shared/sweeps/routing.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { staffing } from './staffing.ts';
import { daysOf, fillDay, lineOfDay, readRoutes, type SweepRoutes } from './sweep-routes.ts';
import { teamProblems } from './team-problems.ts';

type DayPlan = TeamPlan['days'][number];

/** The teams of a sweep with their days as they stand, and the stops without a team. Errors: SWEEP_UNKNOWN. */
export async function readTeamPlans(
  context: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
  sweepId: number,
): Promise<OutputOf<'routes.get'>> {
  const routes = await readRoutes(context, sweepId);
  const doubtsOf = await staffing(context, sweepId);
  const teams = routes.teams.map((stored, team) => ({
    ...planOf(routes, team, context.workspace),
    doubts: doubtsOf(stored),
  }));
  const withoutTeam = [...routes.stops, ...routes.unplaced].filter(({ teamId }) => teamId === null);
  return {
    teams,
    leftOut: withoutTeam.map(({ id, leftOut, lng }) => ({
      stopId: id,
      reason: leftOut || (lng === null ? '没有位置' : ''),
    })),
    metres: metresOf(teams),
    balance: balanceOf(teams.map(({ minutes }) => minutes)),
    start: routes.start,
  };
}

/** A team with its days as they stand, and what is wrong with them. */
function planOf(
  routes: SweepRoutes,
  team: number,
  workspace: QueryContext['workspace'],
): Omit<TeamPlan, 'doubts'> {
  const stored = elementAt(routes.teams, team);
  const own = routes.stops.filter(({ teamId }) => teamId === stored.id);
  const unplaced = routes.unplaced.filter(({ teamId }) => teamId === stored.id).length;
  const orders = daysOf(routes, team);
  const days = orders.map((order) => dayOf(routes, team, order));
  const problems = teamProblems(stored, own, workspace);
  for (const [day, { stops }] of days.entries())
    if (stops.some(({ from }) => from === null))
      problems.push(`第 ${day + 1} 天排不下，请调整顺序、时间或移出几个检查点`);
  if (unplaced > 0) problems.push(`${unplaced} 个检查点没有位置`);
  return {
    team: stored,
    days,
    stops: own.length + unplaced,
    metres: metresOf(days),
    minutes: days.reduce((sum, { minutes }) => sum + minutes, 0),
    problems,
  };
}

/** One day of a team; its stops have no times where the day does not suffice. */
function dayOf(routes: SweepRoutes, team: number, order: readonly number[]): DayPlan {
  const ways = fillDay(routes, team, order);
  const schedule = scheduleOf(routes.problem, team, order);
  return {
    stops: order.map((stop, at) => ({
      stopId: elementAt(routes.stops, stop).id,
      from: timeOf(schedule?.stops[at]?.from),
      until: timeOf(schedule?.stops[at]?.until),
      metres: elementAt(ways, at),
    })),
    metres: ways.reduce((sum, way) => sum + way, 0),
    line: lineOfDay(routes, order).map(([lng, lat]): [number, number] => [lng, lat]),
    minutes: order.length > 0 ? (schedule?.minutes ?? 0) : 0,
  };
}

function metresOf(parts: readonly { readonly metres: Metres }[]): Metres {
  return parts.reduce((sum, { metres }) => sum + metres, 0);
}

function timeOf(minutes: Minutes | undefined): string | null {
  return minutes === undefined ? null : clockOf(minutes);
}
