import type { Read } from '#service/db/schema/schema.ts';
import { readStored } from '#service/db/schema/stored-values.ts';

/** The fields of venues that pages in tests write to. */
export const writtenFields = ['address', 'legalPerson', 'regNo'] as const;
export type WrittenField = (typeof writtenFields)[number];

/** A field of a venue that was changed, as the history of edits has it. */
export interface VenueChange {
  /** `3 phone 010-1`: the venue, the field, and what it says since. */
  readonly key: string;
  readonly before: unknown;
}

/** All changes of these fields, the earliest first. */
export async function readVenueChanges(db: Read): Promise<VenueChange[]> {
  const rows = await db
    .selectFrom('editRows')
    .select(['rowId', 'before', 'after'])
    .where('table', '=', 'venues')
    .orderBy('editId')
    .orderBy('place')
    .execute();
  return rows.flatMap(({ rowId, ...row }) => {
    const before = readStored('editRows.before', row.before);
    const after = readStored('editRows.after', row.after);
    return writtenFields
      .filter((field) => before?.[field] !== after?.[field])
      .map((field) => ({ key: `${rowId} ${field} ${after?.[field]}`, before: before?.[field] }));
  });
}
