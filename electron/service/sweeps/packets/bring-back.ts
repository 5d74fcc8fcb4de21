import { readFileSync } from 'node:fs';
import { extname } from 'node:path';
import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import {
  type PacketAbout,
  type PacketDifference,
  type PacketSide,
  packetAboutSchema,
} from '#shared/contract/packets.ts';
import { identityOf } from '#shared/registry/identity.ts';
import { compareFields, type FieldDifference, type PacketRow, valuesOf } from '#shared/sweeps/packet.ts';
import { officerSchema } from '#shared/sweeps/visit.ts';
import { type EditedTable, editedTables, type RowChange, selectNow } from '../../db/journal/edit-history.ts';
import { changeByHand, isEditable, selectEditable } from '../../db/queries/editable-rows.ts';
import {
  followMerges,
  insertPacketRow,
  type KnownRow,
  type PacketTableName,
  rememberRow,
  selectKnownRows,
  selectPacketRows,
  updatePacketRow,
} from '../../db/queries/packets.ts';
import { recordChange } from '../../db/queries/venue-changes.ts';
import type { Read } from '../../db/schema/schema.ts';
import { tellChanges } from '../../places/editing/undo-edit.ts';
import type { CommandContext, QueryContext } from '../../workspace/context.ts';
import { rememberOfficers } from '../officers.ts';
import { fieldText, type ReturningTable, returningTables } from './packet-fields.ts';
import { decodePacket, type PacketFile } from './packet-file.ts';
import { findSamePlaces } from './same-places.ts';

/** A row that the office does not have yet. */
interface NewRow {
  readonly of: ReturningTable;
  readonly row: PacketRow;
}

/** A row that the office has, with what the field changed of it. */
interface ChangedRow {
  readonly of: ReturningTable;
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
  readonly fresh: readonly NewRow[];
  readonly changed: readonly ChangedRow[];
  readonly known: ReadonlyMap<string, ReadonlyMap<number, KnownRow>>;
  readonly notes: readonly string[];
}

/**
 * Reads a file from the field and compares it with what left and with what the office has now. Errors:
 * FILE_TOKEN_UNKNOWN, FILE_UNREADABLE, those of `decodePacket`, PACKET_OUTGOING, PACKET_UNKNOWN.
 */
export async function readReturning(
  context: Pick<QueryContext, 'db' | 'files' | 'workspace'>,
  token: string,
): Promise<Returning> {
  const { db, files } = context;
  const { path, name } = files.resolve(token);
  let bytes: Buffer;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new CodedError('FILE_UNREADABLE', { file: name });
  }
  const file = decodePacket(bytes, name);
  if (file.packet.way === 'out') throw new CodedError('PACKET_OUTGOING', { file: name });
  const packet = await db
    .selectFrom('packets')
    .selectAll()
    .where('code', '=', file.packet.about.code)
    .executeTakeFirst();
  if (!packet) throw new CodedError('PACKET_UNKNOWN', { name: file.packet.about.team });
  const known = await selectKnownRows(db, packet.id);
  const fresh: NewRow[] = [];
  const changed: ChangedRow[] = [];
  const notes: string[] = [];
  /** Places that the field added and the office has too: their ids here. */
  const joined = new Map<string, number>();
  for (const of of returningTables) {
    const { table, fields, title } = of;
    const knownHere: ReadonlyMap<number, KnownRow> = known.get(table) ?? new Map();
    const rows = file.packet.tables[table] ?? [];
    const ids = [...knownHere.values()].map(({ rowId }) => rowId);
    const own = await selectOwn(db, table, ids);
    const added = rows.filter(({ id }) => !knownHere.has(Number(id)));
    const same = isEditable(table)
      ? await findSamePlaces(db, table, placedHere(of, added, known, joined), new Set(ids))
      : new Map<number, number>();
    for (const row of rows) {
      const before = knownHere.get(Number(row.id));
      if (!before) {
        const rowId = same.get(Number(row.id));
        if (rowId === undefined) fresh.push({ of, row });
        else {
          joined.set(`${table} ${row.id}`, rowId);
          changed.push(await joinToOwn(db, of, row, rowId));
          notes.push(`外勤新增的${title}“${nameOf(table, row)}”本机也有，合为一处`);
        }
        continue;
      }
      const mine = own.get(before.rowId);
      const differences = compareFields(fields, before.content, mine ?? before.content, row);
      if (differences.length === 0) continue;
      if (mine) changed.push({ of, row, known: before, own: mine, differences });
      else notes.push(`${title}“${nameOf(table, row)}”在本机已不存在，外勤的修改没有地方可放`);
    }
    const present = new Set(rows.map(({ id }) => Number(id)));
    for (const [fieldId, { content }] of knownHere)
      if (!present.has(fieldId) && (table === 'venues' || table === 'gates' || table === 'schools'))
        notes.push(`外勤删除了${title}“${nameOf(table, content)}”，本机保留；确要删除请在本机操作`);
  }
  notes.push(...(await visitedTwice(context, file, fresh, known)));
  return {
    file,
    packetId: packet.id,
    about: packetAboutSchema.parse(JSON.parse(packet.about)),
    returnedAt: packet.returnedAt,
    fresh,
    changed,
    known,
    notes,
  };
}

