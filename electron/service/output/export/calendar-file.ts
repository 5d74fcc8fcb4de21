import { addDays } from '#shared/calendar/days.ts';
import { type CalendarEvent, writeCalendar } from '#shared/calendar/icalendar.ts';
import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { TeamPlan } from '#shared/contract/planning.ts';
import { standInText } from '#shared/sweeps/stand-ins.ts';
import { selectPlannedStops } from '../../db/queries/planned-stops.ts';
import { requireSweep, requireTeam } from '../../sweeps/require-record.ts';
import { readTeamPlans } from '../../sweeps/routes/team-plan.ts';
import type { QueryContext } from '../../workspace/context.ts';

type Day = TeamPlan['days'][number] & { readonly date: string };

/**
 * The days of a sweep's teams as an iCalendar file: one event for each day, with its stops. Errors: SWEEP_UNKNOWN,
 * TEAM_UNKNOWN, PLAN_NO_DATES.
 */
export async function calendarFile(
  context: Pick<QueryContext, 'db' | 'workspace' | 'now' | 'today'>,
  { sweepId, teamId }: ParsedInputOf<'days.export'>,
): Promise<Uint8Array> {
  const { db, now } = context;
  const { title, startName } = await requireSweep(db, sweepId);
  if (teamId !== null) await requireTeam(db, teamId, sweepId);
  const { teams } = await readTeamPlans(context, sweepId);
  const names = new Map((await selectPlannedStops(db, sweepId)).map(({ id, name }) => [id, name]));
  const events = teams
    .filter(({ team }) => teamId === null || team.id === teamId)
    .flatMap((plan) => plan.days.flatMap((day) => eventOf(plan, day, { title, startName, names })));
  if (events.length === 0) throw new CodedError('PLAN_NO_DATES');
  return new TextEncoder().encode(writeCalendar(title, events, now));
}

interface About {
  readonly title: string;
  readonly startName: string;
  readonly names: ReadonlyMap<number, string>;
}

/** The event of a day; none where it has no date, or nothing is to be done on it and nobody cancelled it. */
function eventOf({ team }: TeamPlan, day: TeamPlan['days'][number], about: About): CalendarEvent[] {
  const { date, session, stops, cancelled, standIns } = day;
  if (date === null || (stops.length === 0 && cancelled === '')) return [];
  const lines = stops.map(
    ({ stopId, from }, i) => `${i + 1}. ${from ?? ''} ${about.names.get(stopId) ?? ''}`,
  );
  const members = day.members.map(({ name }) => name).join('、');
  return [
    {
      uid: `team-${team.id}-${date}-${session}@xueantu`,
      ...timesOf({ ...day, date }),
      title: `${about.title} ${team.name}${session === 'evening' ? '（夜间）' : ''}：${stops.length} 个检查点`,
      place: about.startName,
      description: [
        ...(cancelled === '' ? [] : [`已取消：${cancelled}`]),
        ...(members === '' ? [] : [`组员：${members}`]),
        ...standIns.map(standInText),
        ...lines,
      ].join('\n'),
      isCancelled: cancelled !== '',
    },
  ];
}

/** When a day begins and ends: with its first and last visit, else by its hours. What goes past midnight ends on the next date. */
function timesOf(day: Day): Pick<CalendarEvent, 'from' | 'until'> {
  const [from, until] = [day.stops[0]?.from ?? day.from, day.stops.at(-1)?.until ?? day.until];
  // A first visit after midnight is one of the night that began the evening before.
  const begins = from < day.from ? addDays(day.date, 1) : day.date;
  const ends = until < day.from ? addDays(day.date, 1) : day.date;
  return { from: `${begins}T${from}`, until: `${ends}T${until}` };
}
