import type { ColumnMap, ImportAs } from '#shared/contract/import.ts';
import type { Read, Write } from '../schema/schema.ts';
import { readStored, writeStored } from '../schema/stored-values.ts';

/** What a list was imported as, and how its columns were matched. */
export interface RememberedMapping {
  readonly as: ImportAs;
  readonly map: ColumnMap;
}

/** How a list of this header was last imported; null for a header that is new. */
export async function recallMapping(db: Read, columns: readonly string[]): Promise<RememberedMapping | null> {
  const row = await db
    .selectFrom('mappings')
    .selectAll()
    .where('header', '=', writeStored('mappings.header', [...columns]))
    .executeTakeFirst();
  if (!row) return null;
  return { as: row.kind, map: readStored('mappings.map', row.map) };
}

export async function rememberMapping(
  db: Write,
  columns: readonly string[],
  { as, map }: RememberedMapping,
  at: string,
): Promise<void> {
  const values = { kind: as, map: writeStored('mappings.map', map), usedAt: at };
  await db
    .insertInto('mappings')
    .values({ header: writeStored('mappings.header', [...columns]), ...values })
    .onConflict((conflict) => conflict.column('header').doUpdateSet(values))
    .execute();
}