/** Rows that the field added, naming other rows as they are numbered here; without those that rest on a new one. */
function placedHere(
  { refs }: ReturningTable,
  rows: readonly PacketRow[],
  known: ReadonlyMap<string, ReadonlyMap<number, KnownRow>>,
  joined: ReadonlyMap<string, number>,
): PacketRow[] {
  return rows.flatMap((row) => {
    const placed: Record<string, string | number | null> = { ...row };
    for (const [column, table] of Object.entries(refs)) {
      const id = Number(row[column]);
      const here = known.get(table)?.get(id)?.rowId ?? joined.get(`${table} ${id}`);
      if (here === undefined) return [];
      placed[column] = here;
    }
    return [placed];
  });
}

/** A place that both have added: what only one of them says stands, of the rest a person decides. */
async function joinToOwn(db: Read, of: ReturningTable, row: PacketRow, rowId: number): Promise<ChangedRow> {
  const [own = {}] = await selectPacketRows(db, of.table, 'id', [rowId]);
  const known = { rowId, content: {} };
  const said = (values: PacketRow, columns: readonly string[]) =>
    columns.some((column) => values[column] !== null && values[column] !== '');
  const differences = compareFields(of.fields, {}, own, row)
    .filter(({ field }) => said(row, field.columns))
    .map(({ field }) => ({ field, conflict: said(own, field.columns) }));
  return { of, row, known, own, differences };
}

/** Rows as the office has them now, by id; a venue that was merged is the one that stayed. */
async function selectOwn(
  db: Read,
  table: PacketTableName,
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
  { db }: Pick<QueryContext, 'db'>,
  { packet }: PacketFile,
  fresh: readonly NewRow[],
  known: ReadonlyMap<string, ReadonlyMap<number, KnownRow>>,
): Promise<string[]> {
  const stops = fresh.flatMap(({ of, row }) => {
    const stop = of.table === 'visits' ? known.get('stops')?.get(Number(row.stopId)) : undefined;
    return stop ? [stop.rowId] : [];
  });
  const mine = await selectPacketRows(db, 'visits', 'stopId', stops);
  return mine
    .filter(({ recordedAt }) => String(recordedAt) > packet.about.madeAt)
    .map(({ startedAt, venueId, schoolId }) => {
      const place = placeOf(packet.tables, venueId ?? null, schoolId ?? null);
      return `“${place}”本机在导出之后也记录过一次检查（${String(startedAt).replace('T', ' ')}），两次都会保留`;
    });
}

