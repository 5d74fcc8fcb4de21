import { CodedError } from '#shared/contract/errors.ts';
import type { PacketSide } from '#shared/contract/packets.ts';
import { type PacketRow, valuesOf } from '#shared/sweeps/packet.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import { type RowChange, sameRow, selectNow } from '../../db/journal/edit-history.ts';
import { changeByHand, selectEditable } from '../../db/queries/editable-rows.ts';
import { changeLicence } from '../../db/queries/licences.ts';
import { markReturned, rememberRow, rememberStep, returningTables } from '../../db/queries/packets.ts';
import { recordChange } from '../../db/queries/venue-changes.ts';
import { updateRow } from '../../db/queries/write-row.ts';
import { isEditable, isEdited, referencesOf, returns } from '../../db/schema/find-tables.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { ReturningTable } from '../../db/schema/table-facts.ts';
import { tellChanges } from '../../places/editing/undo-edit.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { rememberOfficers } from '../officers.ts';
import { countBrought } from './describe-returning.ts';
import { tellRow } from './field-names.ts';
import type { FieldRow, FieldRows } from './field-rows.ts';
import { insertFresh, OfficeIds } from './insert-fresh.ts';
import { asFromField } from './packet-comments.ts';
import { keepFiles } from './packet-file.ts';
import { type ChangedRow, differenceKey, type Returning } from './read-returning.ts';
import type { FreshRow } from './revive-needed.ts';

type Sides = Readonly<Record<string, PacketSide>>;

/**
 * Brings in what came back: what is new with new ids, what only the field changed as it came, and of each conflict
 * the side that a person chose. A row that cannot be put in is told with its reason and keeps nothing else out. Errors:
 * PACKET_UNDECIDED, DISK_WRITE.
 */
export async function bringBack(context: CommandContext, returning: Returning, sides: Sides) {
  const { db, now, workspace } = context;
  const { file, packetId, changed, rows } = returning;
  refuseUndecided(changed, sides);
  keepFiles(file.files, workspace.attachments);
  const changes: RowChange[] = [];
  const before: { table: string; row: PacketRow }[] = [];
  let applied = 0;
  for (const row of changed) {
    const { fields, change } = await applyChanged(context, row, returning, sides);
    if (fields > 0) before.push({ table: row.field.table, row: row.own });
    if (change) changes.push(change);
    applied += fields;
  }
  const ids = new OfficeIds(rows, returning.joined);
  const { brought, notes, aside } = await insertAll(context, returning, ids);
  changes.push(...(await changesOf(context, brought, ids)));
  await rememberAll(context, returning, ids);
  await markReturned(db, packetId, now.toISOString());
  context.recordBefore(before);
  tellChanges(context, changes);
  const told = {
    ...countBrought(brought, applied),
    notes: [...returning.notes, ...notes],
    aside: [...returning.aside, ...aside],
  };
  context.recordAfter({ ...told, came: cameOf(brought, ids) });
  return told;
}

/** Rows that were not here before, by table: what they tell happened earlier, and was not known here. */
function cameOf(brought: readonly FreshRow[], ids: OfficeIds): Record<string, number[]> {
  const came: Record<string, number[]> = {};
  for (const { field } of brought) {
    const id = ids.of(field);
    if (id !== undefined) came[field.table] = [...(came[field.table] ?? []), id];
  }
  return came;
}

/** Errors: PACKET_UNDECIDED. */
function refuseUndecided(changed: readonly ChangedRow[], sides: Sides): void {
  const undecided = changed.flatMap(({ field: row, differences }) =>
    differences.filter(({ conflict, field }) => conflict && !sides[differenceKey(row, field.id)]),
  );
  if (undecided.length > 0) throw new CodedError('PACKET_UNDECIDED', { count: undecided.length });
}

