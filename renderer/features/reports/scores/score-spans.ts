import type { ScoresWanted } from '#shared/scores/scores-wanted.ts';
import { daysTitle, type PeriodDates, periodDates, periodsAround } from '#shared/sweeps/period.ts';

const lastDayOf = (year: number, month: number) =>
  new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);

/** Whole months from one to another of a year; a month before the first or after the last one is of the next year. */
function months(year: number, first: number, last: number): PeriodDates {
  const from = new Date(Date.UTC(year, first - 1, 1)).toISOString().slice(0, 10);
  return { from, to: lastDayOf(year, last) };
}

/** The usual spans of 考核 around a day, by their names. */
export function scoreSpans(today: string): Readonly<Record<string, PeriodDates>> {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  const [before = '', now = ''] = periodsAround(today, 1, 0);
  return {
    本月: months(year, month, month),
    上月: months(year, month - 1, month - 1),
    本季度: periodDates(now),
    上季度: periodDates(before),
    上半年: months(year, 1, 6),
    下半年: months(year, 7, 12),
    本年: months(year, 1, 12),
  };
}

/** The name of a span that is a usual one; null for other days. */
export function nameOfSpan({ from, to }: PeriodDates, today: string): string | null {
  const spans = scoreSpans(today);
  return Object.keys(spans).find((name) => spans[name]?.from === from && spans[name].to === to) ?? null;
}

/** What files are called by. */
export const spanTitle = ({ from, to }: Pick<ScoresWanted, 'from' | 'to'>) => daysTitle({ from, to });
