import { daysBetween } from '#shared/registry/date.ts';
import { type PeriodDates, periodDates, periodOf } from '#shared/sweeps/period.ts';

/** The day so many days later; YYYY-MM-DD. */
function shifted(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
export const dayAfter = (day: string) => shifted(day, 1);
export const dayBefore = (day: string) => shifted(day, -1);

/** The quarter before a quarter; else as many days before. */
export function previousSpan({ from, to }: PeriodDates): [string, string] {
  const quarter = periodDates(periodOf(from));
  if (quarter.from === from && quarter.to === to) {
    const last = periodDates(periodOf(dayBefore(from)));
    return [last.from, last.to];
  }
  return [shifted(from, -daysBetween(from, to) - 1), dayBefore(from)];
}
