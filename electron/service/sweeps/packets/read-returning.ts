import { CodedError } from '#shared/contract/errors.ts';
import type { PacketAbout } from '#shared/contract/packets.ts';
import { compareFields, type FieldDifference, type PacketRow } from '#shared/sweeps/packet.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import {
  findPacket,
  followMerges,
  type KnownRow,
  type KnownRows,
  returningTables,
  selectKnownRows,
  selectPacketRows,
} from '../../db/queries/packets.ts';
import { storedFilesOf } from '../../db/schema/find-tables.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { PacketTable, ReturningTable } from '../../db/schema/table-facts.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { comparedFields } from './packet-fields.ts';
import { type PacketFile, readPacket, refuseUnknownFiles } from './packet-file.ts';
import { joinSamePlaces } from './same-places.ts';

/** A row that the office does not have yet. */
export interface FreshRow {
  readonly table: ReturningTable;
  readonly row: PacketRow;
}

/** A row that the office has (`own`), with what the field changed of it. */
export interface ChangedRow {
  readonly table: ReturningTable;
  readonly row: PacketRow;
  readonly known: KnownRow;
  readonly own: PacketRow;
  readonly differences: readonly FieldDifference[];
}

/** What a file from the field would do. */
export interface Returning {
  readonly file: PacketFile;
  readonly packetId: number;
  readonly about: PacketAbout;
  readonly returnedAt: string | null;
  readonly fresh: readonly FreshRow[];
  readonly changed: readonly ChangedRow[];
  readonly known: KnownRows;
  readonly notes: readonly string[];
}

/**
 * Reads a file from the field and compares it with what left and with what the office has now. Errors:
 * FILE_TOKEN_UNKNOWN, those of `readPacket`, PACKET_OUTGOING, PACKET_UNKNOWN.
 */
export async function readReturning(
  { db, files }: Pick<QueryContext, 'db' | 'files'>,
  token: string,
): Promise<Returning> {
  const chosen = files.resolve(token);
  const { name } = chosen;
  const file = await readPacket(chosen);
  if (file.packet.way === 'out') throw new CodedError('PACKET_OUTGOING', { file: name });
  const packet = await findPacket(db, file.packet.about.code);
  if (!packet) throw new CodedError('PACKET_UNKNOWN', { name: file.packet.about.team });
  const known = await selectKnownRows(db, packet.id);
  refuseUnknownFiles(file, filesThatLeft(known), name);
  const compared: Comparison = { known, joined: new Map(), fresh: [], changed: [], notes: [] };
  for (const table of returningTables)
    await compareTable(db, table, file.packet.tables[table] ?? [], compared);
  const { fresh, changed } = compared;
  const notes = [...compared.notes, ...(await visitedTwice(db, file, fresh, known))];
  const { id: packetId, about, returnedAt } = packet;
  return { file, packetId, about, returnedAt, fresh, changed, known, notes };
}

/** Files that the packet took along: they need not come back. */
function filesThatLeft(known: KnownRows): Set<string> {
  const rows = [...(known.get('attachments')?.values() ?? [])];
  return new Set(
    rows.flatMap(({ content }) =>
      storedFilesOf('attachments').map((column) => String(content[column] ?? '')),
    ),
  );
}

interface Comparison {
  /** What left, and where it is in the office. */
  readonly known: KnownRows;
  /** Places that the field added and the office has too: ids in the office, by table and id in the field. */
  readonly joined: Map<string, number>;
  readonly fresh: FreshRow[];
  readonly changed: ChangedRow[];
  readonly notes: string[];
}

