import type { Read } from '../schema/schema.ts';

/** A school with all its columns; undefined where there is none with this id. */
export async function selectSchool(db: Read, id: number) {
  return await db.selectFrom('schools').selectAll().where('id', '=', id).executeTakeFirst();
}
