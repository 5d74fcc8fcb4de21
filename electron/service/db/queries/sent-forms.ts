import type { NewRow, Read, Write } from '../schema/schema.ts';

/** A form that came, by its identity; undefined where it did not. */
export async function findSentForm(db: Read, id: string) {
  return await db.selectFrom('sentForms').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function insertSentForm(db: Write, form: NewRow<'sentForms'>): Promise<void> {
  await db.insertInto('sentForms').values(form).execute();
}
