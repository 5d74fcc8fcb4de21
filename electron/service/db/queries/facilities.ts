import type { Read } from '../schema/schema.ts';

/** Kinds of facilities that lists brought, or found again as they were known. */
export async function selectListedKinds(db: Read): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('facilities')
    .select('kind')
    .distinct()
    .where(({ or, eb, exists, selectFrom }) =>
      or([
        eb('batchId', 'is not', null),
        exists(
          selectFrom('listings')
            .innerJoin('batches', 'batches.id', 'listings.batchId')
            .select('listings.batchId')
            .whereRef('listings.placeId', '=', 'facilities.id')
            .where('batches.kind', '=', 'facilities')
            .where('batches.undoneAt', 'is', null),
        ),
      ]),
    )
    .execute();
  return new Set(rows.map(({ kind }) => kind));
}
