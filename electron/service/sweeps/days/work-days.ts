import { readHolidays } from '#shared/calendar/read-holidays.ts';
import { type CalendarDay, WorkCalendar } from '#shared/calendar/work-calendar.ts';
import { commonHours, WorkingClock, type WorkingHours } from '#shared/calendar/working-clock.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import { CodedError } from '#shared/contract/errors.ts';
import { replaceCalendarYear, selectCalendarDays } from '../../db/queries/calendar-days.ts';
import { readMeta, writeMeta } from '../../db/schema/meta.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;

/** The working days: what the program brings, and what the office gave. */
export async function readWorkCalendar({ db, workspace }: Context): Promise<WorkCalendar> {
  return new WorkCalendar(workspace.catalogue.holidays, await selectCalendarDays(db));
}

/** When the office works: as it said, else as is common. */
async function readWorkingHours(db: Read): Promise<WorkingHours> {
  return readStored('meta.workingHours', await readMeta(db, 'workingHours')) ?? commonHours;
}

export async function keepWorkingHours(context: CommandContext, hours: WorkingHours): Promise<void> {
  context.recordBefore({ hours: await readWorkingHours(context.db) });
  context.recordAfter({ hours });
  await writeMeta(context.db, 'workingHours', writeStored('meta.workingHours', hours));
}

/** The clock that runs while the office works. */
export async function readWorkingClock(context: Context): Promise<WorkingClock> {
  return new WorkingClock(await readWorkCalendar(context), await readWorkingHours(context.db));
}

/** Holidays of a year, and where they are from. */
export async function readCalendarYear(context: Context, year: number): Promise<OutputOf<'calendar.get'>> {
  const calendar = await readWorkCalendar(context);
  const own = (await selectCalendarDays(context.db)).some((day) => day.year === year);
  const given = context.workspace.catalogue.holidays.find((each) => each.year === year);
  return {
    isKnown: calendar.knows(`${year}-01-01`),
    source: own ? '本单位导入' : (given?.source ?? ''),
    days: calendar.ofYear(year),
    hours: await readWorkingHours(context.db),
  };
}

/** What keeping holidays would change. */
export async function compareHolidays(context: Context, text: string): Promise<OutputOf<'calendar.read'>> {
  const { year, days, problems } = readHolidays(text);
  const calendar = await readWorkCalendar(context);
  const read = new Set(days.map(({ day }) => day));
  return {
    year,
    days: days.map((each) => ({ ...each, change: changeOf(calendar.of(each.day), each) })),
    gone: year === null ? [] : calendar.ofYear(year).filter(({ day }) => !read.has(day)),
    problems: [...problems],
  };
}

function changeOf(known: CalendarDay | undefined, day: CalendarDay): 'added' | 'changed' | 'same' {
  if (!known) return 'added';
  return known.kind === day.kind && known.title === day.title ? 'same' : 'changed';
}

/** Keeps the holidays of a year. Errors: HOLIDAYS_UNREADABLE. */
export async function keepHolidays(
  { db }: Pick<CommandContext, 'db'>,
  text: string,
): Promise<OutputOf<'calendar.keep'>> {
  const { year, days, problems } = readHolidays(text);
  const [problem] = problems;
  if (problem !== undefined || year === null)
    throw new CodedError('HOLIDAYS_UNREADABLE', { problem: problem ?? '没有读到日期' });
  await replaceCalendarYear(db, year, days);
  return { year, days: days.length };
}
