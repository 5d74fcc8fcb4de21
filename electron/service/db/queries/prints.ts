import { sql } from 'kysely';
import type { NewRow, Read, Write } from '../schema/schema.ts';

/** The next number with this prefix, counted within it: 2026-Q4-001 first. */
export async function nextPrintNumber(db: Read, prefix: string): Promise<string> {
  const { rows } = await sql<{ last: number | null }>`
    select max(cast(substr("number", ${prefix.length + 1}) as integer)) as "last" from "prints"
    where "number" like ${`${prefix}%`}`.execute(db);
  return `${prefix}${String((rows[0]?.last ?? 0) + 1).padStart(3, '0')}`;
}

export async function insertPrint(db: Write, row: NewRow<'prints'>): Promise<number> {
  const { id } = await db.insertInto('prints').values(row).returning('id').executeTakeFirstOrThrow();
  return id;
}

export async function selectPrint(db: Read, id: number) {
  return await db.selectFrom('prints').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Finished prints whose order names a template, perhaps as something else: what was ordered, the latest first. */
export async function selectPrintsLike(db: Read, template: string) {
  return await db
    .selectFrom('prints')
    .select(['id', 'number', 'order', 'madeAt'])
    // Only what is finished has a file.
    .where('hash', 'is not', null)
    .where('order', 'like', `%"id":${JSON.stringify(template)}%`)
    .orderBy('id', 'desc')
    .execute();
}

/** Prints without what they were made from, the latest first. */
export async function selectPrints(db: Read) {
  return await db.selectFrom('prints').selectAll().orderBy('id', 'desc').execute();
}

export async function finishPrint(
  db: Write,
  id: number,
  values: {
    title: string;
    hash: string;
    file: string;
    fileName: string;
    size: number;
    pages: number;
    index: string;
  },
): Promise<void> {
  await db
    .updateTable('prints')
    .set({ ...values, state: 'done' })
    .where('id', '=', id)
    .execute();
}

/** Marks a print as dropped. Its row stays, so that its number is not used again. */
export async function dropPrint(db: Write, id: number): Promise<void> {
  await db.updateTable('prints').set({ state: 'dropped' }).where('id', '=', id).execute();
}

/**
 * The latest entry of the audit trail, entries about printing left out. Where it is the same as before, sheets that
 * were drawn then are still correct.
 */
export async function readDataState(db: Read): Promise<string> {
  const { rows } = await sql<{ last: number | null }>`
    select max("id") as "last" from "audit" where "command" not like 'sheets.%'`.execute(db);
  return String(rows[0]?.last ?? 0);
}
