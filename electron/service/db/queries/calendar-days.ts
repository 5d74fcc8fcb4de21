import type { CalendarDay, OwnCalendarDay } from '#shared/calendar/work-calendar.ts';
import type { Read, Write } from '../schema/schema.ts';

/** Holidays and worked weekends that the office gave, earliest first. */
export async function selectCalendarDays(db: Read): Promise<OwnCalendarDay[]> {
  return await db
    .selectFrom('calendarDays')
    .select(['year', 'day', 'kind', 'title'])
    .orderBy('day')
    .orderBy('year')
    .execute();
}

/** Puts the days of a year's notice in the place of those given before. */
export async function replaceCalendarYear(
  db: Write,
  year: number,
  days: readonly CalendarDay[],
): Promise<void> {
  await db.deleteFrom('calendarDays').where('year', '=', year).execute();
  for (const { day, kind, title } of days)
    await db.insertInto('calendarDays').values({ year, day, kind, title }).execute();
}