/** Compares the rows of one table that came back with those that left and those of now. */
async function compareTable(
  db: Read,
  table: ReturningTable,
  rows: readonly PacketRow[],
  { known, joined, fresh, changed, notes }: Comparison,
): Promise<void> {
  const left: ReadonlyMap<number, KnownRow> = known.get(table) ?? new Map();
  const ids = [...left.values()].map(({ rowId }) => rowId);
  const own = await selectOwn(db, table, ids);
  const noun = nounOf(table);
  const added = rows.filter(({ id }) => !left.has(Number(id)));
  const same = await joinSamePlaces(db, table, added, known, joined);
  for (const row of added) {
    const rowId = same.get(Number(row.id));
    if (rowId === undefined) fresh.push({ table, row });
    else {
      changed.push(await joinToOwn(db, table, row, rowId));
      notes.push(`外勤新增的${noun}“${nameOf(table, row)}”本机也有，合为一处`);
    }
  }
  for (const row of rows) {
    const before = left.get(Number(row.id));
    if (!before) continue;
    const mine = own.get(before.rowId);
    const differences = compareFields(comparedFields[table], before.content, mine ?? before.content, row);
    if (differences.length === 0) continue;
    if (mine) changed.push({ table, row, known: before, own: mine, differences });
    else notes.push(`${noun}“${nameOf(table, row)}”在本机已不存在，外勤的修改没有地方可放`);
  }
  if (table !== 'venues' && table !== 'gates' && table !== 'schools') return;
  const present = new Set(rows.map(({ id }) => Number(id)));
  for (const [fieldId, { content }] of left)
    if (!present.has(fieldId))
      notes.push(`外勤删除了${noun}“${nameOf(table, content)}”，本机保留；确要删除请在本机操作`);
}

/** A place that both have added: what only one of them says stands, of the rest a person decides. */
async function joinToOwn(
  db: Read,
  table: ReturningTable,
  row: PacketRow,
  rowId: number,
): Promise<ChangedRow> {
  const [own = {}] = await selectPacketRows(db, table, 'id', [rowId]);
  const known = { rowId, content: {} };
  const said = (values: PacketRow, columns: readonly string[]) =>
    columns.some((column) => values[column] !== null && values[column] !== '');
  const differences = compareFields(comparedFields[table], {}, own, row)
    .filter(({ field }) => said(row, field.columns))
    .map(({ field }) => ({ field, conflict: said(own, field.columns) }));
  return { table, row, known, own, differences };
}

/** Rows as the office has them now, by id; a venue that was merged is the one that stayed. */
async function selectOwn(
  db: Read,
  table: PacketTable,
  ids: readonly number[],
): Promise<Map<number, PacketRow>> {
  const rows = new Map((await selectPacketRows(db, table, 'id', ids)).map((row) => [Number(row.id), row]));
  if (table !== 'venues') return rows;
  for (const id of ids) {
    if (rows.has(id)) continue;
    const [kept] = await selectPacketRows(db, table, 'id', [await followMerges(db, id)]);
    if (kept) rows.set(id, kept);
  }
  return rows;
}

/** Stops that somebody from the office visited meanwhile: both visits stay, and it is said. */
async function visitedTwice(
  db: Read,
  { packet }: PacketFile,
  fresh: readonly FreshRow[],
  known: KnownRows,
): Promise<string[]> {
  const stops = fresh.flatMap(({ table, row }) => {
    const stop = table === 'visits' ? known.get('stops')?.get(Number(row.stopId)) : undefined;
    return stop ? [stop.rowId] : [];
  });
  const mine = await selectPacketRows(db, 'visits', 'stopId', stops);
  return mine
    .filter(({ recordedAt }) => String(recordedAt) > packet.about.madeAt)
    .map((visit) => {
      const startedAt = String(visit.startedAt).replace('T', ' ');
      return `“${placeNameOf(packet.tables, visit)}”本机在导出之后也记录过一次检查（${startedAt}），两次都会保留`;
    });
}

/** What a row is called by people. */
export function nameOf(table: PacketTable, row: PacketRow): string {
  if (table === 'attachments') return String(row.caption || row.name);
  return String(row.name ?? row.code ?? row.number ?? row.id);
}

/** The name of the venue, else of the school, that a visit of a packet was to. */
export function placeNameOf(
  tables: PacketFile['packet']['tables'],
  { venueId = null, schoolId = null }: PacketRow,
): string {
  const places = venueId === null ? tables.schools : tables.venues;
  return String(places?.find(({ id }) => id === (venueId ?? schoolId))?.name ?? '');
}

/** By what a difference is named when a person decides it. */
export function differenceKey(table: ReturningTable, row: PacketRow, field: string): string {
  return `${table} ${row.id} ${field}`;
}
