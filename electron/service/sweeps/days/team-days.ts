import type { ParsedInputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import {
  inOrder,
  type PlanDay,
  planDays,
  postponeDays,
  renumberDays,
  type TeamTimes,
} from '#shared/sweeps/plan-days.ts';
import { isSamePerson, type StandIn } from '#shared/sweeps/stand-ins.ts';
import { type PlannedStop, placeStop, selectPlannedStops } from '../../db/queries/planned-stops.ts';
import { type StoredTeam, selectTeams, updateTeam } from '../../db/queries/teams.ts';
import type { Write } from '../../db/schema/schema.ts';
import { writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { rememberOfficers } from '../officers.ts';
import { requireSweep, requireTeam } from '../require-record.ts';
import { readWorkCalendar } from './work-days.ts';

type Context = Pick<CommandContext, 'db' | 'workspace' | 'today'>;
type DatedTeam = StoredTeam & { readonly times: TeamTimes; readonly dates: readonly PlanDay[] };
type KeptCalendar = TeamTimes & { readonly days: readonly PlanDay[]; readonly standIns: readonly StandIn[] };

/**
 * Gives a team the days that its times ask for. Days that are over, begun or cancelled stay as they are; where neither
 * the first day nor the number of days nor the evenings are otherwise than before, all do.
 */
export async function giveDays(
  context: Context,
  sweepId: number,
  teamId: number,
  { times, days: count }: { readonly times: TeamTimes | null; readonly days: number },
  before: Pick<StoredTeam, 'times' | 'dates' | 'days' | 'standIns'> | undefined,
): Promise<void> {
  const { db, today } = context;
  if (!times) return await updateTeam(db, teamId, { calendar: null });
  const known = before?.dates ?? null;
  const standIns = before?.standIns ?? [];
  if (known && before?.days === count && isSameWish(before.times, times))
    return await keepCalendar(db, teamId, { ...times, days: known, standIns });
  const stops = (await selectPlannedStops(db, sweepId)).filter((stop) => stop.teamId === teamId);
  const isKept = ({ date, cancelled }: PlanDay, number: number) =>
    cancelled !== '' || date < today || stops.some(({ day, visited }) => day === number && visited === 1);
  const kept = (known ?? []).filter(isKept);
  const calendar = await readWorkCalendar(context);
  const from = kept.length > 0 ? today : times.startsOn;
  const after = planDays(times, count, calendar, { kept, from });
  const numbers = Math.max(known?.length ?? count, ...stops.map(({ day }) => day + 1));
  const numbered = Array.from({ length: numbers }, (_, number) => known?.[number] ?? null);
  await putDays(db, teamId, { ...times, days: after, standIns }, stops, renumberDays(numbered, after));
}

/** Whether times ask for the same days. */
function isSameWish(before: TeamTimes | null, { startsOn, evening }: TeamTimes): boolean {
  const weekdays = (times: TeamTimes['evening']) => [...(times?.weekdays ?? [])].sort().join();
  return before?.startsOn === startsOn && weekdays(before.evening) === weekdays(evening);
}

/** Keeps a team's days, and puts its stops on the numbers that their days have now. */
async function putDays(
  db: Write,
  teamId: number,
  calendar: KeptCalendar,
  stops: readonly PlannedStop[],
  numbers: readonly number[],
): Promise<void> {
  await keepCalendar(db, teamId, calendar);
  const places = new Map<number, number>();
  for (const { id, day, place } of stops) {
    const number = numbers[day] ?? day;
    const next = places.get(number) ?? 0;
    places.set(number, next + 1);
    if (number !== day || next !== place) await placeStop(db, id, { teamId, day: number, place: next });
  }
}

async function keepCalendar(
  db: Write,
  teamId: number,
  { days, standIns, ...times }: KeptCalendar,
): Promise<void> {
  const calendar = { ...times, days: [...days], ...(standIns.length > 0 && { standIns: [...standIns] }) };
  await updateTeam(db, teamId, { calendar: writeStored('teams.calendar', calendar) });
}

function calendarOf({ times, dates, standIns }: DatedTeam): KeptCalendar {
  return { ...times, days: dates, standIns };
}

/** Days from one on go one working day later. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN, DAY_UNKNOWN, DAY_BEGUN. */
export async function postpone(
  context: Context,
  { sweepId, teamId, from }: ParsedInputOf<'days.postpone'>,
): Promise<{ moved: number; last: string }> {
  const { db } = context;
  const all = await selectPlannedStops(db, sweepId);
  const calendar = await readWorkCalendar(context);
  let [moved, last] = [0, from];
  for (const team of await teamsOf(db, sweepId, teamId)) {
    const moving = team.dates.filter(({ date, cancelled }) => date >= from && cancelled === '');
    if (moving.length === 0) continue;
    const stops = all.filter((stop) => stop.teamId === team.id);
    const begun = stops.find(({ day, visited }) => {
      const own = team.dates[day];
      return visited === 1 && own !== undefined && moving.includes(own);
    });
    if (begun)
      throw new CodedError('DAY_BEGUN', { name: team.name, date: team.dates[begun.day]?.date ?? from });
    const later = postponeDays(team.dates, from, calendar);
    const sorted = [...later].sort(inOrder);
    const numbers = later.map((day) => sorted.indexOf(day));
    await putDays(db, team.id, { ...calendarOf(team), days: sorted }, stops, numbers);
    moved += moving.length;
    last = [last, ...later.map(({ date }) => date)].sort().at(-1) ?? last;
  }
  if (moved === 0) throw new CodedError('DAY_UNKNOWN', { date: from });
  return { moved, last };
}

/** Says of a day that nobody goes. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN, DAY_UNKNOWN. */
export async function cancelDay(
  context: Context,
  { sweepId, teamId, date, reason, makeUp }: ParsedInputOf<'days.cancel'>,
): Promise<{ teams: number; stops: number }> {
  const { db } = context;
  const calendar = await readWorkCalendar(context);
  const all = await selectPlannedStops(db, sweepId);
  const told = { teams: 0, stops: 0 };
  for (const team of await teamsOf(db, sweepId, teamId)) {
    const isToday = (day: PlanDay) => day.date === date && day.cancelled === '';
    if (!team.dates.some(isToday)) continue;
    const days = team.dates.map((day) => (isToday(day) ? { ...day, cancelled: reason } : day));
    const further = makeUp
      ? planDays(team.times, goingDates(days) + 1, calendar, { kept: days, from: lastOf(days) })
      : days;
    const stops = all.filter((stop) => stop.teamId === team.id);
    await putDays(db, team.id, { ...calendarOf(team), days: further }, stops, renumberDays(days, further));
    told.teams += 1;
    told.stops += stops.filter(({ day, visited }) => visited !== 1 && days[day]?.date === date).length;
  }
  if (told.teams === 0) throw new CodedError('DAY_UNKNOWN', { date });
  return told;
}

function goingDates(days: readonly PlanDay[]): number {
  return new Set(days.flatMap(({ date, cancelled }) => (cancelled === '' ? [date] : []))).size;
}

function lastOf(days: readonly PlanDay[]): string {
  return (
    days
      .map(({ date }) => date)
      .sort()
      .at(-1) ?? ''
  );
}

/** A day that was cancelled takes place after all. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN, DAY_UNKNOWN. */
export async function restoreDay(
  { db }: Context,
  { sweepId, teamId, date }: ParsedInputOf<'days.restore'>,
): Promise<void> {
  let restored = 0;
  for (const team of await teamsOf(db, sweepId, teamId)) {
    if (!team.dates.some((day) => day.date === date && day.cancelled !== '')) continue;
    const days = team.dates.map((day) => (day.date === date ? { ...day, cancelled: '' } : day));
    await keepCalendar(db, team.id, { ...calendarOf(team), days });
    restored += 1;
  }
  if (restored === 0) throw new CodedError('DAY_UNKNOWN', { date });
}

/**
 * Somebody goes in a member's place on one date; null where the member goes after all. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN,
 * DAY_UNKNOWN, MEMBER_UNKNOWN, MEMBER_TWICE.
 */
export async function putStandIn(
  { db }: Context,
  { sweepId, teamId, date, away, by }: ParsedInputOf<'days.standIn'>,
): Promise<void> {
  const [team] = await teamsOf(db, sweepId, teamId);
  if (!team?.dates.some((day) => day.date === date)) throw new CodedError('DAY_UNKNOWN', { date });
  const isMember = (person: typeof away) => team.members.some((member) => isSamePerson(member, person));
  if (!isMember(away)) throw new CodedError('MEMBER_UNKNOWN', { name: away.name, team: team.name });
  const others = team.standIns.filter((each) => each.date !== date || !isSamePerson(each.away, away));
  const isThere = others.some((each) => each.date === date && by !== null && isSamePerson(each.by, by));
  if (by && (isMember(by) || isThere))
    throw new CodedError('MEMBER_TWICE', { name: by.name, team: team.name });
  const standIns = by ? [...others, { date, away, by }] : others;
  await keepCalendar(db, team.id, { ...calendarOf(team), standIns });
  if (by) await rememberOfficers(db, [by]);
}

/** The teams of a sweep whose days have dates, or one of them. Errors: SWEEP_UNKNOWN, TEAM_UNKNOWN. */
async function teamsOf(db: Write, sweepId: number, teamId: number | null): Promise<DatedTeam[]> {
  await requireSweep(db, sweepId);
  if (teamId !== null) await requireTeam(db, teamId, sweepId);
  return (await selectTeams(db, sweepId)).flatMap((team) => {
    const { times, dates } = team;
    return times && dates && (teamId === null || team.id === teamId) ? [{ ...team, times, dates }] : [];
  });
}
