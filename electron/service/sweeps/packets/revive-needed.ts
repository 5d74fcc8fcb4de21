import type { PacketAside } from '#shared/contract/packets.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';
import { returningTables } from '../../db/queries/packets.ts';
import { referencesOf, returns } from '../../db/schema/find-tables.ts';
import type { Read } from '../../db/schema/schema.ts';
import { tellRow } from './field-names.ts';
import type { FieldRow, FieldRows } from './field-rows.ts';
import { joinSamePlaces } from './same-places.ts';

/** A row that is to be inserted. */
export interface FreshRow {
  readonly field: FieldRow;
  /** The office had it and took it away, and what the field brings rests on it. */
  readonly revived: boolean;
}

/**
 * What the field added rests on stops and places that the office may have taken away meanwhile: these come back, so that
 * no visit is lost. What rests on something that is not in the file is set aside, with its reason.
 */
export async function reviveNeeded(
  db: Read,
  {
    rows,
    joined,
    fresh,
  }: {
    readonly rows: FieldRows;
    readonly joined: Map<FieldRow, number>;
    readonly fresh: readonly FieldRow[];
  },
): Promise<{ fresh: FreshRow[]; notes: string[]; aside: PacketAside[] }> {
  const wanted = new Set<FieldRow>();
  const revived = new Set<FieldRow>();
  const aside: PacketAside[] = [];
  /** Whether a row can be put in, with all that it rests on. */
  const stands = (field: FieldRow): boolean => {
    if (field.own || joined.has(field) || wanted.has(field) || revived.has(field)) return true;
    return field.rowId !== null && restsOnRows(field) && Boolean(revived.add(field));
  };
  const restsOnRows = ({ table, row }: FieldRow): boolean =>
    referencesOf(table).every(({ to, column }) => {
      if (!returns(to) || row[column] == null) return true;
      const target = rows.find(to, Number(row[column]));
      return target !== undefined && stands(target);
    });
  for (const field of fresh)
    if (restsOnRows(field)) wanted.add(field);
    else aside.push({ what: tellRow(rows, field), reason: '它所属的记录不在回传文件里' });
  const notes = await joinRevived(db, rows, joined, revived);
  const all = returningTables.flatMap((table) =>
    rows.ofTable(table).filter((field) => wanted.has(field) || revived.has(field)),
  );
  return { fresh: all.map((field) => ({ field, revived: revived.has(field) })), notes, aside };
}

/** A place that is to come back may be in the office by another row: then it does not. What is said of those that do. */
async function joinRevived(
  db: Read,
  rows: FieldRows,
  joined: Map<FieldRow, number>,
  revived: Set<FieldRow>,
): Promise<string[]> {
  const notes: string[] = [];
  for (const table of returningTables) {
    const own = [...revived].filter((field) => field.table === table);
    await joinSamePlaces(db, table, own, rows, joined);
    for (const field of own)
      if (joined.has(field)) revived.delete(field);
      else notes.push(`${nounOf(table)}${tellRow(rows, field)}在本机已移除；外勤有它的新记录，予以恢复`);
  }
  return notes;
}
