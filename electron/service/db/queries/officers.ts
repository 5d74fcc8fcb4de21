import type { Updateable } from 'kysely';
import type { NewRow, Read, Schema, Write } from '../schema/schema.ts';

/** All officers of the district, body by body. */
export async function selectOfficers(db: Read) {
  return await db.selectFrom('officers').selectAll().orderBy('agency').orderBy('name').execute();
}

/** Officers who can be drawn for a team, in the order in which they were added. */
export async function selectActiveOfficers(db: Read) {
  return await db.selectFrom('officers').selectAll().where('active', '=', 1).orderBy('id').execute();
}

/** The officer with a certificate number; undefined where nobody has it. */
export async function findOfficerByCertificate(db: Read, certificate: string) {
  return await db
    .selectFrom('officers')
    .selectAll()
    .where('certificate', '=', certificate)
    .executeTakeFirst();
}

/** Adds an officer; the id. */
export async function insertOfficer(db: Write, officer: NewRow<'officers'>): Promise<number> {
  const { id } = await db.insertInto('officers').values(officer).returning('id').executeTakeFirstOrThrow();
  return id;
}

/** Adds an officer unless the certificate number is known already. */
export async function insertOfficerIfNew(db: Write, officer: NewRow<'officers'>): Promise<void> {
  await db
    .insertInto('officers')
    .values(officer)
    .onConflict((conflict) => conflict.column('certificate').doNothing())
    .execute();
}

export async function updateOfficer(
  db: Write,
  id: number,
  values: Updateable<Schema['officers']>,
): Promise<void> {
  await db.updateTable('officers').set(values).where('id', '=', id).execute();
}
