import { periodDates, periodsAround } from '#shared/sweeps/period.ts';
import type { SweptWhen } from '#shared/sweeps/school-coverage.ts';
import { countBetween } from '../../db/queries/overview.ts';
import { countSchoolBetween } from '../../db/queries/school-record.ts';
import type { Read } from '../../db/schema/schema.ts';

/** Quarters that show a trend, the last one included. */
const TREND_QUARTERS = 6;

/** Schools swept, visits and hazards of the last quarters until a day (YYYY-MM-DD) in the whole district. */
export async function districtTrend(db: Read, until: string, counts: SweptWhen['counts']) {
  return await countQuarters(until, TREND_QUARTERS, (from, to) => countBetween(db, from, to, counts));
}

/** Visits and hazards of the last quarters until a day (YYYY-MM-DD) around one school. */
export async function schoolTrend(db: Read, until: string, schoolId: number) {
  return await countQuarters(until, TREND_QUARTERS, (from, to) => countSchoolBetween(db, schoolId, from, to));
}

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
