import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { minuteOf } from '#shared/calendar/china-time.ts';
import { holidayFileSchema, WorkCalendar } from '#shared/calendar/work-calendar.ts';
import {
  commonHours,
  WorkingClock,
  type WorkingHours,
  workingHoursSchema,
} from '#shared/calendar/working-clock.ts';

const { years } = holidayFileSchema.parse(JSON.parse(readFileSync('data/calendar/holidays.json', 'utf8')));
const calendar = new WorkCalendar(years, []);
const clock = new WorkingClock(calendar, commonHours);
const at = (minute: string) => new Date(`${minute}:00+08:00`);

/** Whether the minute that begins at a moment is worked: nothing but the calendar and a comparison of clocks. */
function isWorked(moment: number, hours: WorkingHours): boolean {
  const [day = '', time = ''] = minuteOf(new Date(moment)).split('T');
  return calendar.isWorking(day) && hours.some(([from, until]) => from <= time && time < until);
}

/** Counts minute by minute. */
function countedBetween(from: number, to: number, hours: WorkingHours): number {
  let minutes = 0;
  for (let at = from; at < to; at += 60_000) if (isWorked(at, hours)) minutes += 1;
  return minutes;
}

const time = (minutes: number) =>
  `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
/** Hours of an office: two or four times of a day in their order. */
const anyHours = fc
  .uniqueArray(fc.integer({ min: 0, max: 24 * 60 }), { minLength: 2, maxLength: 4 })
  .map((given): WorkingHours => {
    const times = given.slice(0, given.length - (given.length % 2)).toSorted((a, b) => a - b);
    return times.flatMap((from, i) =>
      i % 2 === 0 ? [[time(from), time(times[i + 1] ?? from)] as [string, string]] : [],
    );
  });
const FIRST = at('2026-01-01T00:00').getTime();
/** A minute of 2026; most of the time near one of its holidays. */
const anyMinute = fc.oneof(
  fc.integer({ min: 0, max: 365 * 24 * 60 }),
  ...['2026-02-12', '2026-04-30', '2026-09-18', '2026-09-30'].map((day) => {
    const since = (at(`${day}T00:00`).getTime() - FIRST) / 60_000;
    return fc.integer({ min: since, max: since + 12 * 24 * 60 });
  }),
);

describe('the clock of working hours', () => {
  it('counts as one who looks at each minute', () => {
    fc.assert(
      fc.property(anyMinute, fc.integer({ min: 0, max: 14 * 24 * 60 }), anyHours, (from, span, hours) => {
        const [a, b] = [FIRST + from * 60_000, FIRST + (from + span) * 60_000];
        const worked = new WorkingClock(calendar, hours).between(new Date(a), new Date(b));
        expect(Math.round(worked * 60)).toBe(countedBetween(a, b, hours));
      }),
      { numRuns: 60 },
    );
  });

  it('rings in the first minute by which so many have gone', () => {
    fc.assert(
      fc.property(anyMinute, fc.integer({ min: 1, max: 40 * 60 }), anyHours, (from, minutes, hours) => {
        const begun = FIRST + from * 60_000;
        const rings = new WorkingClock(calendar, hours).after(new Date(begun), minutes / 60).getTime();
        let worked = 0;
        let at = begun;
        while (worked < minutes) {
          if (isWorked(at, hours)) worked += 1;
          at += 60_000;
        }
        expect(rings).toBe(at);
      }),
      { numRuns: 60 },
    );
  });

  it('passes over 中秋 and 国庆, and works on a Saturday of 调休', () => {
    // Thursday afternoon before 中秋 (9-25 to 9-27): two hours are left, two come on Monday.
    expect(clock.after(at('2026-09-24T15:30'), 4)).toEqual(at('2026-09-28T10:30'));
    expect(clock.between(at('2026-09-30T17:00'), at('2026-10-08T09:00'))).toBe(1);
    // 2026-10-10 is a Saturday that is worked.
    expect(clock.after(at('2026-10-09T17:00'), 1)).toEqual(at('2026-10-10T09:00'));
    expect(clock.after(at('2026-10-09T16:30'), 1)).toEqual(at('2026-10-09T17:30'));
    expect(clock.after(at('2026-10-03T03:00'), 0)).toEqual(at('2026-10-03T03:00'));
    expect(clock.between(at('2026-10-09T17:00'), at('2026-10-09T09:00'))).toBe(0);
    expect(clock.endOf('2026-10-10')).toEqual(at('2026-10-10T17:30'));
    expect(clock.endOf('2026-10-11')).toEqual(at('2026-10-11T23:59'));
  });

  it('takes hours in their order alone', () => {
    expect(workingHoursSchema.safeParse(commonHours).success).toBe(true);
    for (const wrong of [
      [],
      [['12:00', '08:00']],
      [
        ['08:00', '12:00'],
        ['11:00', '17:00'],
      ],
      [['8:00', '12:00']],
    ])
      expect(workingHoursSchema.safeParse(wrong).success).toBe(false);
  });
});
