import { z } from 'zod';

/** A quarter such as 2026Q4. */
export const periodSchema = z.string().regex(/^\d{4}Q[1-4]$/);
export type Period = z.infer<typeof periodSchema>;

/** The days from one to another, both included. */
export interface PeriodDates {
  /** First and last day, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
}

/** The first and last day of a quarter. */
export function periodDates(period: Period): PeriodDates {
  const year = Number(period.slice(0, 4));
  const quarter = Number(period.slice(5));
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return {
    from: day(new Date(Date.UTC(year, (quarter - 1) * 3, 1))),
    to: day(new Date(Date.UTC(year, quarter * 3, 0))),
  };
}

/** The quarter that a day (YYYY-MM-DD) belongs to. */
export function periodOf(day: string): Period {
  return `${day.slice(0, 4)}Q${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
}

/** 2026年第四季度 */
export function periodTitle(period: Period): string {
  return `${period.slice(0, 4)}年第${'一二三四'[Number(period.slice(5)) - 1]}季度`;
}

/** The title of a sweep's days: the quarter where they are exactly one, else the first and last day. */
export function daysTitle({ from, to }: PeriodDates): string {
  const period = periodOf(from);
  const quarter = periodDates(period);
  return quarter.from === from && quarter.to === to ? periodTitle(period) : `${from} 至 ${to}`;
}

/** The quarters around a day, earliest first. */
export function periodsAround(day: string, before: number, after: number): Period[] {
  const base = Number(day.slice(0, 4)) * 4 + Math.ceil(Number(day.slice(5, 7)) / 3) - 1;
  return Array.from({ length: before + after + 1 }, (_, i) => {
    const index = base - before + i;
    return `${Math.floor(index / 4)}Q${(index % 4) + 1}`;
  });
}
