import type { InsertObject, UpdateObject } from 'kysely';
import { listed } from '../schema/id-list.ts';
import type { Read, Schema, Write } from '../schema/schema.ts';

/** Tables whose rows people change by hand. */
export type EditableTable = 'venues' | 'schools' | 'gates' | 'facilities' | 'roads' | 'regions';
type Row = { readonly id: number } & Record<string, string | number | null>;

/** Rows that are to be changed by hand, with all their columns. */
export async function selectEditable(db: Read, table: EditableTable, ids: readonly number[]): Promise<Row[]> {
  const rows = await db.selectFrom(table).selectAll().where('id', 'in', listed(ids)).execute();
  return rows;
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

export async function insertEditable(
  db: Write,
  table: EditableTable,
  values: Readonly<Record<string, string | number | null>>,
): Promise<number> {
  const { id } = await db
    .insertInto(table)
    .values(values as InsertObject<Schema, EditableTable>)
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

/** Removes a row with the findings that are made of it. */
export async function removeEditable(db: Write, table: EditableTable, id: number): Promise<void> {
  if (table === 'venues') {
    await db.deleteFrom('findings').where('venueId', '=', id).execute();
    await db.deleteFrom('geocodings').where('venueId', '=', id).execute();
    await db.deleteFrom('venueChanges').where('venueId', '=', id).execute();
  }
  if (table === 'schools') {
    await db.deleteFrom('findings').where('schoolId', '=', id).execute();
    await db.deleteFrom('gates').where('schoolId', '=', id).execute();
  }
  await db.deleteFrom(table).where('id', '=', id).execute();
}
