import { z } from 'zod';
import { CodedError } from '#shared/contract/errors.ts';
import type { MeanwhileField, MeanwhileSides } from '#shared/contract/meanwhile.ts';
import { heldAlso } from '#shared/registry/held-columns.ts';
import { identityOf } from '#shared/registry/identity.ts';
import { compareFields, type PacketRow, valuesOf } from '#shared/sweeps/packet.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import { closeRing } from '#shared/zones/campus-fault.ts';
import { sameRow } from '../db/journal/edit-history.ts';
import type { ChangedRow } from '../db/journal/row-journal.ts';
import { heldColumns } from '../db/queries/columns-held-by-hand.ts';
import { insertRow, putRow, updateRow } from '../db/queries/write-row.ts';
import { isEditable, isEdited } from '../db/schema/find-tables.ts';
import { writeStored } from '../db/schema/stored-values.ts';
import type { StoredTable } from '../db/schema/table-facts.ts';
import { fieldText, isPhone } from '../sweeps/packets/packet-fields.ts';
import type { CommandContext } from '../workspace/context.ts';
import { fieldsOfRow, keyOfField } from './meanwhile-fields.ts';

/** Rows that a command changes, by table. */
type Rows = ReadonlyMap<StoredTable, readonly ChangedRow[]>;

/** One row in three versions: as a form was opened with it, as it was when the command began, as the command wrote it. */
interface Versions {
  readonly table: StoredTable;
  readonly id: number;
  readonly was: PacketRow;
  readonly theirs: PacketRow;
  readonly mine: PacketRow;
}

/**
 * Joins what a form says with what others changed since it was opened. `asOpened` is what the same command would have
 * changed, had it said what the form was opened with: where that is anything, somebody else has been there. A field that
 * only one side changed stays as that side has it; of one that both changed, `sides` decides. Rows that others added
 * stay, and those that they removed stay away. Errors: CHANGED_MEANWHILE with the fields that nobody decided.
 */
export async function joinMeanwhile(
  context: CommandContext,
  asOpened: Rows,
  written: Rows,
  sides: MeanwhileSides,
): Promise<void> {
  const undecided: MeanwhileField[] = [];
  for (const row of versionsOf(asOpened, written)) {
    const columns = Object.keys(row.theirs);
    const fields = fieldsOfRow(row.table, columns);
    const theirs: string[] = [];
    const [was, mine, left] = [row.was, row.mine, row.theirs].map(withPlainShapes);
    for (const { field, conflict } of compareFields(fields, was ?? {}, mine ?? {}, left ?? {})) {
      const told = tellField(context, row, field);
      const side = conflict ? sides[told.key] : 'theirs';
      if (side === undefined) undecided.push(told);
      if (side === 'theirs') theirs.push(...Object.keys(valuesOf(field, row.theirs)));
    }
    await putBack(context, row, theirs);
  }
  await joinWholeRows(context, asOpened, written);
  if (undecided.length > 0)
    throw new CodedError('CHANGED_MEANWHILE', {
      what: [...new Set(undecided.map(({ what }) => what))].join('、'),
      titles: undecided.map(({ title }) => title).join('、'),
      fields: JSON.stringify(undecided),
    });
}

/** A row whose shapes are written in one way: a page gives back what it was given, but not letter by letter. */
function withPlainShapes(row: PacketRow): PacketRow {
  return Object.fromEntries(Object.entries(row).map(([column, value]) => [column, plainShape(value)]));
}

function plainShape(value: PacketRow[string]): PacketRow[string] {
  const shape = typeof value === 'string' && value.startsWith('{"') ? shapeIn(value) : null;
  if (shape === null) return value ?? null;
  const { type, coordinates } = shape;
  const polygons = type === 'Polygon' ? [coordinates] : coordinates;
  return JSON.stringify(polygons.map((rings) => rings.map(closeRing)));
}

function shapeIn(text: string) {
  try {
    return shapeSchema.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    // What a person wrote may begin like one.
    return null;
  }
}

