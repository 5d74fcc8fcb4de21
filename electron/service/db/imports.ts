import type { Insertable, UpdateObject } from 'kysely';
import type { ImportProblem } from '#shared/contract/import.ts';
import type { Read, Schema, Write } from './schema.ts';

/** Tables that lists are imported into. */
export type ImportTable = 'schools' | 'gates' | 'venues' | 'facilities' | 'roads';

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

/** Overwrites one row and returns how it was. */
export async function updateRow(db: Write, table: ImportTable, id: number, values: Values): Promise<Values> {
  const before = await db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirstOrThrow();
  await db
    .updateTable(table)
    .set(values as UpdateObject<Schema, ImportTable>)
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
): Promise<void> {
  for (let start = 0; start < problems.length; start += 500) {
    const rows = problems
      .slice(start, start + 500)
      .map((problem) => ({ ...problem, batchId, rejected: problem.rejected ? 1 : 0 }));
    await db.insertInto('importProblems').values(rows).execute();
  }
}
