import { z } from 'zod';
import { dayOf } from './china-time.ts';
import { addDays } from './days.ts';
import type { WorkCalendar } from './work-calendar.ts';

const clock = z.string().regex(/^([01]\d|2[0-4]):[0-5]\d$/, { error: '时间应写作 08:30' });

/** Hours in which an office works on a working day, one after another: 08:30 to 12:00 and 14:00 to 17:30. */
export const workingHoursSchema = z
  .array(z.tuple([clock, clock]))
  .min(1, { error: '请填写工作时间' })
  .max(4)
  .refine((hours) => hours.every(([from, until]) => from < until && until <= '24:00'), {
    error: '工作时间的结束早于开始，请改正',
  })
  .refine((hours) => hours.every(([from], i) => i === 0 || (hours[i - 1]?.[1] ?? '') <= from), {
    error: '工作时间应按先后填写，不能重叠',
  });
export type WorkingHours = z.infer<typeof workingHoursSchema>;

/** What offices commonly keep; each sets its own. */
export const commonHours: WorkingHours = [
  ['08:30', '12:00'],
  ['14:00', '17:30'],
];

const HOUR_MS = 3600_000;

/** The clock that runs while an office works: in its hours, on China's working days with 节假日 and 调休. */
export class WorkingClock {
  readonly #calendar: WorkCalendar;
  readonly #hours: WorkingHours;

  constructor(calendar: WorkCalendar, hours: WorkingHours) {
    this.#calendar = calendar;
    this.#hours = hours;
  }

  /** The first moment by which so many working hours have gone since another; that moment itself for none. */
  after(from: Date, hours: number): Date {
    let left = Math.round(hours * HOUR_MS);
    if (left <= 0) return from;
    for (let day = dayOf(from); ; day = addDays(day, 1)) {
      day = this.#calendar.workingFrom(day);
      for (const [opens, closes] of this.#spansOn(day)) {
        const begins = Math.max(opens, from.getTime());
        if (begins >= closes) continue;
        if (begins + left <= closes) return new Date(begins + left);
        left -= closes - begins;
      }
    }
  }

  /** How many working hours lie between two moments; none where the second is not later. */
  between(from: Date, to: Date): number {
    let worked = 0;
    const last = dayOf(to);
    for (let day = dayOf(from); day <= last; day = addDays(day, 1)) {
      if (!this.#calendar.isWorking(day)) continue;
      for (const [opens, closes] of this.#spansOn(day))
        worked += Math.max(0, Math.min(closes, to.getTime()) - Math.max(opens, from.getTime()));
    }
    return worked / HOUR_MS;
  }

  /** When the office closes on a day; of a day off its last minute, so that nobody is late who answers on it. */
  endOf(day: string): Date {
    const last = momentAt(day, '23:59');
    const closes = this.#calendar.isWorking(day) ? this.#spansOn(day).at(-1)?.[1] : undefined;
    return new Date(Math.min(closes ?? last, last));
  }

  #spansOn(day: string): [number, number][] {
    return this.#hours.map(([from, until]) => [momentAt(day, from), momentAt(day, until)]);
  }
}

/** Milliseconds of a time of China's clock on a day; 24:00 is the end of it. */
function momentAt(day: string, time: string): number {
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return Date.parse(`${day}T00:00:00+08:00`) + hour * HOUR_MS + minute * 60_000;
}

/** 3 小时, 1.5 小时; 不到 0.1 小时 of what is hardly any. */
export function hoursText(hours: number): string {
  const tenths = Math.round(hours * 10) / 10;
  return tenths === 0 && hours > 0 ? '不到 0.1 小时' : `${tenths} 小时`;
}
