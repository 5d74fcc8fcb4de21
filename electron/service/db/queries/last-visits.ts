import type { Read } from '../schema/schema.ts';

/** The day of the last visit to each venue that was visited (YYYY-MM-DD), by the id of the venue. */
export async function selectLastVisitDays(db: Read): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('visits')
    .select(['venueId', (select) => select.fn.max('startedAt').as('last')])
    .where('venueId', 'is not', null)
    .$narrowType<{ venueId: number }>()
    .groupBy('venueId')
    .execute();
  return new Map(rows.map(({ venueId, last }) => [venueId, last.slice(0, 10)]));
}

/** The day of the last visit to a school (YYYY-MM-DD); null where there was none. */
export async function findLastVisitOfSchool(db: Read, schoolId: number): Promise<string | null> {
  const row = await db
    .selectFrom('visits')
    .select('startedAt')
    .where('schoolId', '=', schoolId)
    .orderBy('startedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.startedAt.slice(0, 10) ?? null;
}
