import { sql } from 'kysely';
import { newUid } from '../../platform/new-uid.ts';
import { returns } from '../schema/find-tables.ts';
import { ROW_NUMBER } from '../schema/row-number.ts';
import type { Schema, Write } from '../schema/schema.ts';
import type { EditedTable } from '../schema/table-facts.ts';

/** Values by column, of whatever table. */
export type ColumnValues = Readonly<Record<string, string | number | null>>;

/** Inserts a row, with an identity where its table has them and none is given; its id, given or new. Errors: SQLite's where a column is not known or a value does not fit. */
export async function insertRow(db: Write, table: keyof Schema, row: ColumnValues): Promise<number> {
  const values = returns(table) ? { ...row, uid: row.uid ?? newUid() } : row;
  const columns = Object.keys(values);
  const { rows } = await sql<{ id: number }>`
    insert into ${sql.table(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values (${sql.join(columns.map((column) => sql.val(values[column])))})
    returning ${sql.raw(ROW_NUMBER)} as "id"`.execute(db);
  return rows[0]?.id ?? 0;
}

/** Changes columns of a row that is found by its number, in the column `key`. Errors: SQLite's where a column is not known or a value does not fit. */
export async function updateRow(
  db: Write,
  table: keyof Schema,
  id: number,
  values: ColumnValues,
  key = 'id',
): Promise<void> {
  const sets = Object.entries(values).map(([column, value]) => sql`${sql.ref(column)} = ${sql.val(value)}`);
  if (sets.length > 0)
    await sql`update ${sql.table(table)} set ${sql.join(sets)} where ${sql.ref(key)} = ${id}`.execute(db);
}

/** Makes a row what it is to be: inserted, replaced, or removed where it is null. */
export async function putRow(
  db: Write,
  table: EditedTable,
  id: number,
  row: ColumnValues | null,
): Promise<void> {
  await db.deleteFrom(table).where('id', '=', id).execute();
  if (row) await insertRow(db, table, row);
}
