import { z } from 'zod';
import { shortDay, weekdayOf } from '../calendar/days.ts';
import type { WorkCalendar } from '../calendar/work-calendar.ts';
import type { Minutes } from './routing.ts';
import { standInSchema } from './stand-ins.ts';

const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, { error: '时间应写作 09:00' });
const clockSpan = z.object({ from: clock, until: clock });

/** When a team is to go: from which day on, its pause, and on which weekdays in the evening too. */
export const teamTimesSchema = z.object({
  startsOn: z.iso.date({ error: '请填写起始日期' }),
  pause: clockSpan.nullable(),
  /** One that ends before it begins goes through midnight, and belongs to the day on which it begins. */
  evening: clockSpan
    .extend({ weekdays: z.array(z.number().int().min(1).max(7)).min(1, { error: '请选择夜间检查的星期' }) })
    .nullable(),
});
export type TeamTimes = z.infer<typeof teamTimesSchema>;

/** The pause of a day and the hours of an evening, as they are offered at first. */
export const usualPause = { from: '12:00', until: '13:30' };
export const usualEvening = { from: '20:00', until: '23:30' };

export const sessions = ['day', 'evening'] as const;
export type Session = (typeof sessions)[number];

/** A day of a team on the calendar, or an evening. */
const planDaySchema = z.object({
  date: z.iso.date(),
  session: z.enum(sessions),
  /** Why nobody goes on that day; empty where the team does. */
  cancelled: z.string(),
});
export type PlanDay = z.infer<typeof planDaySchema>;

/**
 * How a team's times are kept: what was asked for, the days that came of it, earliest first, and who stands in for whom on
 * which date. Somebody is ill on a date whatever the plan says of it: a day that moves does not take them along.
 */
export const teamCalendarSchema = teamTimesSchema.extend({
  days: z.array(planDaySchema),
  standIns: z.array(standInSchema).optional(),
});
export type TeamCalendar = z.infer<typeof teamCalendarSchema>;

/**
 * The days of a team: so many working days from its first one on, and an evening on each of them that is such a weekday.
 * Days that are kept count as they stand; no further one is made before `from`, or on a date that is kept.
 */
export function planDays(
  { startsOn, evening }: TeamTimes,
  count: number,
  calendar: WorkCalendar,
  { kept, from }: { readonly kept: readonly PlanDay[]; readonly from: string },
): PlanDay[] {
  const taken = new Set(kept.map(({ date }) => date));
  const going = new Set(kept.flatMap(({ date, cancelled }) => (cancelled === '' ? [date] : [])));
  const days = [...kept];
  let date = calendar.workingFrom(startsOn > from ? startsOn : from);
  for (let left = count - going.size; left > 0; date = calendar.workingAfter(date)) {
    if (taken.has(date)) continue;
    days.push({ date, session: 'day', cancelled: '' });
    if (evening?.weekdays.includes(weekdayOf(date))) days.push({ date, session: 'evening', cancelled: '' });
    left -= 1;
  }
  return days.sort(inOrder);
}

/** Earlier days first, the day before its evening. */
export function inOrder(a: PlanDay, b: PlanDay): number {
  return a.date.localeCompare(b.date) || sessions.indexOf(a.session) - sessions.indexOf(b.session);
}

/**
 * Days from a date on go one working day later, each after the one before it. Days that were cancelled stay, and
 * nobody is sent out on their date.
 */
export function postponeDays(days: readonly PlanDay[], from: string, calendar: WorkCalendar): PlanDay[] {
  const isMoving = ({ date, cancelled }: PlanDay) => date >= from && cancelled === '';
  const closed = new Set(days.flatMap(({ date, cancelled }) => (cancelled === '' ? [] : [date])));
  const later = new Map<string, string>();
  let last = '';
  for (const date of [...new Set(days.filter(isMoving).map((day) => day.date))].sort()) {
    last = calendar.workingAfter(date > last ? date : last);
    while (closed.has(last)) last = calendar.workingAfter(last);
    later.set(date, last);
  }
  return days.map((day) => (isMoving(day) ? { ...day, date: later.get(day.date) ?? day.date } : day));
}

/** From when until when a team works in a session, beyond 24:00 where it goes through midnight. */
export function sessionMinutes(from: Minutes, until: Minutes): readonly [Minutes, Minutes] {
  return [from, until <= from ? until + 24 * 60 : until];
}

/** What a day of a team is called: 12月3日（周四）, with 夜间 for an evening; by its number, from 1, where it has no date. */
export function dayTitle(
  { date, session }: { readonly date: string | null; readonly session: Session },
  number: number,
): string {
  if (date === null) return `第 ${number} 天`;
  return session === 'evening' ? `${shortDay(date)}夜间` : shortDay(date);
}

/** 第 1 组到 2026-11-20: the last day of a team, whether or not it was cancelled. */
export function lastDayText(team: string, days: readonly { readonly date: string | null }[]): string {
  const last = days
    .flatMap(({ date }) => date ?? [])
    .sort()
    .at(-1);
  return last === undefined ? team : `${team}到 ${last}`;
}

/**
 * Which of a team's new days each of the earlier ones is, by numbers from 0: the one of the same date and session,
 * else the next of its session that is none of those; the last one where there are fewer.
 */
export function renumberDays(before: readonly (PlanDay | null)[], after: readonly PlanDay[]): number[] {
  const sameAs = (day: PlanDay | null) =>
    day ? after.findIndex(({ date, session }) => date === day.date && session === day.session) : -1;
  const same = before.map(sameAs);
  const free = (session: Session) =>
    after.flatMap((day, number) => (day.session === session && !same.includes(number) ? [number] : []));
  const left = { day: free('day'), evening: free('evening') };
  return same.map((number, i) => {
    if (number >= 0) return number;
    const session = before[i]?.session ?? 'day';
    const last = after.findLastIndex((each) => each.session === session && each.cancelled === '');
    return left[session].shift() ?? (last >= 0 ? last : Math.max(0, after.length - 1));
  });
}
