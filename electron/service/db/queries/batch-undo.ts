import { sql } from 'kysely';
import { z } from 'zod';
import { listed } from '../schema/id-list.ts';
import type { Read, Write } from '../schema/schema.ts';
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

/** What the audit trail kept of the rows that a batch overwrote. */
export async function findOverwritten(db: Read, batch: number): Promise<unknown> {
  const entry = await db
    .selectFrom('audit')
    .select(['before', 'after'])
    .where('command', '=', 'import.run')
    .where((where) =>
      where.or([
        where(sql<number>`json_extract("after", '$.batch')`, '=', batch),
        where(sql<number>`json_extract("before", ${`$.parts."${batch}"`}) is not null`, '=', 1),
      ]),
    )
    .executeTakeFirst();
  if (!entry) return { updated: [] };
  const before = overwritten.parse(JSON.parse(entry.before));
  // Since a file may become several batches, each has its own; before, there was one for all.
  return { updated: before.parts?.[String(batch)] ?? before.updated ?? [] };
}

const overwritten = z.object({
  updated: z.array(z.unknown()).optional(),
  parts: z.record(z.string(), z.array(z.unknown())).optional(),
});

/** Forgets what was kept of a batch beside its rows. */
export async function forgetBatch(
  db: Write,
  table: ImportTable,
  batch: number,
  added: readonly BatchRow[],
): Promise<void> {
  await db.deleteFrom('listings').where('batchId', '=', batch).execute();
  if (table !== 'venues') return;
  const ids = added.map(({ id }) => id);
  await db.deleteFrom('geocodings').where('venueId', 'in', listed(ids)).execute();
  await db
    .deleteFrom('venueChanges')
    .where((where) => where.or([where('batchId', '=', batch), where('venueId', 'in', listed(ids))]))
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
    .where((where) => where.or([where('batchId', '=', batch), where('id', 'in', listed(ids))]))
    .execute();
  return rows;
}

/** Lets rows go before the findings that point to them are measured again: checked when the transaction ends. */
export async function deferForeignKeys(db: Write): Promise<void> {
  await sql`pragma defer_foreign_keys = on`.execute(db);
}

export async function removeRows(db: Write, table: ImportTable, ids: readonly number[]): Promise<void> {
  await db.deleteFrom(table).where('id', 'in', listed(ids)).execute();
}

/** Puts a row back as it was. */
export async function restoreRow(db: Write, table: ImportTable, { id, ...values }: BatchRow): Promise<void> {
  await db.updateTable(table).set(values).where('id', '=', id).execute();
}