const positionSchema = z.tuple([z.number(), z.number()]);
const shapeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Polygon'), coordinates: z.array(z.array(positionSchema)) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(z.array(positionSchema))) }),
]);

/** The rows that others changed meanwhile and that are still there. */
function versionsOf(asOpened: Rows, written: Rows): Versions[] {
  return [...asOpened].flatMap(([table, rows]) =>
    rows.flatMap(({ id, before: theirs, after: was }) => {
      const own = written.get(table)?.find((row) => row.id === id);
      const mine = own === undefined ? theirs : own.after;
      return theirs && was && mine ? [{ table, id, was, theirs, mine }] : [];
    }),
  );
}

/**
 * A row that the form did not know and the command removed was added by others, one that the command would have made
 * anew was removed by them: so it stays.
 */
async function joinWholeRows({ db }: CommandContext, asOpened: Rows, written: Rows): Promise<void> {
  for (const [table, rows] of asOpened) {
    if (!isEdited(table)) continue;
    const own = written.get(table) ?? [];
    for (const { id, before, after } of rows) {
      const now = own.find((row) => row.id === id);
      if (before && !after && now?.after === null) await putRow(db, table, id, before);
      // A row that the command added has got the number of the one that it removed.
      else if (before && !after && now?.after) await insertRow(db, table, withoutNumber(before));
      const made =
        !before && after ? own.find((row) => !row.before && isSameBut(row.after, after)) : undefined;
      if (made) await putRow(db, table, made.id, null);
    }
  }
}

function withoutNumber({ id: _, uid: __, ...row }: PacketRow): PacketRow {
  return row;
}

/** Whether two rows hold the same, whatever their numbers. */
function isSameBut(one: PacketRow | null | undefined, other: PacketRow): boolean {
  return sameRow({ ...one, id: 0, uid: '' }, { ...other, id: 0, uid: '' });
}

function tellField(
  { workspace }: CommandContext,
  { table, id, was, theirs, mine }: Versions,
  field: ReturnType<typeof fieldsOfRow>[number],
): MeanwhileField {
  const text = (row: PacketRow) => fieldText(field, row, workspace.catalogue.categoryTitles);
  const [left, said] = [text(theirs), text(mine)];
  const name = String(theirs.name ?? theirs.title ?? theirs.code ?? '');
  return {
    // What is not told, as the middle of a telephone number, counts as well.
    key: keyOfField(table, id, field.id, JSON.stringify(valuesOf(field, theirs))),
    what: name === '' ? nounOf(table) : `${nounOf(table)}“${name}”`,
    title: field.title,
    was: text(was),
    theirs: left,
    mine: isPhone(field) && said === left ? `${said}（隐去的几位不同）` : said,
  };
}

/** Puts columns back as somebody else left them, with what follows from the columns of a place. */
async function putBack(
  { db }: CommandContext,
  { table, id, theirs, mine }: Versions,
  columns: readonly string[],
): Promise<void> {
  if (columns.length === 0) return;
  const values = Object.fromEntries(columns.map((column) => [column, theirs[column] ?? null]));
  const following = followingFrom(table, { ...mine, ...values }, theirs, columns);
  await updateRow(db, table, id, { ...values, ...following }, table === 'gatePlans' ? 'gateId' : 'id');
}

function followingFrom(
  table: StoredTable,
  joined: PacketRow,
  theirs: PacketRow,
  columns: readonly string[],
): PacketRow {
  if (typeof theirs.held !== 'string') return {};
  const before = heldColumns(theirs.held);
  const said = heldColumns(String(joined.held)).filter((column) => !columns.includes(column));
  const held = writeStored('venues.held', heldAlso(before, said));
  if (!isEditable(table)) return { held };
  // A place that no list has named has its identity from its columns.
  return {
    held,
    identity: joined.contentHash === '' ? identityOf(table, joined) : (theirs.identity ?? null),
  };
}
