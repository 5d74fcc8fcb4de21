import { z } from 'zod';
import { addDays, weekdayOf } from './days.ts';

/** A day on which it is not as on any other of its weekday: off (放假), or worked although it is a weekend (调休上班). */
export const calendarDaySchema = z.object({
  day: z.iso.date(),
  kind: z.enum(['off', 'work']),
  /** Of which holiday: 春节. */
  title: z.string().trim().max(20),
});
export type CalendarDay = z.infer<typeof calendarDaySchema>;

/** One that an office gave: of the notice for a year, which may begin in the December before. */
export type OwnCalendarDay = CalendarDay & { readonly year: number };

/** China's holidays by years (`data/calendar`), as the notice of the State Council gives them. */
export const holidayFileSchema = z.object({
  years: z.array(
    z.object({
      year: z.number().int(),
      source: z.string(),
      url: z.string(),
      holidays: z.array(z.object({ title: z.string(), from: z.iso.date(), to: z.iso.date() })),
      workdays: z.array(z.iso.date()),
    }),
  ),
});
export type HolidayYear = z.infer<typeof holidayFileSchema>['years'][number];

/** Days of the years of which the holidays are known. */
export class WorkCalendar {
  readonly #days: ReadonlyMap<string, CalendarDay>;
  readonly #years: ReadonlySet<number>;

  /** Days of a workspace take the place of the whole year that the program knows. */
  constructor(known: readonly HolidayYear[], own: readonly OwnCalendarDay[]) {
    const ownYears = new Set(own.map(({ year }) => year));
    const given = known.filter(({ year }) => !ownYears.has(year)).flatMap(daysOfYear);
    this.#days = new Map([...given, ...own].map((each) => [each.day, each]));
    this.#years = new Set([...known.map(({ year }) => year), ...ownYears]);
  }

  /** What is said of a day; undefined where it is as any other of its weekday. */
  of(day: string): CalendarDay | undefined {
    return this.#days.get(day);
  }

  /** The days of a year that are otherwise than their weekday, in order. */
  ofYear(year: number): CalendarDay[] {
    const own = [...this.#days.values()].filter(({ day }) => yearOf(day) === year);
    return own.sort((a, b) => a.day.localeCompare(b.day));
  }

  /** Whether the holidays of its year are known; where not, Monday to Friday are taken for working days. */
  knows(day: string): boolean {
    return this.#years.has(yearOf(day));
  }

  isWorking(day: string): boolean {
    const said = this.of(day);
    return said ? said.kind === 'work' : weekdayOf(day) <= 5;
  }

  /** The first working day on or after a day. */
  workingFrom(day: string): string {
    let at = day;
    // Nobody is off for a year on end: a calendar that says so is refused where it is read.
    for (let i = 0; i < 366; i++, at = addDays(at, 1)) if (this.isWorking(at)) return at;
    throw new RangeError(`no working day within a year from ${day}`);
  }

  /** The working day after a day. */
  workingAfter(day: string): string {
    return this.workingFrom(addDays(day, 1));
  }
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}

/** The days of a year that are otherwise than their weekday, in order. */
export function daysOfYear({ holidays, workdays }: HolidayYear): CalendarDay[] {
  const off = holidays.flatMap(({ title, from, to }) => daysOff(title, from, to));
  const worked = workdays.map((day): CalendarDay => ({ day, kind: 'work', title: '调休' }));
  return [...off, ...worked].sort((a, b) => a.day.localeCompare(b.day));
}

/** The days off of a holiday from its first to its last. */
export function daysOff(title: string, from: string, to: string): CalendarDay[] {
  const days: CalendarDay[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push({ day, kind: 'off', title });
  return days;
}
