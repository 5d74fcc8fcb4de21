import type { OutputOf } from '#shared/contract/contract.ts';
import type { TeamPlan } from '#shared/contract/planning.ts';
import type { Metres } from '#shared/geodesy/units.ts';
import { elementAt } from '#shared/lists/element.ts';
import { dayTitle } from '#shared/sweeps/plan-days.ts';
import { clockOf, type Practice } from '#shared/sweeps/practice.ts';
import { balanceOf, dayBalanceOf, type Minutes, scheduleOf, shiftAt } from '#shared/sweeps/routing.ts';
import { membersOn, standInsOn } from '#shared/sweeps/stand-ins.ts';
import type { StoredTeam } from '../../db/queries/teams.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { type DateRules, dateProblems, readDateRules } from '../days/date-problems.ts';
import { limitProblems } from '../joint/limit-problems.ts';
import { countTasks, stopNotes } from '../joint/stop-notes.ts';
import { staffing } from './staffing.ts';
import { daysOf, fillDay, lineOfDay, readRoutes, type SweepRoutes } from './sweep-routes.ts';
import { teamProblems } from './team-problems.ts';

type DayPlan = Omit<TeamPlan['days'][number], 'doubts'>;
/** A team's plan as it is without knowing who is away. */
type BarePlan = Omit<TeamPlan, 'doubts' | 'replaceable' | 'days'> & { readonly days: DayPlan[] };

/** The teams of a sweep with their days as they stand, and the stops without a team. Errors: SWEEP_UNKNOWN. */
export async function readTeamPlans(
  context: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
  sweepId: number,
): Promise<OutputOf<'routes.get'>> {
  const routes = await readRoutes(context, sweepId);
  const dates = await readDateRules(context, sweepId);
  const staff = await staffing(context, sweepId, routes.teams);
  const teams = routes.teams.map((stored, team) =>
    withStaff(planOf(routes, team, context.workspace, dates), stored, staff),
  );
  const withoutTeam = [...routes.stops, ...routes.unplaced].filter(({ teamId }) => teamId === null);
  return {
    teams,
    leftOut: withoutTeam.map(({ id, leftOut, lng }) => ({
      stopId: id,
      reason: leftOut || (lng === null ? '没有位置' : ''),
    })),
    ...jointVisits(routes, context.workspace.catalogue.practice),
    metres: metresOf(teams),
    balance: balanceOf(teams.map(({ minutes }) => minutes)),
    dayBalance: dayBalanceOf(
      teams.map(({ days }, team) => ({
        shifts: elementAt(routes.problem.teams, team).shifts,
        minutes: days.map(({ minutes, cancelled }) => (cancelled === '' ? minutes : 0)),
      })),
    ),
    start: routes.start,
  };
}

/** Which stops a visit of another sweep settles, and how many tasks are settled in how many visits. */
function jointVisits({ limits, elsewhere, stops, unplaced }: SweepRoutes, practice: Practice) {
  const ids = [...stops, ...unplaced].map(({ id }) => id);
  return {
    elsewhere: elsewhere.map((stop) => ({
      stopId: stop.id,
      note: stopNotes(limits, stop, [], practice)[0] ?? '综合查一次：其他行动已检查',
    })),
    ...countTasks(limits, ids, practice),
  };
}

/** A team's plan with who cannot be counted on, at all and on each day. */
function withStaff(
  { days, ...plan }: BarePlan,
  stored: StoredTeam,
  staff: Awaited<ReturnType<typeof staffing>>,
): TeamPlan {
  const doubtsOn = ({ date, cancelled }: DayPlan) =>
    date === null || cancelled !== '' ? [] : staff(stored, date).doubts;
  return { ...plan, ...staff(stored), days: days.map((day) => ({ ...day, doubts: doubtsOn(day) })) };
}

/** A team with its days as they stand, and what is wrong with them. */
function planOf(
  routes: SweepRoutes,
  team: number,
  workspace: QueryContext['workspace'],
  dates: DateRules,
): BarePlan {
  const stored = elementAt(routes.teams, team);
  const own = routes.stops.filter(({ teamId }) => teamId === stored.id);
  const unplaced = routes.unplaced.filter(({ teamId }) => teamId === stored.id).length;
  const orders = daysOf(routes, team);
  const { practice } = workspace.catalogue;
  const days = orders.map((order, day) => dayOf(routes, team, day, order, practice));
  const problems = teamProblems(stored, own, workspace);
  problems.push(...dateProblems(stored, dates), ...limitProblems(routes.limits, own, stored, practice));
  for (const [i, day] of days.entries())
    if (day.stops.some(({ from }) => from === null))
      problems.push(`${dayTitle(day, i + 1)}排不下，请调整顺序、时间或移出几个检查点`);
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
function dayOf(
  routes: SweepRoutes,
  team: number,
  day: number,
  order: readonly number[],
  practice: Practice,
): DayPlan {
  const stored = elementAt(routes.teams, team);
  const own = elementAt(elementAt(routes.days, team), day);
  const members = membersOn(stored, own.date);
  const ways = fillDay(routes, team, order);
  const shift = shiftAt(routes.problem, team, day);
  const schedule = scheduleOf(routes.problem, team, shift, order);
  return {
    ...own,
    members,
    standIns: standInsOn(stored, own.date),
    from: clockOf(shift.from),
    until: clockOf(shift.until),
    visited: order.filter((stop) => elementAt(routes.stops, stop).visited === 1).length,
    stops: order.map((stop, at) => ({
      stopId: elementAt(routes.stops, stop).id,
      from: timeOf(schedule?.stops[at]?.from),
      until: timeOf(schedule?.stops[at]?.until),
      metres: elementAt(ways, at),
      notes: stopNotes(routes.limits, elementAt(routes.stops, stop), members, practice),
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
