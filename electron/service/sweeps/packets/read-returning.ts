import { CodedError } from '#shared/contract/errors.ts';
import type { PacketAbout, PacketAside } from '#shared/contract/packets.ts';
import { compareFields, type FieldDifference, type PacketRow } from '#shared/sweeps/packet.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import {
  findPacket,
  findStep,
  type RememberedRow,
  returningTables,
  selectPacketRows,
  selectRemembered,
} from '../../db/queries/packets.ts';
import { storedFilesOf } from '../../db/schema/find-tables.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { ReturningTable } from '../../db/schema/table-facts.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { nameOf, placeNameOf } from './field-names.ts';
import { type FieldRow, type FieldRows, pairWithOffice } from './field-rows.ts';
import { isChangeable } from './packet-comments.ts';
import { comparedFields } from './packet-fields.ts';
import { type PacketFile, readPacket, refuseUnknownFiles } from './packet-file.ts';
import { type FreshRow, reviveNeeded } from './revive-needed.ts';
import { joinSamePlaces } from './same-places.ts';

/** A row that the office has (`own`), with what the field changed of it since `base`. */
export interface ChangedRow {
  readonly field: FieldRow;
  readonly base: PacketRow;
  readonly own: PacketRow;
  readonly differences: readonly FieldDifference[];
}

/** What a file from the field would do. */
export interface Returning {
  readonly file: PacketFile;
  readonly packetId: number;
  readonly about: PacketAbout;
  readonly returnedAt: string | null;
  readonly rows: FieldRows;
  /** It is older than one that this copy gave back and that came already. */
  readonly isOlder: boolean;
  readonly fresh: readonly FreshRow[];
  readonly changed: readonly ChangedRow[];
  /** Places that the field added and the office has too: the numbers in the office. */
  readonly joined: ReadonlyMap<FieldRow, number>;
  readonly notes: readonly string[];
  readonly aside: readonly PacketAside[];
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
  const remembered = await selectRemembered(db, packet.id);
  refuseUnknownFiles(file, knownFiles(remembered), name);
  const rows = await pairWithOffice(db, packet, file.packet, remembered);
  // Of a file that is older than one that came already only what is new counts: its fields were overtaken in the field.
  const step = await findStep(db, packet.id, rows.copy);
  const isOlder = file.packet.step > 0 && file.packet.step < step;
  const compared: Comparison = { rows, isOlder, joined: new Map(), fresh: [], changed: [], notes: [] };
  for (const table of returningTables) await compareTable(db, table, compared, remembered);
  const { fresh, aside, notes } = await reviveNeeded(db, compared);
  const visitedTwice = await tellVisitedTwice(db, file, fresh, rows);
  const { id: packetId, about, returnedAt } = packet;
  const { joined, changed } = compared;
  const told = [...compared.notes, ...notes, ...visitedTwice];
  return { file, packetId, about, returnedAt, rows, isOlder, fresh, changed, joined, notes: told, aside };
}

/** Files that the packet took along or that came before: they need not come again. */
function knownFiles(remembered: readonly RememberedRow[]): Set<string> {
  return new Set(
    remembered
      .filter(({ table }) => table === 'attachments')
      .flatMap(({ content }) => storedFilesOf('attachments').map((column) => String(content[column] ?? ''))),
  );
}

interface Comparison {
  readonly rows: FieldRows;
  readonly isOlder: boolean;
  readonly joined: Map<FieldRow, number>;
  readonly fresh: FieldRow[];
  readonly changed: ChangedRow[];
  readonly notes: string[];
}

