import { identityOf } from '#shared/registry/identity.ts';
import type { PacketRow } from '#shared/sweeps/packet.ts';
import { freeCode } from '../../db/queries/next-code.ts';
import { insertForeignRow, isThere, selectPacketRows } from '../../db/queries/packets.ts';
import { isEditable, referencesOf, returns, travels } from '../../db/schema/find-tables.ts';
import type { Write } from '../../db/schema/schema.ts';
import type { ReturningTable } from '../../db/schema/table-facts.ts';
import type { FieldRow, FieldRows } from './field-rows.ts';

/** Which row of the office one of the field is: as it was found, joined or put in. */
export class OfficeIds {
  readonly #rows: FieldRows;
  readonly #put: Map<FieldRow, number>;

  constructor(rows: FieldRows, joined: ReadonlyMap<FieldRow, number>) {
    this.#rows = rows;
    this.#put = new Map(joined);
  }

  put(field: FieldRow, id: number): void {
    this.#put.set(field, id);
  }

  /** Undefined where it is not in the office. */
  of(field: FieldRow): number | undefined {
    return this.#put.get(field) ?? (field.own ? Number(field.own.id) : undefined);
  }

  find(table: ReturningTable, fieldId: number): number | undefined {
    const field = this.#rows.find(table, fieldId);
    return field && this.of(field);
  }
}

type Values = Record<string, string | number | null>;

/** The id of a row that was put in, and what is to be said of it; else why it was not. */
type Put = { readonly id: number; readonly note: string } | { readonly reason: string };

/**
 * Puts a row of the field in; a stop that both have made is one. What the field adds to a sweep is of `sweepId`; null
 * where it is of the sweep that it says.
 */
export async function insertFresh(
  db: Write,
  { table, row: { id: _, ...row }, uid }: FieldRow,
  ids: OfficeIds,
  sweepId: number | null,
): Promise<Put> {
  const values: Values = { ...row, uid };
  for (const { column, to } of referencesOf(table)) {
    const said = values[column];
    if (said == null) continue;
    if (!travels(to)) values[column] = null;
    else if (returns(to)) {
      const here = ids.find(to, Number(said));
      // What it was merged into may come after it; its history names that.
      if (here === undefined && column !== 'mergedInto') return { reason: '它所属的记录没有带回' };
      values[column] = here ?? null;
    } else if (!(await isThere(db, to, Number(said)))) values[column] = null;
  }
  if (table === 'stops') {
    if (sweepId !== null) values.sweepId = sweepId;
    const same = await findSameStop(db, values);
    if (same !== undefined) return { id: same, note: '' };
  }
  if (table === 'licences') {
    const same = await findSameLicence(db, values);
    if (same !== undefined) return { id: same, note: '' };
  }
  // The identity is made anew, because the one from the field may contain the field's own number of a school.
  if (isEditable(table)) values.identity = identityOf(table, values);
  const note = await giveFreeCode(db, table, values);
  const put = await insertForeignRow(db, table, values);
  return put === null ? { reason: '内容不合规范，或与本机已有的记录重复' } : { id: put, note };
}

async function findSameStop(db: Write, { sweepId, venueId, schoolId }: Values): Promise<number | undefined> {
  const same = (await selectPacketRows(db, 'stops', 'sweepId', [Number(sweepId)])).find(
    (stop: PacketRow) => stop.venueId === venueId && (venueId !== null || stop.schoolId === schoolId),
  );
  return same && Number(same.id);
}

/** A licence that the field added and the office has by now as well. */
async function findSameLicence(db: Write, { venueId, identity }: Values): Promise<number | undefined> {
  const known = await selectPacketRows(db, 'licences', 'venueId', [Number(venueId)]);
  const same = known.find((each) => each.identity === identity);
  return same && Number(same.id);
}

/** Gives a record another code where the office has given its own to another one; what is to be said of that. */
async function giveFreeCode(db: Write, table: ReturningTable, values: Values): Promise<string> {
  if (table !== 'hazards' && table !== 'surveys') return '';
  const said = String(values.code);
  const code = await freeCode(db, table, said);
  values.code = code;
  return code === said ? '' : `编号 ${said} 已被别的记录占用，改编为 ${code}；已发出的文书请核对`;
}
