import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays, weekdayOf } from '#shared/calendar/days.ts';
import { holidayFileSchema, WorkCalendar } from '#shared/calendar/work-calendar.ts';
import { type PlanDay, planDays, postponeDays, sessionMinutes } from '#shared/sweeps/plan-days.ts';

const file = join(import.meta.dirname, '..', '..', 'data', 'calendar', 'holidays.json');
const calendar = new WorkCalendar(holidayFileSchema.parse(JSON.parse(readFileSync(file, 'utf8'))).years, []);
const times = { startsOn: '2026-09-28', pause: null, evening: null };
const thursdays = { ...times, evening: { from: '20:00', until: '02:00', weekdays: [4] } };
const fresh = { kept: [], from: '2026-01-01' };
/** What is wrong with the days of a team, in words. */
function faultsOf(days: readonly PlanDay[], startsOn: string, count: number): string[] {
  const going = days.filter(({ cancelled }) => cancelled === '');
  const closed = new Set(days.filter(({ cancelled }) => cancelled !== '').map(({ date }) => date));
  const isWeekend = (date: string) => weekdayOf(date) > 5 && calendar.of(date)?.kind !== 'work';
  return [
    ...(days.filter(({ session }) => session === 'day').length === count ? [] : ['a day is lost']),
    ...days.flatMap(({ date }) => [
      ...(calendar.of(date)?.kind === 'off' || isWeekend(date) ? [`${date} is off`] : []),
      ...(date < startsOn ? [`${date} lies before the first day`] : []),
    ]),
    ...(new Set(going.map(({ date, session }) => `${date}${session}`)).size < going.length ? ['twice'] : []),
    ...(going.some(({ date }) => closed.has(date)) ? ['a day that was cancelled is taken'] : []),
  ];
}
const datesOf = (days: readonly PlanDay[]) => days.map(({ date }) => date);

describe('the days of a team', () => {
  it('are working days: none in a holiday, one on a Saturday that is worked', () => {
    expect(datesOf(planDays(times, 6, calendar, fresh))).toEqual([
      '2026-09-28',
      '2026-09-29',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-10',
    ]);
  });

  it('have an evening on the weekdays that were chosen, after the day', () => {
    const days = planDays(thursdays, 4, calendar, fresh);
    expect(days.map(({ date, session }) => `${date} ${session}`)).toEqual([
      '2026-09-28 day',
      '2026-09-29 day',
      '2026-09-30 day',
      '2026-10-08 day',
      '2026-10-08 evening',
    ]);
  });

  it('keep what is over and what was cancelled, and count it', () => {
    const kept: PlanDay[] = [
      { date: '2026-09-28', session: 'day', cancelled: '' },
      { date: '2026-09-30', session: 'day', cancelled: '暴雨' },
    ];
    const days = planDays(times, 3, calendar, { kept, from: '2026-09-29' });
    expect(datesOf(days)).toEqual(['2026-09-28', '2026-09-29', '2026-09-30', '2026-10-08']);
    expect(days[0]).toBe(kept[0]);
  });

  it('go one working day later from a day on, over a holiday, and never on a day that was cancelled', () => {
    const days = planDays(thursdays, 4, calendar, fresh);
    expect(datesOf(postponeDays(days, '2026-09-29', calendar))).toEqual([
      '2026-09-28',
      '2026-09-30',
      '2026-10-08',
      '2026-10-09',
      '2026-10-09',
    ]);
    const rainy = days.map((day) => (day.date === '2026-09-30' ? { ...day, cancelled: '暴雨' } : day));
    expect(datesOf(postponeDays(rainy, '2026-09-29', calendar))).toEqual([
      '2026-09-28',
      '2026-10-08',
      '2026-09-30',
      '2026-10-09',
      '2026-10-09',
    ]);
  });

  it('go through midnight where they end before they begin', () => {
    expect(sessionMinutes(20 * 60, 2 * 60)).toEqual([1200, 1560]);
    expect(sessionMinutes(540, 1020)).toEqual([540, 1020]);
  });

  it('whatever is planned, postponed and cancelled: nobody goes on a holiday, twice on a day, or back in time', () => {
    const day = fc.integer({ min: 0, max: 364 }).map((n) => addDays('2026-01-01', n));
    const step = fc.record({ at: fc.nat(), cancel: fc.boolean() });
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 15 }),
        fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
        fc.array(step, { maxLength: 6 }),
        (startsOn, count, weekdays, steps) => {
          const evening = { from: '20:00', until: '02:00', weekdays };
          let days = planDays({ startsOn, pause: null, evening }, count, calendar, fresh);
          for (const { at, cancel } of steps) {
            const { date } = days[at % days.length] as PlanDay;
            days = cancel
              ? days.map((each) => (each.date === date ? { ...each, cancelled: '雨' } : each))
              : postponeDays(days, date, calendar);
          }
          expect(faultsOf(days, startsOn, count)).toEqual([]);
        },
      ),
      { numRuns: 10_000 },
    );
  });
});
