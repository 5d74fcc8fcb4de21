import type { Wording } from '#shared/classification/category.ts';
import { wordingFieldSchema } from '#shared/classification/category.ts';
import type { NewRow, Read, Write } from '../schema/schema.ts';

/** The workspace's own wordings, the longest first: the more particular one decides. */
export async function readWordings(db: Read): Promise<Wording[]> {
  const rows = await db.selectFrom('wordings').selectAll().execute();
  return rows
    .map(({ field, text, category }) => ({ field: wordingFieldSchema.parse(field), text, category }))
    .sort((a, b) => b.text.length - a.text.length);
}

/** Remembers what a wording decides, in place of what it decided before. */
export async function saveWording(db: Write, wording: NewRow<'wordings'>): Promise<void> {
  const { field: _, text: __, ...values } = wording;
  await db
    .insertInto('wordings')
    .values(wording)
    .onConflict((conflict) => conflict.columns(['field', 'text']).doUpdateSet(values))
    .execute();
}

/** Removes a wording; what it was, or undefined where there is none. */
export async function removeWording(db: Write, id: number) {
  return await db.deleteFrom('wordings').where('id', '=', id).returningAll().executeTakeFirst();
}
