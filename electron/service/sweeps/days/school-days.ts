import { noSchoolCalendar, type SchoolCalendar } from '#shared/calendar/school-calendar.ts';
import { readMeta, writeMeta } from '../../db/schema/meta.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';

/** When the district's schools are at work, as the office said. */
export async function readSchoolCalendar(db: Read): Promise<SchoolCalendar> {
  return readStored('meta.schoolCalendar', await readMeta(db, 'schoolCalendar')) ?? noSchoolCalendar;
}

/** Keeps it, breaks in the order of their days. */
export async function keepSchoolCalendar(context: CommandContext, given: SchoolCalendar): Promise<void> {
  context.recordBefore(await readSchoolCalendar(context.db));
  const calendar = { ...given, breaks: given.breaks.toSorted((a, b) => a.from.localeCompare(b.from)) };
  context.recordAfter(calendar);
  await writeMeta(context.db, 'schoolCalendar', writeStored('meta.schoolCalendar', calendar));
}