/** What the preview tells of it. */
export function describeReturning(
  { file, fresh, changed, about, returnedAt, notes }: Returning,
  categories: ReadonlyMap<string, string>,
) {
  const { tables } = file.packet;
  const differences = changed.flatMap((each) =>
    each.differences.map((difference) => ({ ...difference, of: each })),
  );
  const told = ({ field, of: { of, row, known, own } }: (typeof differences)[number]): PacketDifference => ({
    key: keyOf(of, row, field.id),
    what: `${of.title}“${nameOf(of.table, own)}”`,
    field: field.title,
    base: fieldText(field, known.content, categories),
    own: fieldText(field, own, categories),
    back: fieldText(field, row, categories),
  });
  const visits = fresh.filter(({ of }) => of.table === 'visits');
  return {
    about,
    returnedAt,
    brought: countBrought(fresh, differences.length),
    visits: visits.map(({ row }) => ({
      place: placeOf(tables, row.venueId ?? null, row.schoolId ?? null),
      startedAt: String(row.startedAt),
      result: String(row.result),
      hazards: fresh.filter((each) => each.of.table === 'hazards' && each.row.visitId === row.id).length,
    })),
    changes: differences.filter(({ conflict }) => !conflict).map(told),
    conflicts: differences.filter(({ conflict }) => conflict).map(told),
    notes: [...notes],
  };
}

function countBrought(fresh: readonly NewRow[], changes: number) {
  const count = (...tables: PacketTableName[]) => fresh.filter(({ of }) => tables.includes(of.table)).length;
  return {
    visits: count('visits'),
    hazards: count('hazards'),
    files: count('attachments'),
    surveys: count('surveys'),
    places: count('schools', 'gates', 'venues', 'facilities', 'stops'),
    changes,
  };
}

/**
 * Brings it in: what is new with new ids, what only the field changed as it came, and of each conflict the
 * side that a person chose. Errors: PACKET_UNDECIDED, DISK_WRITE.
 */
export async function bringBack(
  context: CommandContext,
  returning: Returning,
  sides: Readonly<Record<string, PacketSide>>,
) {
  const { db, now, actor, workspace } = context;
  const { file, packetId, about, fresh, changed, known } = returning;
  const undecided = changed
    .flatMap((each) =>
      each.differences
        .filter(({ conflict }) => conflict)
        .map(({ field }) => keyOf(each.of, each.row, field.id)),
    )
    .filter((key) => !sides[key]);
  if (undecided.length > 0) throw new CodedError('PACKET_UNDECIDED', { count: undecided.length });
  for (const [name, bytes] of file.files) workspace.attachments.keep(Buffer.from(bytes), extname(name));
  const here = new HereIds(db, known);
  const changes: RowChange[] = [];
  const kept: { table: string; row: PacketRow }[] = [];
  let applied = 0;
  for (const { of, row, own, differences } of changed) {
    const taken = differences.filter(
      ({ conflict, field }) => !conflict || sides[keyOf(of, row, field.id)] === 'back',
    );
    if (taken.length > 0) {
      const values: Record<string, string | number | null> = Object.assign(
        {},
        ...taken.map(({ field }) => valuesOf(field, row)),
      );
      const id = Number(own.id);
      kept.push({ table: of.table, row: own });
      if (isEditable(of.table)) {
        const [before] = await selectEditable(db, of.table, [id]);
        // All of a field is held, what did not change of it too: a surveyed point and that it was surveyed.
        if (before) await changeByHand(db, of.table, before, values, Object.keys(values));
      } else await updatePacketRow(db, of.table, id, values);
      if (of.table === 'venues')
        await recordChange(db, { batch: null, at: now.toISOString(), actor }, id, own, values);
      if (isEdited(of.table))
        changes.push({ table: of.table, rowId: id, before: own, after: { ...own, ...values } });
      applied += taken.length;
    }
    await rememberRow(db, packetId, of.table, row, Number(own.id));
    here.put(of.table, Number(row.id), Number(own.id));
  }
  for (const { of, row } of fresh) {
    const id = await insertFresh(db, of, row, here, about.sweepId);
    await rememberRow(db, packetId, of.table, row, id);
    here.put(of.table, Number(row.id), id);
    if (of.table === 'visits') await rememberOfficers(db, officersOf(row));
    if (isEdited(of.table)) {
      const after = (await selectNow(db, of.table, [id])).get(id) ?? null;
      changes.push({ table: of.table, rowId: id, before: null, after });
    }
  }
  const surveyed = fresh
    .filter(({ of }) => of.table === 'surveys')
    .map(({ row }) => here.of('venues', Number(row.venueId)));
  const venues = await Promise.all(surveyed);
  for (const rowId of new Set(venues)) changes.push({ table: 'venues', rowId, before: null, after: null });
  await db.updateTable('packets').set({ returnedAt: now.toISOString() }).where('id', '=', packetId).execute();
  context.recordBefore(kept);
  context.changed('sweeps', 'hazards', 'attachments', 'surveys', 'workspace');
  tellChanges(context, changes);
  return countBrought(fresh, applied);
}

