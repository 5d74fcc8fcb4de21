import type { Insertable, UpdateObject } from 'kysely';
import type { ImportProblem } from '#shared/contract/import.ts';
import { heldColumns } from './held.ts';
import type { Read, Schema, Write } from './schema.ts';

/** Tables that lists are imported into. */
export type ImportTable = 'schools' | 'gates' | 'venues' | 'facilities' | 'roads' | 'regions';

type Values = Record<string, string | number | null>;

export async function loadIdentities(db: Read, table: ImportTable) {
  return await db.selectFrom(table).select(['id', 'identity', 'contentHash']).orderBy('id').execute();
}

/** Schools by name with their campus, to join campuses and gates to. */
export async function loadSchoolNames(db: Read) {
  return await db
    .selectFrom('schools')
    .select(['id', 'name', 'boundary', 'identity', 'contentHash'])
    .orderBy('id')
    .execute();
}

export async function insertRows(db: Write, table: ImportTable, rows: readonly Values[]): Promise<void> {
  await db
    .insertInto(table)
    .values(rows as unknown as Insertable<Schema[ImportTable]>[])
    .execute();
}

/** The highest id of a table: rows inserted next in this transaction follow it one by one. */
export async function lastIdOf(db: Read, table: ImportTable): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((select) => select.fn.max('id').as('last'))
    .executeTakeFirst();
  return row?.last ?? 0;
}

/** Overwrites one row, except for columns held by hand, and returns how it was. */
export async function updateRow(db: Write, table: ImportTable, id: number, values: Values): Promise<Values> {
  const before = await db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  const held = 'held' in before ? heldColumns(before.held) : [];
  const open = Object.fromEntries(Object.entries(values).filter(([column]) => !held.includes(column)));
  await db
    .updateTable(table)
    .set(open as UpdateObject<Schema, ImportTable>)
    .where('id', '=', id)
    .execute();
  return before as unknown as Values;
}

export async function insertBatch(db: Write, batch: Insertable<Schema['batches']>): Promise<number> {
  const row = await db.insertInto('batches').values(batch).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

export async function insertProblems(
  db: Write,
  batchId: number,
  problems: readonly ImportProblem[],
  cellsOf: ReadonlyMap<number, readonly string[]>,
): Promise<void> {
  for (let start = 0; start < problems.length; start += 500) {
    const rows = problems.slice(start, start + 500).map((problem) => ({
      ...problem,
      batchId,
      rejected: problem.rejected ? 1 : 0,
      cells: JSON.stringify(cellsOf.get(problem.row) ?? []),
    }));
    await db.insertInto('importProblems').values(rows).execute();
  }
}
