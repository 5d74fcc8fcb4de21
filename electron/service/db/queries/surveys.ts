import { newUid } from '../../platform/new-uid.ts';
import type { NewRecord, Read, Write } from '../schema/schema.ts';
import { readStored } from '../schema/stored-values.ts';

/** Surveys with the names of what they are about, newest first. */
export async function selectSurveys(
  db: Read,
  { id, venueId, schoolId }: { id?: number; venueId?: number | undefined; schoolId?: number | undefined },
) {
  let rows = db
    .selectFrom('surveys')
    .innerJoin('schools', 'schools.id', 'surveys.schoolId')
    .innerJoin('venues', 'venues.id', 'surveys.venueId')
    .leftJoin('gates', 'gates.id', 'surveys.gateId')
    .selectAll('surveys')
    .select([
      'schools.name as schoolName',
      'venues.name as venueName',
      'venues.address as venueAddress',
      'venues.uscc as venueUscc',
      'venues.lng as venueLng',
      'venues.lat as venueLat',
      'gates.name as gateName',
      'gates.lng as gateLng',
      'gates.lat as gateLat',
    ])
    .orderBy('surveys.id', 'desc');
  if (id !== undefined) rows = rows.where('surveys.id', '=', id);
  if (venueId !== undefined) rows = rows.where('surveys.venueId', '=', venueId);
  if (schoolId !== undefined) rows = rows.where('surveys.schoolId', '=', schoolId);
  return (await rows.execute()).map(({ segments, officers, computed, ...row }) => ({
    ...row,
    segments: readStored('surveys.segments', segments),
    officers: readStored('surveys.officers', officers),
    computed: readStored('surveys.computed', computed),
  }));
}

/** Stores a survey; its id. */
export async function insertSurvey(db: Write, survey: NewRecord<'surveys'>): Promise<number> {
  const { id } = await db
    .insertInto('surveys')
    .values({ ...survey, uid: newUid() })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** A survey is never removed: it stays, with when and why it no longer counts. */
export async function withdrawSurvey(db: Write, id: number, at: string, reason: string): Promise<void> {
  await db
    .updateTable('surveys')
    .set({ withdrawnAt: at, withdrawnReason: reason })
    .where('id', '=', id)
    .execute();
}

/** The code of a survey that was measured from a gate; null where there is none. */
export async function findSurveyFromGate(db: Read, gateId: number): Promise<string | null> {
  const row = await db.selectFrom('surveys').select('code').where('gateId', '=', gateId).executeTakeFirst();
  return row?.code ?? null;
}
