import { changedColumns, filledColumns } from '#shared/registry/held-columns.ts';
import { identityOf } from '#shared/registry/identity.ts';
import type { PlaceValues } from '#shared/registry/place-values.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';
import type { EditableTable } from '../schema/table-facts.ts';
import { holdAll } from './columns-held-by-hand.ts';
import { type ColumnValues, insertRow, updateRow } from './write-row.ts';

type Row = { readonly id: number } & Record<string, string | number | null>;

/** A row as it was before it is changed by hand. */
export type RowBefore = PlaceValues & {
  readonly id: number;
  readonly identity: string;
  readonly contentHash: string;
  readonly held: string;
};

/** Rows that are to be changed by hand, with all their columns. */
export async function selectEditable(
  db: Read,
  table: EditableTable,
  ids: readonly number[],
): Promise<(Row & RowBefore)[]> {
  const rows = await db.selectFrom(table).selectAll().where('id', 'in', toIdList(ids)).execute();
  return rows;
}

/**
 * Adds a row that a person made. What the person said is held against lists; a list may write what was only assumed.
 * Returns its id.
 */
export async function addByHand(
  db: Write,
  table: EditableTable,
  said: ColumnValues,
  assumed: ColumnValues = {},
): Promise<number> {
  const values = { ...assumed, ...said };
  return await insertRow(db, table, {
    ...values,
    identity: identityOf(table, values),
    contentHash: '',
    held: holdAll({ held: '[]' }, filledColumns(said)),
  });
}

/**
 * Changes columns of a row as a person said, and holds those that change against lists; columns that the person
 * confirmed are held as well where they stay as they were. Returns what changes.
 */
export async function changeByHand(
  db: Write,
  table: EditableTable,
  before: RowBefore,
  said: ColumnValues,
  confirmed: readonly string[] = [],
): Promise<Record<string, string | number | null>> {
  const columns = changedColumns(before, said);
  const changed = Object.fromEntries(columns.map((column) => [column, said[column] ?? null]));
  // A place that a list has named keeps that identity, because the next list will use it again. A place that no list
  // has named gets its identity from its present columns.
  const identity = before.contentHash === '' ? identityOf(table, { ...before, ...changed }) : before.identity;
  const held = holdAll(before, [...columns, ...confirmed]);
  if (columns.length > 0 || held !== before.held)
    await updateRow(db, table, before.id, { ...changed, identity, held });
  return changed;
}
