import type { NewRow, Read, Write } from '../schema/schema.ts';
import { readStored, type StoredValue, writeStored } from '../schema/stored-values.ts';

/** What every gate has of every requirement; a key is the ids of both with a space between. */
type Snapshot = StoredValue<'provisionSnapshots.content'>;

/** Stores what gates have on a day; its id. */
export async function insertSnapshot(
  db: Write,
  { content, ...about }: Omit<NewRow<'provisionSnapshots'>, 'content'> & { readonly content: Snapshot },
): Promise<number> {
  const { id } = await db
    .insertInto('provisionSnapshots')
    .values({ ...about, content: writeStored('provisionSnapshots.content', content) })
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

/** What a snapshot holds; undefined where there is none with this id. */
export async function selectSnapshotContent(db: Read, id: number): Promise<Snapshot | undefined> {
  const row = await db
    .selectFrom('provisionSnapshots')
    .select('content')
    .where('id', '=', id)
    .executeTakeFirst();
  return row && readStored('provisionSnapshots.content', row.content);
}
