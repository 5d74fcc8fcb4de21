import type { NewRow, Read, Write } from '../schema/schema.ts';

/** What happened at places, the latest first. */
export async function selectIncidents(db: Read) {
  return await db.selectFrom('incidents').selectAll().orderBy('at', 'desc').orderBy('id', 'desc').execute();
}

/** One incident; undefined where there is none with this id. */
export async function selectIncident(db: Read, id: number) {
  return await db.selectFrom('incidents').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Adds an incident; its id. */
export async function insertIncident(db: Write, incident: NewRow<'incidents'>): Promise<number> {
  const { id } = await db.insertInto('incidents').values(incident).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Changes what is said of an incident; who added it and when stays. */
export async function updateIncident(
  db: Write,
  id: number,
  incident: Omit<NewRow<'incidents'>, 'addedAt' | 'addedBy'>,
): Promise<void> {
  await db.updateTable('incidents').set(incident).where('id', '=', id).execute();
}

export async function removeIncident(db: Write, id: number): Promise<void> {
  await db.deleteFrom('incidents').where('id', '=', id).execute();
}
