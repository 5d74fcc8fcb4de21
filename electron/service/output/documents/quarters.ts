import { periodDates, periodsAround } from '#shared/sweeps/period.ts';

/** Quarters that show a trend, the last one included. */
export const TREND_QUARTERS = 6;

/** What is counted between the first and the last day of each of some quarters, the last being that of a day. */
export async function countQuarters<Counts extends object>(
  day: string,
  quarters: number,
  count: (from: string, to: string) => Promise<Counts>,
) {
  const counted = [];
  for (const period of periodsAround(day, quarters - 1, 0)) {
    const { from, to } = periodDates(period);
    counted.push({ period, from, ...(await count(from, to)) });
  }
  return counted;
}
