import { sql } from 'kysely';
import type { Read } from '../schema/schema.ts';
import type { StoredTable } from '../schema/table-facts.ts';

/** Where everything with a position of its own lies, for whoever may see what lies in some regions. */
export async function selectVenuePositions(db: Read) {
  return await db.selectFrom('venues').select(['id', 'lng', 'lat']).execute();
}

/** Whether a connection sees a row. */
export async function hasRow(db: Read, table: StoredTable, id: number): Promise<boolean> {
  const { rows } = await sql`select 1 from ${sql.table(table)} where id = ${id}`.execute(db);
  return rows.length > 0;
}
