import type { Read } from '../schema/schema.ts';

/** A school with all its columns; undefined where there is none with this id. */
export async function selectSchool(db: Read, id: number) {
  return await db.selectFrom('schools').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Addresses of all schools, by id. */
export async function selectSchoolAddresses(db: Read): Promise<Map<number, string>> {
  const rows = await db.selectFrom('schools').select(['id', 'address']).execute();
  return new Map(rows.map(({ id, address }) => [id, address]));
}
