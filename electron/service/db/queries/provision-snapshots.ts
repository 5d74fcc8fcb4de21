import type { NewRow, Read, Write } from '../schema/schema.ts';

/** Stores what gates have on a day; its id. */
export async function insertSnapshot(db: Write, snapshot: NewRow<'provisionSnapshots'>): Promise<number> {
  const { id } = await db
    .insertInto('provisionSnapshots')
    .values(snapshot)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Snapshots without their content, the latest first. */
export async function selectSnapshots(db: Read) {
  return await db
    .selectFrom('provisionSnapshots')
    .select(['id', 'title', 'at', 'by'])
    .orderBy('id', 'desc')
    .execute();
}

/** The JSON of a snapshot; undefined where there is none with this id. */
export async function selectSnapshotContent(db: Read, id: number): Promise<string | undefined> {
  const row = await db
    .selectFrom('provisionSnapshots')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirst();
  return row?.content;
}
