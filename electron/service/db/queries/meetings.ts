import type { NewRow, Read, RowChanges, Write } from '../schema/schema.ts';

/** Meetings, the latest first. */
export async function selectMeetings(db: Read) {
  return await db
    .selectFrom('meetings')
    .selectAll()
    .orderBy('heldOn', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

export async function findMeeting(db: Read, id: number) {
  return await db.selectFrom('meetings').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The last meeting of some days; undefined where there was none. */
export async function findLastMeeting(db: Read, from: string, to: string) {
  return await db
    .selectFrom('meetings')
    .selectAll()
    .where('heldOn', '>=', from)
    .where('heldOn', '<=', to)
    .orderBy('heldOn', 'desc')
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

export async function insertMeeting(db: Write, meeting: NewRow<'meetings'>): Promise<number> {
  const { id } = await db.insertInto('meetings').values(meeting).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function updateMeeting(db: Write, id: number, values: RowChanges<'meetings'>): Promise<void> {
  await db.updateTable('meetings').set(values).where('id', '=', id).execute();
}
