import { toIdList } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';
import { listingOutcome } from './imports.ts';
import type { StoredMerge } from './merged-venues.ts';

/** Batches of venues that stand and were imported from one moment until before another, in their order. */
export async function selectVenueBatches(db: Read, from: string, before: string) {
  return await db
    .selectFrom('batches')
    .select(['id as batch', 'fileName', 'importedAt'])
    .where('kind', '=', 'venues')
    .where('undoneAt', 'is', null)
    .where('importedAt', '>=', from)
    .where('importedAt', '<', before)
    .orderBy('id')
    .execute();
}

/** What batches changed of venues, one row a field, the earliest first. */
export async function selectChangesOfBatches(db: Read, batches: readonly number[]) {
  return await db
    .selectFrom('venueChanges')
    .selectAll()
    .where('batchId', 'in', toIdList(batches))
    .orderBy('id')
    .execute();
}

/** Rows that batches added. */
export async function selectAddedIn(db: Read, batches: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('listings')
    .select('placeId')
    .where('batchId', 'in', toIdList(batches))
    .where('outcome', '=', listingOutcome.added)
    .execute();
  return rows.map(({ placeId }) => placeId);
}

/** Venues that are missing from batches, and that no later list has named. */
export async function selectVanishedIn(db: Read, batches: readonly number[]): Promise<number[]> {
  const rows = await db
    .selectFrom('venues')
    .select('id')
    .where('vanishedIn', 'in', toIdList(batches))
    .execute();
  return rows.map(({ id }) => id);
}

/** Merges in which a venue that is missing from the batches was merged with one that they added. */
export function mergedSuccessions(merges: readonly StoredMerge[], batches: readonly number[]): StoredMerge[] {
  const isOfBatches = (value: unknown) => typeof value === 'number' && batches.includes(value);
  return merges.filter(({ kept, removed }) => isOfBatches(kept.vanishedIn) && isOfBatches(removed.batchId));
}

/**
 * Clears the marks of venues that are missing from a list; returns how many had one. The list counts as if it had named
 * them, so that the next one of its source is asked for them again.
 */
export async function clearVanished(db: Write, ids: readonly number[]): Promise<number> {
  const marked = db.selectFrom('venues').where('id', 'in', toIdList(ids)).where('vanishedIn', 'is not', null);
  const rows = await marked.select('id').execute();
  await db
    .insertInto('listings')
    .columns(['batchId', 'placeId', 'outcome'])
    .expression(
      marked.select((select) => [
        select.ref('vanishedIn').$notNull().as('batchId'),
        'id as placeId',
        select.lit(listingOutcome.unchanged).as('outcome'),
      ]),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  await db.updateTable('venues').set({ vanishedIn: null }).where('id', 'in', toIdList(ids)).execute();
  return rows.length;
}
