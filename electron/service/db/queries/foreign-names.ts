import { sql } from 'kysely';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { factsOf, storedTables } from '../schema/find-tables.ts';
import { foreignNameIn } from '../schema/foreign-names.ts';
import { ROW_NUMBER } from '../schema/row-number.ts';
import type { Read } from '../schema/schema.ts';
import type { StoredTable } from '../schema/table-facts.ts';

/** A row that names a file beyond its folder. */
export interface ForeignName {
  readonly table: StoredTable;
  readonly id: number;
  readonly column: string;
}

/**
 * Rows of a database that name files outside their folder. This program never writes such names, so somebody else did.
 * The files are never read; the rows are reported, so that the user can ask where the workspace comes from.
 */
export async function selectForeignNames(db: Read): Promise<ForeignName[]> {
  const found: ForeignName[] = [];
  for (const table of storedTables) {
    // Paths and addresses are not checked here: the program opens none of them before the user allows it.
    const columns = Object.entries(factsOf(table)?.names ?? {})
      .filter(([, naming]) => naming !== 'place')
      .map(([column]) => column);
    if (columns.length === 0) continue;
    const { rows } = await sql<PacketRow & { id: number }>`
      select ${sql.raw(ROW_NUMBER)} as "id", ${sql.join(columns.map((column) => sql.ref(column)))} from ${sql.table(table)}`.execute(
      db,
    );
    for (const row of rows) {
      const column = foreignNameIn(table, row);
      if (column !== null) found.push({ table, id: row.id, column });
    }
  }
  return found;
}

/** How many rows of a table name files outside their folder. */
export interface MisnamedRows {
  readonly table: StoredTable;
  readonly rows: number;
}

/** The same by table, for whoever opens the workspace. */
export async function countMisnamed(db: Read): Promise<MisnamedRows[]> {
  const counts = new Map<StoredTable, number>();
  for (const { table } of await selectForeignNames(db)) counts.set(table, (counts.get(table) ?? 0) + 1);
  return [...counts].map(([table, rows]) => ({ table, rows }));
}
