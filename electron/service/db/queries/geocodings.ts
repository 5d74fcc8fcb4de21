import type { NewRow, Write } from '../schema/schema.ts';

/** Remembers what an online service answered about a venue's address, in place of an earlier answer. */
export async function saveGeocoding(db: Write, answer: NewRow<'geocodings'>): Promise<void> {
  const { venueId: _, ...values } = answer;
  await db
    .insertInto('geocodings')
    .values(answer)
    .onConflict((conflict) => conflict.column('venueId').doUpdateSet(values))
    .execute();
}
