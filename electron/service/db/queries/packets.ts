import { sql } from 'kysely';
import type { PacketAbout } from '#shared/contract/packets.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { returns, storedTables, travels } from '../schema/find-tables.ts';
import { toIdList } from '../schema/id-list.ts';
import { readMeta } from '../schema/meta.ts';
import type { Read, Write } from '../schema/schema.ts';
import { readStored, type StoredValue, writeStored } from '../schema/stored-values.ts';
import type { PacketTable, ReturningTable } from '../schema/table-facts.ts';

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
  const { rows } = await sql<PacketRow>`select * from ${sql.ref(table)} order by rowid`.execute(db);
  return rows;
}

/** Inserts a row; its id, given or new. Errors: SQLite's where a column is not known or a value does not fit. */
export async function insertPacketRow(db: Write, table: PacketTable, row: PacketRow): Promise<number> {
  const columns = Object.keys(row);
  const { rows } = await sql<{ id: number }>`
    insert into ${sql.ref(table)} (${sql.join(columns.map((column) => sql.ref(column)))})
    values (${sql.join(columns.map((column) => sql.val(row[column])))})
    returning rowid as "id"`.execute(db);
  return rows[0]?.id ?? 0;
}

export async function updatePacketRow(
  db: Write,
  table: PacketTable,
  id: number,
  values: PacketRow,
): Promise<void> {
  const sets = Object.entries(values).map(([column, value]) => sql`${sql.ref(column)} = ${sql.val(value)}`);
  await sql`update ${sql.ref(table)} set ${sql.join(sets)} where "id" = ${id}`.execute(db);
}

/** A row that a packet knows: which one it is here, and how it last came or went. */
export interface KnownRow {
  readonly rowId: number;
  readonly content: PacketRow;
}

/** What a packet knows, by table and the id in the field. */
export type KnownRows = ReadonlyMap<string, ReadonlyMap<number, KnownRow>>;

export async function selectKnownRows(db: Read, packetId: number): Promise<KnownRows> {
  const rows = await db.selectFrom('packetRows').selectAll().where('packetId', '=', packetId).execute();
  const known = new Map<string, Map<number, KnownRow>>();
  for (const { table, fieldId, rowId, content } of rows) {
    const own = known.get(table) ?? new Map<number, KnownRow>();
    own.set(fieldId, { rowId, content: readStored('packetRows.content', content) });
    known.set(table, own);
  }
  return known;
}

export async function rememberRow(
  db: Write,
  packetId: number,
  table: ReturningTable,
  row: PacketRow,
  rowId: number,
): Promise<void> {
  const content = writeStored('packetRows.content', row);
  await db
    .insertInto('packetRows')
    .values({ packetId, table, fieldId: Number(row.id), rowId, content })
    .onConflict((conflict) =>
      conflict.columns(['packetId', 'table', 'fieldId']).doUpdateSet({ rowId, content }),
    )
    .execute();
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
