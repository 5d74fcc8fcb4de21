import type { UpdateObject } from 'kysely';
import { listed } from './listed.ts';
import type { Read, Schema, Write } from './schema.ts';

type EditableTable = 'venues' | 'schools' | 'gates' | 'facilities';
type Row = { readonly id: number } & Record<string, string | number | null>;

/** Rows that are to be changed by hand, with all their columns. */
export async function selectEditable(db: Read, table: EditableTable, ids: readonly number[]): Promise<Row[]> {
  const rows = await db.selectFrom(table).selectAll().where('id', 'in', listed(ids)).execute();
  return rows as unknown as Row[];
}

export async function updateEditable(
  db: Write,
  table: EditableTable,
  id: number,
  values: Readonly<Record<string, string | number | null>>,
): Promise<void> {
  await db
    .updateTable(table)
    .set(values as UpdateObject<Schema, EditableTable>)
    .where('id', '=', id)
    .execute();
}
