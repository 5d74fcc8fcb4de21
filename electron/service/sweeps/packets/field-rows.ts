import { createHash } from 'node:crypto';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import {
  followMerges,
  type RememberedRow,
  returningTables,
  selectIdsByUid,
  selectPacketRows,
} from '../../db/queries/packets.ts';
import { referencesOf, returns } from '../../db/schema/find-tables.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { ReturningTable } from '../../db/schema/table-facts.ts';
import type { Packet } from './packet-file.ts';

/** What stands for the copy where a file was given back before copies had identities. */
const UNNAMED_COPY = 'numbered';

/** A row of a file from the field, and which row of the office it is. */
export interface FieldRow {
  readonly table: ReturningTable;
  readonly row: PacketRow;
  readonly uid: string;
  /** Its number in the office, also where it is gone there; null where the office never had it. */
  readonly rowId: number | null;
  /** How the office has it now; null where it does not. */
  readonly own: PacketRow | null;
  /** How it left the office, how this copy brought it last, and how another copy did; null where none did. */
  readonly left: PacketRow | null;
  readonly last: PacketRow | null;
  readonly other: PacketRow | null;
}

/** The rows of a file from the field. */
export interface FieldRows {
  /** The unpacked copy that they are from. */
  readonly copy: string;
  ofTable(table: ReturningTable): readonly FieldRow[];
  /** A row by its number in the field; undefined where the file does not have it. */
  find(table: ReturningTable, fieldId: number): FieldRow | undefined;
}

/** What never changes of a row and tells it from others that got the same number elsewhere. */
const bornWith: Readonly<Record<ReturningTable, readonly string[]>> = {
  schools: [],
  gates: [],
  venues: [],
  licences: ['number', 'kind'],
  facilities: [],
  surveys: ['code', 'recordedAt'],
  gateSurveys: ['surveyedOn', 'recordedAt'],
  stops: ['addedAt'],
  visits: ['startedAt', 'recordedAt'],
  hazards: ['code', 'foundOn', 'description'],
  reinspections: ['startedAt', 'recordedAt'],
  hazardEvents: ['at', 'actor', 'action'],
  supervisions: ['number', 'listedOn'],
  handings: ['kind', 'toBody', 'handedAt'],
  comments: ['author', 'addedAt'],
  attachments: ['hash', 'addedAt'],
};

/** Finds which row of the office each row of a file from the field is: by its identity, not by its number. */
export async function pairWithOffice(
  db: Read,
  { code, numbered }: { readonly code: string; readonly numbered: number },
  { tables, copy: named }: Packet,
  remembered: readonly RememberedRow[],
): Promise<FieldRows> {
  const copy = named || UNNAMED_COPY;
  const byTable = new Map<ReturningTable, readonly FieldRow[]>();
  const byNumber = new Map<string, FieldRow>();
  const find: FieldRows['find'] = (table, fieldId) => byNumber.get(`${table} ${fieldId}`);
  for (const table of returningTables) {
    const known = remembered.filter((each) => each.table === table);
    const rows = (tables[table] ?? []).map((row) => ({
      row,
      uid: uidOf(table, row, known, { numbered, code, find }),
    }));
    const paired = await pairTable(db, table, rows, known, copy);
    byTable.set(table, paired);
    for (const each of paired) byNumber.set(`${table} ${each.row.id}`, each);
  }
  return { copy, ofTable: (table) => byTable.get(table) ?? [], find };
}

interface Naming {
  /** Whether the packet left before rows had identities. */
  readonly numbered: number;
  readonly code: string;
  readonly find: FieldRows['find'];
}

/**
 * The identity of a row of the field. Before rows had identities the office knew by number what it gave along; what
 * such a field added is told apart by what never changes of it.
 */
function uidOf(
  table: ReturningTable,
  row: PacketRow,
  known: readonly RememberedRow[],
  { numbered, code, find }: Naming,
): string {
  const said = typeof row.uid === 'string' ? row.uid : null;
  if (numbered === 0 || known.some(({ uid }) => uid === said))
    return said ?? derivedUid(code, table, row, find);
  const born = bornWith[table];
  const same = known.find(
    ({ content }) => content.id === row.id && born.every((column) => content[column] === row[column]),
  );
  return same?.uid ?? said ?? derivedUid(code, table, row, find);
}

/** An identity for a row that has none: the same each time that the row comes. */
function derivedUid(code: string, table: ReturningTable, row: PacketRow, find: FieldRows['find']): string {
  const about = referencesOf(table).flatMap(({ to, column }) =>
    returns(to) && row[column] != null ? [find(to, Number(row[column]))?.uid ?? ''] : [],
  );
  const said = [code, table, row.id, ...bornWith[table].map((column) => row[column]), ...about];
  const hex = createHash('sha256').update(JSON.stringify(said)).digest('hex');
  // Version 8 of a UUID: what it holds is the program's own.
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

async function pairTable(
  db: Read,
  table: ReturningTable,
  rows: readonly { readonly row: PacketRow; readonly uid: string }[],
  remembered: readonly RememberedRow[],
  copy: string,
): Promise<FieldRow[]> {
  const ids = await selectIdsByUid(
    db,
    table,
    rows.map(({ uid }) => uid),
  );
  const byUid = new Map<string, RememberedRow[]>();
  for (const each of remembered) byUid.set(each.uid, [...(byUid.get(each.uid) ?? []), each]);
  const numbered = rows.map((each) => {
    const known = byUid.get(each.uid) ?? [];
    const rowId = ids.get(each.uid) ?? known[0]?.rowId ?? null;
    return { ...each, known, rowId };
  });
  const own = await selectOwn(
    db,
    table,
    numbered.flatMap(({ rowId }) => rowId ?? []),
  );
  return numbered.map(({ row, uid, known, rowId }) => ({
    table,
    row,
    uid,
    rowId,
    own: (rowId !== null && own.get(rowId)) || null,
    left: known.find((each) => each.copy === '')?.content ?? null,
    last: known.find((each) => each.copy === copy)?.content ?? null,
    other: known.find((each) => each.copy !== copy && each.copy !== '')?.content ?? null,
  }));
}

/** Rows as the office has them now, by id; a venue that was merged is the one that stayed. */
async function selectOwn(
  db: Read,
  table: ReturningTable,
  ids: readonly number[],
): Promise<ReadonlyMap<number, PacketRow>> {
  const rows = new Map((await selectPacketRows(db, table, 'id', ids)).map((row) => [Number(row.id), row]));
  if (table !== 'venues') return rows;
  for (const id of ids) {
    if (rows.has(id)) continue;
    const [kept] = await selectPacketRows(db, table, 'id', [await followMerges(db, id)]);
    if (kept) rows.set(id, kept);
  }
  return rows;
}
