import type { NewRow, Read, Write } from '../schema/schema.ts';

/** What a form or a call was answered, by its identity; undefined where it did not come. */
export async function findAnswerTo(db: Read, call: string) {
  return await db.selectFrom('sentForms').selectAll().where('id', '=', call).executeTakeFirst();
}

/** Returns its number. */
export async function insertAnswer(db: Write, answer: NewRow<'sentForms'>): Promise<number> {
  const { number } = await db
    .insertInto('sentForms')
    .values(answer)
    .returning('number')
    .executeTakeFirstOrThrow();
  return number;
}

/** Forgets answers that came before a time to calls whose identity begins with some text. */
export async function removeAnswersBefore(db: Write, at: string, prefix: string): Promise<void> {
  await db.deleteFrom('sentForms').where('at', '<', at).where('id', 'like', `${prefix}%`).execute();
}
