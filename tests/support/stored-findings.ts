import type { Read } from '#service/db/schema/schema.ts';

/** Findings as they are stored, in an order of their own, without the numbers of their rows. */
export async function storedFindings(db: Read) {
  const rows = await db
    .selectFrom('findings')
    .selectAll()
    .orderBy('schoolId')
    .orderBy('venueId')
    .orderBy('ruleId')
    .execute();
  return rows.map(({ id: _, ...row }) => row);
}
