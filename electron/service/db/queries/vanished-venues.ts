import { sql } from 'kysely';
import { toIdList } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';

/** Marks venues that are missing from a batch, and clears the mark of those that it lists again. */
export async function markVanished(db: Write, batch: number, ids: readonly number[]): Promise<void> {
  await db
    .updateTable('venues')
    .set({ vanishedIn: null })
    .where('vanishedIn', 'is not', null)
    .where('id', 'in', (query) => query.selectFrom('listings').select('placeId').where('batchId', '=', batch))
    .execute();
  if (ids.length === 0) return;
  await db.updateTable('venues').set({ vanishedIn: batch }).where('id', 'in', toIdList(ids)).execute();
}

/**
 * Takes back what a batch marked. A mark that it cleared is set again only when the venue is missing from a later list.
 */
export async function unmarkVanished(db: Write, batch: number): Promise<void> {
  await sql`update venues set "vanishedIn" = null where "vanishedIn" = ${batch}`.execute(db);
}

/** The list that a venue is missing from. */
export async function findVanishedFrom(db: Read, batch: number | null) {
  if (batch === null) return undefined;
  return await db
    .selectFrom('batches')
    .select(['fileName', 'importedAt'])
    .where('id', '=', batch)
    .executeTakeFirst();
}
