import type { ChangesWanted } from '#shared/contract/what-changed.ts';
import { TOWN_LEVEL } from '#shared/regions/levels.ts';
import { periodDates, periodOf } from '#shared/sweeps/period.ts';

/** What changed this quarter until today, of all or of a part. */
export function changesThisQuarter(today: string, part: Partial<ChangesWanted> = {}): ChangesWanted {
  const { from } = periodDates(periodOf(today));
  const whole = { town: null, schoolId: null, category: null, kinds: null };
  return { of: { from, to: today }, level: TOWN_LEVEL, ...whole, ...part };
}
