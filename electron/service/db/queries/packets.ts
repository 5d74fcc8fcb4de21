import { sql } from 'kysely';
import type { PacketAbout } from '#shared/contract/packets.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { isSqliteError } from '../engine/faults.ts';
import { returns, storedTables, travels } from '../schema/find-tables.ts';
import { toIdList, toTextList } from '../schema/id-list.ts';
import { readMeta } from '../schema/meta.ts';
import { ROW_NUMBER } from '../schema/row-number.ts';
import type { Read, Write } from '../schema/schema.ts';
import { readStored, type StoredValue, writeStored } from '../schema/stored-values.ts';
import type { PacketTable, ReturningTable } from '../schema/table-facts.ts';
import { insertRow } from './write-row.ts';

/** Tables whose rows travel in a packet, each after those that it points to. */
export const packetTables = storedTables.filter(travels);
/** Those whose rows come back. */
export const returningTables = storedTables.filter(returns);

/** A packet that left for a team: its number. What it is about is told when that is known. */
export async function insertPacket(db: Write, code: string, sweepId: number): Promise<number> {
  const { id } = await db
    .insertInto('packets')
    .values({ code, sweepId, about: '', returnedAt: null })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

export async function describePacket(db: Write, id: number, about: PacketAbout): Promise<void> {
  await db
    .updateTable('packets')
    .set({ about: writeStored('packets.about', about) })
    .where('id', '=', id)
    .execute();
}

/** The packet of a code, with what it is about; undefined where none of that code left here. */
export async function findPacket(db: Read, code: string) {
  const packet = await db.selectFrom('packets').selectAll().where('code', '=', code).executeTakeFirst();
  return packet && { ...packet, about: readStored('packets.about', packet.about) };
}

export async function markReturned(db: Write, id: number, returnedAt: string): Promise<void> {
  await db.updateTable('packets').set({ returnedAt }).where('id', '=', id).execute();
}

/** What a workspace in the field was made of; null in an office's. */
export async function readFieldPacket(db: Read): Promise<StoredValue<'meta.packet'> | null> {
  return readStored('meta.packet', await readMeta(db, 'packet'));
}

/** Rows of a table with all columns, by a condition on one of them. */
export async function selectPacketRows(
  db: Read,
  table: PacketTable,
  column: string,
  ids: Iterable<number>,
): Promise<PacketRow[]> {
  const { rows } = await sql<PacketRow>`
    select * from ${sql.ref(table)} where ${sql.ref(column)} in ${toIdList([...new Set(ids)])}
    order by "id"`.execute(db);
  return rows;
}

/** All rows of a table. */
export async function selectAllRows(db: Read, table: PacketTable): Promise<PacketRow[]> {
  const { rows } =
    await sql<PacketRow>`select * from ${sql.ref(table)} order by ${sql.raw(ROW_NUMBER)}`.execute(db);
  return rows;
}

/** Inserts a row that came from elsewhere, its id; null where the database does not take it. */
export async function insertForeignRow(
  db: Write,
  table: PacketTable,
  row: PacketRow,
): Promise<number | null> {
  try {
    return await insertRow(db, table, row);
  } catch (error) {
    if (isSqliteError(error, 'SQLITE_CONSTRAINT', 'SQLITE_ERROR', 'SQLITE_MISMATCH')) return null;
    throw error;
  }
}

/** Whether a row is there. */
export async function isThere(db: Read, table: PacketTable, id: number): Promise<boolean> {
  return (await selectPacketRows(db, table, 'id', [id])).length > 0;
}

/** A row that a packet took along (`copy` is empty) or that an unpacked copy brought, as it last went or came. */
export interface RememberedRow {
  readonly copy: string;
  readonly table: string;
  readonly uid: string;
  readonly rowId: number;
  readonly content: PacketRow;
}

export async function selectRemembered(db: Read, packetId: number): Promise<RememberedRow[]> {
  const rows = await db.selectFrom('packetRows').selectAll().where('packetId', '=', packetId).execute();
  return rows.map(({ content, ...row }) => ({ ...row, content: readStored('packetRows.content', content) }));
}

/** Remembers how a row went with a packet or came from a copy of it, and which row of this workspace it is. */
export async function rememberRow(
  db: Write,
  packetId: number,
  row: Omit<RememberedRow, 'table'> & { readonly table: ReturningTable },
): Promise<void> {
  const { rowId } = row;
  const content = writeStored('packetRows.content', row.content);
  await db
    .insertInto('packetRows')
    .values({ ...row, packetId, content })
    .onConflict((conflict) =>
      conflict.columns(['packetId', 'copy', 'table', 'uid']).doUpdateSet({ rowId, content }),
    )
    .execute();
}

/** How far a copy had got when the latest file of it came; 0 where none came. */
export async function findStep(db: Read, packetId: number, copy: string): Promise<number> {
  const row = await db
    .selectFrom('packetCopies')
    .select('step')
    .where('packetId', '=', packetId)
    .where('copy', '=', copy)
    .executeTakeFirst();
  return row?.step ?? 0;
}

export async function rememberStep(db: Write, packetId: number, copy: string, step: number): Promise<void> {
  await db
    .insertInto('packetCopies')
    .values({ packetId, copy, step })
    .onConflict((conflict) => conflict.columns(['packetId', 'copy']).doUpdateSet({ step }))
    .execute();
}

/** How many entries the trail has. */
export async function countSteps(db: Read): Promise<number> {
  const row = await db
    .selectFrom('audit')
    .select((select) => select.fn.max('id').as('last'))
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Rows of a table that have some identities, by these. */
export async function selectIdsByUid(
  db: Read,
  table: ReturningTable,
  uids: readonly string[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await db
    .selectFrom(table)
    .select(['id', 'uid'])
    .where('uid', 'in', toTextList(uids))
    .execute();
  return new Map(rows.map(({ id, uid }) => [uid, id]));
}

/** Where a venue is that was merged into another; itself where it was not. */
export async function followMerges(db: Read, venueId: number): Promise<number> {
  let id = venueId;
  for (let merge = await mergeOf(db, id); merge; merge = await mergeOf(db, id)) id = merge.keptId;
  return id;
}

async function mergeOf(db: Read, removedId: number) {
  const exists = await db.selectFrom('venues').select('id').where('id', '=', removedId).executeTakeFirst();
  if (exists) return undefined;
  return await db
    .selectFrom('merges')
    .select('keptId')
    .where('removedId', '=', removedId)
    .orderBy('id', 'desc')
    .executeTakeFirst();
}

/** The field packets that left for a sweep, the latest first. */
export async function selectPackets(db: Read, sweepId: number) {
  const rows = await db
    .selectFrom('packets')
    .selectAll()
    .where('sweepId', '=', sweepId)
    .orderBy('id', 'desc')
    .execute();
  return rows.map(({ id, about, returnedAt }) => ({
    ...readStored('packets.about', about),
    id,
    returnedAt,
  }));
}
