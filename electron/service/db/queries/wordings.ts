import type { Wording } from '#shared/classification/category.ts';
import { wordingFieldSchema } from '#shared/classification/category.ts';
import type { Read } from '../schema/schema.ts';

/** The workspace's own wordings, the longest first: the more particular one decides. */
export async function readWordings(db: Read): Promise<Wording[]> {
  const rows = await db.selectFrom('wordings').selectAll().execute();
  return rows
    .map(({ field, text, category }) => ({ field: wordingFieldSchema.parse(field), text, category }))
    .sort((a, b) => b.text.length - a.text.length);
}