/** Which row here one of the field is. */
class HereIds {
  readonly #db: Read;
  readonly #known: ReadonlyMap<string, ReadonlyMap<number, KnownRow>>;
  readonly #fresh = new Map<string, number>();

  constructor(db: Read, known: ReadonlyMap<string, ReadonlyMap<number, KnownRow>>) {
    this.#db = db;
    this.#known = known;
  }

  put(table: PacketTableName, fieldId: number, id: number): void {
    this.#fresh.set(`${table} ${fieldId}`, id);
  }

  async of(table: PacketTableName, fieldId: number): Promise<number> {
    const id = this.#fresh.get(`${table} ${fieldId}`) ?? this.#known.get(table)?.get(fieldId)?.rowId;
    if (id === undefined) throw new CodedError('PACKET_DAMAGED', { file: table, reason: `没有 ${fieldId}` });
    return table === 'venues' ? await followMerges(this.#db, id) : id;
  }
}

/** Inserts a row of the field; a stop that both have made is one. */
async function insertFresh(
  db: CommandContext['db'],
  { table, refs }: ReturningTable,
  { id: _, ...row }: PacketRow,
  here: HereIds,
  sweepId: number,
): Promise<number> {
  const values: Record<string, string | number | null> = { ...row };
  for (const [column, other] of Object.entries(refs))
    if (values[column] != null) values[column] = await here.of(other, Number(values[column]));
  if (table === 'stops') {
    values.sweepId = sweepId;
    const same = (await selectPacketRows(db, table, 'sweepId', [sweepId])).find(
      ({ venueId, schoolId }) =>
        venueId === values.venueId && (venueId !== null || schoolId === values.schoolId),
    );
    if (same) return Number(same.id);
  }
  // The field may have named it by its own number of a school.
  if (isEditable(table)) values.identity = identityOf(table, values);
  return await insertPacketRow(db, table, values);
}

function officersOf(row: PacketRow) {
  return z
    .array(officerSchema)
    .catch([])
    .parse(JSON.parse(String(row.officers)));
}

function isEdited(table: PacketTableName): table is EditedTable & PacketTableName {
  return (editedTables as readonly string[]).includes(table);
}

function keyOf({ table }: ReturningTable, row: PacketRow, field: string): string {
  return `${table} ${row.id} ${field}`;
}

function nameOf(table: PacketTableName, row: PacketRow): string {
  if (table === 'attachments') return String(row.caption || row.name);
  return String(row.name ?? row.code ?? row.number ?? row.id);
}

function placeOf(
  tables: PacketFile['packet']['tables'],
  venueId: string | number | null,
  schoolId: string | number | null,
): string {
  const [table, id] = venueId === null ? (['schools', schoolId] as const) : (['venues', venueId] as const);
  return String(tables[table]?.find((row) => row.id === id)?.name ?? '');
}