/** Compares the rows of one table that came back with those that left and those of now. */
async function compareTable(
  db: Read,
  table: ReturningTable,
  { rows, isOlder, joined, fresh, changed, notes }: Comparison,
  remembered: readonly RememberedRow[],
): Promise<void> {
  const noun = nounOf(table);
  const own = rows.ofTable(table);
  const added = own.filter(({ rowId }) => rowId === null);
  await joinSamePlaces(db, table, added, rows, joined);
  for (const field of added) {
    const rowId = joined.get(field);
    if (rowId === undefined) fresh.push(field);
    else {
      changed.push(await joinToOwn(db, field, rowId));
      notes.push(`外勤新增的${noun}“${nameOf(table, field.row)}”本机也有，合为一处`);
    }
  }
  for (const field of isOlder ? [] : own) {
    const { own: mine, row } = field;
    const { base, differences } = differencesOf(field);
    if (differences.length === 0) continue;
    if (mine) changed.push({ field, base, own: mine, differences });
    else if (field.rowId !== null)
      notes.push(`${noun}“${nameOf(table, row)}”在本机已不存在，外勤的修改没有地方可放`);
  }
  if (table !== 'venues' && table !== 'gates' && table !== 'schools') return;
  const present = new Set(own.map(({ uid }) => uid));
  for (const { copy, table: of, uid, content } of remembered)
    if (of === table && (copy === '' || copy === rows.copy) && !present.has(uid))
      notes.push(`外勤删除了${noun}“${nameOf(table, content)}”，本机保留；确要删除请在本机操作`);
}

/**
 * What the field changed of a row since it left, or since this copy last brought it. Where nobody can tell whether it
 * was changed here or is only older (another copy brought it, or it is again as it left), a person decides.
 */
function differencesOf({
  table,
  row,
  own,
  left,
  last,
  other,
}: FieldRow): Pick<ChangedRow, 'base' | 'differences'> {
  const base = last ?? left ?? other ?? own ?? row;
  const found = compareFields(
    comparedFields[table].filter(({ id }) => isChangeable(table, own, id)),
    base,
    own ?? base,
    row,
  );
  const isOlder = ({ field }: FieldDifference) =>
    (last === null && left === null) ||
    (last !== null &&
      left !== null &&
      field.columns.every((column) => (left[column] ?? null) === (row[column] ?? null)));
  return {
    base,
    differences: found.map((each) => ({ ...each, conflict: each.conflict || isOlder(each) })),
  };
}

/** A place that both have added: what only one of them says stands, of the rest a person decides. */
async function joinToOwn(db: Read, field: FieldRow, rowId: number): Promise<ChangedRow> {
  const { table, row } = field;
  const [own = {}] = await selectPacketRows(db, table, 'id', [rowId]);
  const said = (values: PacketRow, columns: readonly string[]) =>
    columns.some((column) => values[column] !== null && values[column] !== '');
  const differences = compareFields(comparedFields[table], {}, own, row)
    .filter(({ field: { columns } }) => said(row, columns))
    .map(({ field: compared }) => ({ field: compared, conflict: said(own, compared.columns) }));
  return { field, base: {}, own, differences };
}

/** Stops that somebody else visited meanwhile: both visits stay, and it is said. */
async function tellVisitedTwice(
  db: Read,
  { packet }: PacketFile,
  fresh: readonly FreshRow[],
  rows: FieldRows,
): Promise<string[]> {
  const stops = fresh.flatMap(({ field: { table, row } }) => {
    const stop = table === 'visits' ? rows.find('stops', Number(row.stopId)) : undefined;
    return stop?.own ? [{ id: Number(stop.own.id), name: placeNameOf(rows, row) }] : [];
  });
  const names = new Map(stops.map(({ id, name }) => [id, name]));
  const mine = await selectPacketRows(db, 'visits', 'stopId', names.keys());
  return mine
    .filter(({ recordedAt }) => String(recordedAt) > packet.about.madeAt)
    .map((visit) => {
      const name = names.get(Number(visit.stopId)) ?? '';
      const startedAt = String(visit.startedAt).replace('T', ' ');
      return `“${name}”在导出之后本机或别的外勤也记录过一次检查（${startedAt}），两次都会保留`;
    });
}

/** By what a difference is named when a person decides it. */
export function differenceKey({ table, row }: FieldRow, field: string): string {
  return `${table} ${row.id} ${field}`;
}
