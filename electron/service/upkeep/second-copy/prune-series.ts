import { rmSync } from 'node:fs';
import { dayOf } from '#shared/calendar/china-time.ts';
import { daysBetween } from '#shared/registry/date.ts';
import { listSeries, type Series } from './copy-layout.ts';

/** Every moment of so many days can be had again; of the days before, their last series. */
const EVERY_MOMENT_DAYS = 3;
const LAST_OF_DAY_DAYS = 14;

/** Takes away what has outlived its use; what stays, the latest first, which is never taken away. */
export function pruneSeries(folder: string, today: string): Series[] {
  const all = listSeries(folder);
  const outlived = outlivedSeries(all, today);
  for (const { path } of outlived) rmSync(path, { recursive: true, force: true });
  return all.filter((series) => !outlived.includes(series));
}

/** Series, the latest first, of which nothing is wanted any more. */
export function outlivedSeries(series: readonly Series[], today: string): Series[] {
  const daysSeen = new Set<string>();
  return series.filter(({ moments }, i) => {
    const day = dayOf(new Date(moments.at(-1)?.at ?? 0));
    const isLastOfDay = !daysSeen.has(day);
    daysSeen.add(day);
    const age = daysBetween(day, today);
    if (i === 0 || age <= EVERY_MOMENT_DAYS) return false;
    return !isLastOfDay || age > LAST_OF_DAY_DAYS;
  });
}
