import type { NewRow, Read, Write } from '../schema/schema.ts';

/** Blank forms that were saved, the latest first. */
export async function selectBlanks(db: Read) {
  return await db
    .selectFrom('blanks')
    .selectAll()
    .orderBy('updatedAt', 'desc')
    .orderBy('id', 'desc')
    .execute();
}

/** One of them; undefined where there is none. */
export async function findBlank(db: Read, id: number) {
  return await db.selectFrom('blanks').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Keeps a form under its name, over one of the same name; its id. */
export async function saveBlankRow(db: Write, blank: NewRow<'blanks'>): Promise<number> {
  const { name: _, ...values } = blank;
  const { id } = await db
    .insertInto('blanks')
    .values(blank)
    .onConflict((conflict) => conflict.column('name').doUpdateSet(values))
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Removes a saved form and returns it; undefined where there was none. */
export async function removeBlank(db: Write, id: number) {
  return await db.deleteFrom('blanks').where('id', '=', id).returningAll().executeTakeFirst();
}
