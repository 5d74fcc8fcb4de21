import { sql } from 'kysely';
import { storedTables } from '#service/db/schema/find-tables.ts';
import type { TownInUse } from './commands/town-in-use.ts';

/** How many rows each table holds. */
export async function rowCounts({ service }: TownInUse): Promise<Record<string, number>> {
  const { reader } = service.workspace.database;
  const counts: Record<string, number> = {};
  for (const table of storedTables) {
    const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(table)}`.execute(reader);
    counts[table] = rows[0]?.n ?? 0;
  }
  return counts;
}
