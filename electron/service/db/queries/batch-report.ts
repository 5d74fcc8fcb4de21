import type { Read } from '../schema/schema.ts';
import { listingOutcome } from './imports.ts';

/** What a batch changed of venues, one row a field. */
export async function selectChangesOfBatch(db: Read, batch: number) {
  return await db.selectFrom('venueChanges').selectAll().where('batchId', '=', batch).execute();
}

/** Rows that a batch added. */
export async function selectAddedIn(db: Read, batch: number): Promise<number[]> {
  const rows = await db
    .selectFrom('listings')
    .select('placeId')
    .where('batchId', '=', batch)
    .where('outcome', '=', listingOutcome.added)
    .execute();
  return rows.map(({ placeId }) => placeId);
}

/** Venues that a batch came without. */
export async function selectVanishedIn(db: Read, batch: number): Promise<number[]> {
  const rows = await db.selectFrom('venues').select('id').where('vanishedIn', '=', batch).execute();
  return rows.map(({ id }) => id);
}
