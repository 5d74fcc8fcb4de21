import type { NewRow, Read, Write } from '../schema/schema.ts';

/** Places of the districts beside this one, by the districts' names. */
export async function selectNeighbours(db: Read) {
  return await db.selectFrom('neighbours').selectAll().orderBy('district').execute();
}
export type StoredNeighbour = Awaited<ReturnType<typeof selectNeighbours>>[number];

/** Puts them in the stead of those of the same district. */
export async function putNeighbour(db: Write, row: Omit<NewRow<'neighbours'>, 'id'>): Promise<void> {
  const { district, ...values } = row;
  await db
    .insertInto('neighbours')
    .values(row)
    .onConflict((on) => on.column('district').doUpdateSet({ ...values }))
    .execute();
}

/** The name of the district whose places were removed; undefined where there were none. */
export async function deleteNeighbour(db: Write, id: number): Promise<string | undefined> {
  const gone = await db
    .deleteFrom('neighbours')
    .where('id', '=', id)
    .returning('district')
    .executeTakeFirst();
  return gone?.district;
}
