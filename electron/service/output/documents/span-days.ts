import { addDays } from '#shared/calendar/days.ts';
import { daysBetween } from '#shared/registry/date.ts';
import { type PeriodDates, periodDates, periodOf } from '#shared/sweeps/period.ts';

export const dayBefore = (day: string) => addDays(day, -1);

/** The quarter before a quarter; else as many days before. */
export function previousSpan({ from, to }: PeriodDates): [string, string] {
  const quarter = periodDates(periodOf(from));
  if (quarter.from === from && quarter.to === to) {
    const last = periodDates(periodOf(dayBefore(from)));
    return [last.from, last.to];
  }
  return [addDays(from, -daysBetween(from, to) - 1), dayBefore(from)];
}
