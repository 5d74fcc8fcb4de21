import { sql } from 'kysely';
import type { InsertMany } from '../engine/open.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';
import { readStored, type StoredRow, writeStored } from '../schema/stored-values.ts';
import type { ImportTable } from '../schema/table-facts.ts';

/** A row of a table that lists go into, whatever its columns. */
export type BatchRow = { readonly id: number; readonly batchId: number | null } & Readonly<
  Record<string, string | number | null>
>;

/** A batch by its number, or the latest that stands. */
export async function findBatch(db: Read, id: number | null) {
  const batches = db.selectFrom('batches').selectAll();
  return await (id === null
    ? batches.where('undoneAt', 'is', null).orderBy('id', 'desc').limit(1)
    : batches.where('id', '=', id)
  ).executeTakeFirst();
}

/** The batches that one file became, latest first; those that stand. */
export async function findParts(db: Read, id: number) {
  return await db
    .selectFrom('batches')
    .selectAll()
    .where((where) => where.or([where('id', '=', id), where('partOf', '=', id)]))
    .where('undoneAt', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

/** Keeps rows that a batch overwrites, as they were: each once. */
export function keepOverwritten(insertMany: InsertMany, batch: number, rows: readonly StoredRow[]): void {
  const byId = new Map(rows.map((row) => [Number(row.id), row]));
  insertMany(
    'batchRows',
    ['batchId', 'rowId', 'before'],
    [...byId].map(([id, row]) => [batch, id, writeStored('batchRows.before', row)]),
  );
}

/** Rows that a batch overwrote, as they were, by id. */
export async function selectOverwritten(db: Read, batch: number): Promise<Map<number, BatchRow>> {
  const rows = await db
    .selectFrom('batchRows')
    .select(['rowId', 'before'])
    .where('batchId', '=', batch)
    .orderBy('id')
    .execute();
  return new Map(
    rows.map(({ rowId, before }) => {
      const row = readStored('batchRows.before', before);
      const batchId = row.batchId == null ? null : Number(row.batchId);
      return [rowId, { ...row, id: rowId, batchId }];
    }),
  );
}

/** Forgets what was kept of a batch beside its rows. */
export async function forgetBatch(
  db: Write,
  table: ImportTable,
  batch: number,
  added: readonly BatchRow[],
): Promise<void> {
  await db.deleteFrom('listings').where('batchId', '=', batch).execute();
  await db.deleteFrom('batchRows').where('batchId', '=', batch).execute();
  if (table !== 'venues') return;
  const ids = added.map(({ id }) => id);
  await db.deleteFrom('geocodings').where('venueId', 'in', toIdList(ids)).execute();
  await db
    .deleteFrom('venueChanges')
    .where((where) => where.or([where('batchId', '=', batch), where('venueId', 'in', toIdList(ids))]))
    .execute();
}

/** Rows that a batch wrote last, and those of the given ids. */
export async function rowsOfBatch(
  db: Read,
  table: ImportTable,
  batch: number,
  ids: readonly number[],
): Promise<BatchRow[]> {
  const rows = await db
    .selectFrom(table)
    .selectAll()
    .where((where) => where.or([where('batchId', '=', batch), where('id', 'in', toIdList(ids))]))
    .execute();
  return rows;
}

/** Lets rows go before the findings that point to them are measured again: checked when the transaction ends. */
export async function deferForeignKeys(db: Write): Promise<void> {
  await sql`pragma defer_foreign_keys = on`.execute(db);
}

export async function removeRows(db: Write, table: ImportTable, ids: readonly number[]): Promise<void> {
  await db.deleteFrom(table).where('id', 'in', toIdList(ids)).execute();
}

/** Puts a row back as it was. */
export async function restoreRow(db: Write, table: ImportTable, { id, ...values }: BatchRow): Promise<void> {
  await db.updateTable(table).set(values).where('id', '=', id).execute();
}

export async function markBatchUndone(db: Write, id: number, at: string): Promise<void> {
  await db.updateTable('batches').set({ undoneAt: at }).where('id', '=', id).execute();
}
