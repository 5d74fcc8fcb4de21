import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { PacketSide } from '#shared/contract/packets.ts';
import { identityOf } from '#shared/registry/identity.ts';
import { type PacketRow, valuesOf } from '#shared/sweeps/packet.ts';
import { officerSchema } from '#shared/sweeps/visit-rules.ts';
import { type RowChange, selectNow } from '../../db/journal/edit-history.ts';
import { changeByHand, selectEditable } from '../../db/queries/editable-rows.ts';
import {
  followMerges,
  insertPacketRow,
  type KnownRows,
  markReturned,
  rememberRow,
  selectPacketRows,
  updatePacketRow,
} from '../../db/queries/packets.ts';
import { recordChange } from '../../db/queries/venue-changes.ts';
import { isEditable, isEdited, referencesOf, returns } from '../../db/schema/find-tables.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { PacketTable } from '../../db/schema/table-facts.ts';
import { tellChanges } from '../../places/editing/undo-edit.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { rememberOfficers } from '../officers.ts';
import { countBrought } from './describe-returning.ts';
import { keepFiles } from './packet-file.ts';
import { type ChangedRow, differenceKey, type FreshRow, type Returning } from './read-returning.ts';

type Sides = Readonly<Record<string, PacketSide>>;

/**
 * Brings in what came back: what is new with new ids, what only the field changed as it came, and of each conflict
 * the side that a person chose. Errors: PACKET_UNDECIDED, DISK_WRITE.
 */
export async function bringBack(context: CommandContext, returning: Returning, sides: Sides) {
  const { db, now, workspace } = context;
  const { file, packetId, about, fresh, changed, known } = returning;
  refuseUndecided(changed, sides);
  keepFiles(file.files, workspace.attachments);
  const officeIds = new OfficeIds(db, known);
  const changes: RowChange[] = [];
  const before: { table: string; row: PacketRow }[] = [];
  let applied = 0;
  for (const row of changed) {
    const { fields, change } = await applyChanged(context, row, sides);
    if (fields > 0) before.push({ table: row.table, row: row.own });
    if (change) changes.push(change);
    applied += fields;
    await rememberRow(db, packetId, row.table, row.row, Number(row.own.id));
    officeIds.put(row.table, Number(row.row.id), Number(row.own.id));
  }
  for (const each of fresh) {
    const { table, row } = each;
    const id = await insertFresh(db, each, officeIds, about.sweepId);
    await rememberRow(db, packetId, table, row, id);
    officeIds.put(table, Number(row.id), id);
    if (table === 'visits') await rememberOfficers(db, officersOf(row));
    if (isEdited(table))
      changes.push({
        table,
        rowId: id,
        before: null,
        after: (await selectNow(db, table, [id])).get(id) ?? null,
      });
  }
  // A new survey changes nothing of its venue, yet its findings follow from it.
  for (const { table, row } of fresh)
    if (table === 'surveys') {
      const rowId = await officeIds.of('venues', Number(row.venueId));
      changes.push({ table: 'venues', rowId, before: null, after: null });
    }
  await markReturned(db, packetId, now.toISOString());
  context.recordBefore(before);
  tellChanges(context, changes);
  return countBrought(fresh, applied);
}

/** Errors: PACKET_UNDECIDED. */
function refuseUndecided(changed: readonly ChangedRow[], sides: Sides): void {
  const undecided = changed.flatMap(({ table, row, differences }) =>
    differences.filter(({ conflict, field }) => conflict && !sides[differenceKey(table, row, field.id)]),
  );
  if (undecided.length > 0) throw new CodedError('PACKET_UNDECIDED', { count: undecided.length });
}

/** Takes over what the field changed of a row; how many fields that were, and the change where it can be undone. */
async function applyChanged(
  { db, now, actor }: CommandContext,
  { table, row, own, differences }: ChangedRow,
  sides: Sides,
): Promise<{ fields: number; change: RowChange | null }> {
  const accepted = differences.filter(
    ({ conflict, field }) => !conflict || sides[differenceKey(table, row, field.id)] === 'back',
  );
  if (accepted.length === 0) return { fields: 0, change: null };
  const values: Record<string, string | number | null> = Object.assign(
    {},
    ...accepted.map(({ field }) => valuesOf(field, row)),
  );
  const rowId = Number(own.id);
  if (isEditable(table)) {
    const [before] = await selectEditable(db, table, [rowId]);
    // All columns of a field are held, also those that did not change: a position is held together with its source.
    if (before) await changeByHand(db, table, before, values, Object.keys(values));
  } else await updatePacketRow(db, table, rowId, values);
  if (table === 'venues')
    await recordChange(db, { batch: null, at: now.toISOString(), actor }, rowId, own, values);
  const change = isEdited(table) ? { table, rowId, before: own, after: { ...own, ...values } } : null;
  return { fields: accepted.length, change };
}

/** Which row of the office one of the field is. */
class OfficeIds {
  readonly #db: Read;
  readonly #known: KnownRows;
  readonly #fresh = new Map<string, number>();

  constructor(db: Read, known: KnownRows) {
    this.#db = db;
    this.#known = known;
  }

  put(table: PacketTable, fieldId: number, id: number): void {
    this.#fresh.set(`${table} ${fieldId}`, id);
  }

  /** Errors: PACKET_DAMAGED where the packet does not say which row it is. */
  async of(table: PacketTable, fieldId: number): Promise<number> {
    const id = this.#fresh.get(`${table} ${fieldId}`) ?? this.#known.get(table)?.get(fieldId)?.rowId;
    if (id === undefined) throw new CodedError('PACKET_DAMAGED', { file: table, reason: `没有 ${fieldId}` });
    return table === 'venues' ? await followMerges(this.#db, id) : id;
  }
}

/** Inserts a row of the field, its id; a stop that both have made is one. */
async function insertFresh(
  db: CommandContext['db'],
  { table, row: { id: _, ...row } }: FreshRow,
  officeIds: OfficeIds,
  sweepId: number,
): Promise<number> {
  const values: Record<string, string | number | null> = { ...row };
  for (const { column, to } of referencesOf(table))
    if (returns(to) && values[column] != null)
      values[column] = await officeIds.of(to, Number(values[column]));
  if (table === 'stops') {
    values.sweepId = sweepId;
    const same = (await selectPacketRows(db, table, 'sweepId', [sweepId])).find(
      ({ venueId, schoolId }) =>
        venueId === values.venueId && (venueId !== null || schoolId === values.schoolId),
    );
    if (same) return Number(same.id);
  }
  // The identity is made anew, because the one from the field may contain the field's own number of a school.
  if (isEditable(table)) values.identity = identityOf(table, values);
  return await insertPacketRow(db, table, values);
}

function officersOf(visit: PacketRow) {
  return z
    .array(officerSchema)
    .catch([])
    .parse(JSON.parse(String(visit.officers)));
}
