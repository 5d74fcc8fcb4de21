import { type Selectable, sql, type Updateable } from 'kysely';
import type { ListedOfficer } from '#shared/sweeps/officer-state.ts';
import type { NewRow, Read, Schema, Write } from '../schema/schema.ts';
import { readFlag, readStored } from '../schema/stored-values.ts';

/** All officers of the district, body by body. */
export async function selectOfficers(db: Read) {
  return await db.selectFrom('officers').selectAll().orderBy('agency').orderBy('name').execute();
}

/** Officers as their list says, by certificate, also those who were taken off it. */
export async function selectListed(db: Read): Promise<Map<string, ListedOfficer & { readonly id: number }>> {
  const rows = await db.selectFrom('officers').selectAll().orderBy('id').execute();
  return new Map(rows.map((row) => [row.certificate, toListed(row)]));
}

export function toListed({
  active,
  confirmed,
  leaves,
  ...officer
}: Selectable<Schema['officers']>): ListedOfficer & { id: number; phone: string } {
  return {
    ...officer,
    active: readFlag(active),
    confirmed: readFlag(confirmed),
    leaves: readStored('officers.leaves', leaves),
  };
}

/** How many visits each officer made and when the last was, by certificate. */
export async function countVisitsByOfficer(db: Read) {
  const { rows } = await sql<{ certificate: string; visits: number; last: string }>`
    select json_extract("officer"."value", '$.certificate') as "certificate", count(*) as "visits",
      substr(max("startedAt"), 1, 10) as "last"
    from "visits", json_each("visits"."officers") as "officer" group by 1`.execute(db);
  return new Map(rows.map(({ certificate, visits, last }) => [certificate, { visits, last }]));
}

/** An officer as stored; undefined where there is none. */
export async function findOfficer(db: Read, id: number) {
  return await db.selectFrom('officers').selectAll().where('id', '=', id).executeTakeFirst();
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