/** Takes over what the field changed of a row; how many fields that were, and the change where it can be undone. */
async function applyChanged(
  { db, now, actor }: CommandContext,
  { field: fieldRow, own, differences }: ChangedRow,
  { rows, about }: Pick<Returning, 'rows' | 'about'>,
  sides: Sides,
): Promise<{ fields: number; change: RowChange | null }> {
  const { table, row } = fieldRow;
  const accepted = differences.filter(
    ({ conflict, field }) => !conflict || sides[differenceKey(fieldRow, field.id)] === 'back',
  );
  if (accepted.length === 0) return { fields: 0, change: null };
  const said: Record<string, string | number | null> = Object.assign(
    {},
    ...accepted.map(({ field }) => valuesOf(field, row)),
  );
  const values = asFromField(table, said, about.team, false);
  // What the field points to has another number here, or is not here yet: then the office's own stays.
  for (const { column, to } of referencesOf(table))
    if (values[column] != null && returns(to))
      values[column] = hereOf(rows, to, values[column]) ?? own[column] ?? null;
  const rowId = Number(own.id);
  if (isEditable(table)) {
    const [before] = await selectEditable(db, table, [rowId]);
    // All columns of a field are held, also those that did not change: a position is held together with its source.
    if (before) await changeByHand(db, table, before, values, Object.keys(values));
  } else if (table === 'licences') await changeLicence(db, rowId, values, Object.keys(values));
  else await updateRow(db, table, rowId, values);
  if (table === 'venues')
    await recordChange(db, { batch: null, at: now.toISOString(), actor }, rowId, own, values);
  const change = isEdited(table) ? { table, rowId, before: own, after: { ...own, ...values } } : null;
  return { fields: accepted.length, change };
}

function hereOf(rows: FieldRows, table: ReturningTable, fieldId: string | number): number | null {
  return rows.find(table, Number(fieldId))?.rowId ?? null;
}

/** Puts in what is new, each row after those that it rests on. */
async function insertAll({ db }: CommandContext, { fresh, rows, about }: Returning, ids: OfficeIds) {
  const brought: FreshRow[] = [];
  const notes: string[] = [];
  const aside: { what: string; reason: string }[] = [];
  for (const each of fresh) {
    const { field, revived } = each;
    const row = revived ? field.row : asFromField(field.table, field.row, about.team, true);
    const put = await insertFresh(db, { ...field, row }, ids, revived ? null : about.sweepId);
    if ('reason' in put) {
      aside.push({ what: `${nounOf(field.table)}${tellRow(rows, field)}`, reason: put.reason });
      continue;
    }
    ids.put(field, put.id);
    brought.push(each);
    if (put.note !== '') notes.push(put.note);
    if (field.table === 'visits')
      await rememberOfficers(db, readStored('visits.officers', String(field.row.officers)));
  }
  return { brought, notes, aside };
}

/** What new rows change of what can be undone and measured. */
async function changesOf(
  { db }: CommandContext,
  brought: readonly FreshRow[],
  ids: OfficeIds,
): Promise<RowChange[]> {
  const changes: RowChange[] = [];
  for (const { field } of brought) {
    const { table, row } = field;
    const rowId = ids.of(field) ?? 0;
    if (isEdited(table))
      changes.push({
        table,
        rowId,
        before: null,
        after: (await selectNow(db, table, [rowId])).get(rowId) ?? null,
      });
    // A new survey changes nothing of its venue, yet its findings follow from it.
    const venue = table === 'surveys' ? ids.find('venues', Number(row.venueId)) : null;
    if (venue != null) changes.push({ table: 'venues', rowId: venue, before: null, after: null });
  }
  return changes;
}

/** Remembers how each row came that this copy has changed, so that it changes nothing when it comes again. */
async function rememberAll(
  { db }: CommandContext,
  { file, rows, packetId, isOlder }: Returning,
  ids: OfficeIds,
) {
  const remember = async (field: FieldRow) => {
    const { table, row: content, uid, left, last } = field;
    const rowId = ids.of(field) ?? field.rowId;
    if (rowId === null || sameRow(last ?? left, content) || (isOlder && last)) return;
    await rememberRow(db, packetId, { copy: rows.copy, table, uid, rowId, content });
  };
  for (const table of returningTables) for (const field of rows.ofTable(table)) await remember(field);
  if (!isOlder) await rememberStep(db, packetId, rows.copy, file.packet.step);
}
