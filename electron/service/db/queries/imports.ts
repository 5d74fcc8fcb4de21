import type { Insertable, UpdateObject } from 'kysely';
import { sql } from 'kysely';
import type { ImportKind } from '#shared/contract/import.ts';
import type { ImportProblem } from '#shared/contract/import-problems.ts';
import type { InsertMany } from '../engine/open.ts';
import { toIdList } from '../schema/id-list.ts';
import type { ListingOutcome } from '../schema/list-tables.ts';
import type { Read, Schema, Write } from '../schema/schema.ts';
import { readStored, writeFlag, writeStored } from '../schema/stored-values.ts';
import type { ImportTable } from '../schema/table-facts.ts';

type Values = Record<string, string | number | null>;

/** What a batch did with a row that it listed. */
export const listingOutcome = { unchanged: 0, updated: 1, added: 2 } satisfies Record<string, ListingOutcome>;

/** By which identities rows are known; a venue may have further ones from venues that were merged into it. */
export async function loadIdentities(db: Read, table: ImportTable) {
  const rows = await db.selectFrom(table).select(['id', 'identity', 'contentHash']).orderBy('id').execute();
  if (table !== 'venues') return rows;
  const aliases = await db.selectFrom('aliases').select(['venueId as id', 'identity']).execute();
  return [...rows, ...aliases.map((alias) => ({ ...alias, contentHash: '', isAlias: true }))];
}

/** Columns that tell which place a row is. */
const tellingColumns = {
  schools: ['name', 'address', 'schoolCode', 'lng', 'lat'],
  gates: ['schoolId', 'name', 'lng', 'lat'],
  venues: ['name', 'address', 'uscc', 'regNo', 'lng', 'lat'],
  facilities: ['kind', 'name', 'lng', 'lat'],
  roads: ['geometry'],
  regions: ['level', 'name', 'geometry'],
  addresses: ['address', 'lng', 'lat'],
} satisfies Record<Exclude<ImportTable, 'hazards'>, readonly string[]>;

/** Stored places with what tells which they are: those named, or all. */
export function lookupPlaces(db: Read, table: Exclude<ImportTable, 'hazards'>) {
  return async (ids: readonly number[] | null) => {
    const columns = ['id', ...tellingColumns[table]].map((column) => sql.ref(column));
    const wanted = ids === null ? sql`` : sql`where id in ${toIdList(ids)}`;
    const { rows } = await sql<Values & { id: number }>`
      select ${sql.join(columns)} from ${sql.table(table)} ${wanted}`.execute(db);
    return rows.map((values) => ({ id: values.id, values }));
  };
}

/** Rows of which somebody has set columns by hand. */
export async function selectHeldIds(
  db: Read,
  table: Exclude<ImportTable, 'addresses' | 'hazards'>,
): Promise<number[]> {
  const rows = await db.selectFrom(table).select('id').where('held', '!=', '[]').execute();
  return rows.map(({ id }) => id);
}

/** Rows as they are stored, by id. */
export async function selectRows(
  db: Read,
  table: ImportTable,
  ids: readonly number[],
): Promise<Map<number, Values>> {
  const rows = await db.selectFrom(table).selectAll().where('id', 'in', toIdList(ids)).execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Schools with what campuses and gates are joined to them by. */
export async function loadSchoolNames(db: Read) {
  return await db
    .selectFrom('schools')
    .select(['id', 'name', 'schoolCode', 'identity', 'lng', 'lat', 'boundary'])
    .orderBy('id')
    .execute();
}

/**
 * While many rows come into an empty table its indexes wait: made at the end they are made in order. Those of
 * a few rows stay, for making them reads the whole table. Returns the statements that make the others again.
 */
export async function dropIndexes(db: Write, table: 'venues' | 'findings'): Promise<string[]> {
  const { rows } = await sql<{ name: string; statement: string }>`
    select name, sql as statement from sqlite_master
    where type = 'index' and tbl_name = ${table}
      and sql is not null and sql not like '% where %'`.execute(db);
  for (const { name } of rows) await sql`drop index ${sql.ref(name)}`.execute(db);
  return rows.map(({ statement }) => statement);
}

export async function createIndexes(db: Write, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** The highest id of a table: rows inserted next in this transaction follow it one by one. */
export async function lastIdOf(db: Read, table: ImportTable): Promise<number> {
  const row = await db
    .selectFrom(table)
    .select((select) => select.fn.max('id').as('last'))
    .executeTakeFirst();
  return row?.last ?? 0;
}

export async function insertBatch(db: Write, batch: Insertable<Schema['batches']>): Promise<number> {
  const row = await db.insertInto('batches').values(batch).returning('id').executeTakeFirstOrThrow();
  return row.id;
}

export function insertProblems(
  insertMany: InsertMany,
  batchId: number,
  problems: readonly ImportProblem[],
  cellsOf: ReadonlyMap<number, readonly string[]>,
): void {
  const columns = ['batchId', 'row', 'field', 'code', 'message', 'value', 'rejected', 'cells'];
  insertMany(
    'importProblems',
    columns,
    problems.map(({ row, field, code, message, value, rejected }) => {
      const cells = writeStored('importProblems.cells', [...(cellsOf.get(row) ?? [])]);
      return [batchId, row, field, code, message, value, writeFlag(rejected), cells];
    }),
  );
}

/** A batch that stands and its listed rows, latest first, of one source. */
export async function batchesOfSource(db: Read, source: string, limit: number) {
  if (source === '') return [];
  return await db
    .selectFrom('batches')
    .select(['id', 'fileName', 'importedAt'])
    .where('source', '=', source)
    .where('undoneAt', 'is', null)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

export async function listedIn(db: Read, batch: number): Promise<number[]> {
  const rows = await db.selectFrom('listings').select('placeId').where('batchId', '=', batch).execute();
  return rows.map(({ placeId }) => placeId);
}

/** Lists the rows that a batch added, which have consecutive ids. */
export async function listAdded(db: Write, batchId: number, ids: readonly number[]): Promise<void> {
  const [first, last] = [ids[0], ids.at(-1)];
  if (first === undefined || last === undefined) return;
  // The ids are counted up here. Reading them from the table would touch every page that was just written.
  await sql`insert into listings ("batchId", "placeId", "outcome")
    with recursive ids(id) as (select ${first} union all select id + 1 from ids where id < ${last})
    select ${batchId}, id, ${listingOutcome.added} from ids`.execute(db);
}

export async function updateBatch(
  db: Write,
  id: number,
  counts: UpdateObject<Schema, 'batches'>,
): Promise<void> {
  await db.updateTable('batches').set(counts).where('id', '=', id).execute();
}

/** Marks venues whose point stands for an area. */
export async function markArea(db: Write, ids: readonly number[], mark: string): Promise<void> {
  if (ids.length === 0) return;
  await db
    .updateTable('venues')
    .set({ positionSource: 'area', contentHash: sql<string>`"contentHash" || ${mark}` })
    .where('id', 'in', toIdList(ids))
    .execute();
}

/** Addresses of venues by id. */
export async function selectAddresses(db: Read, ids: readonly number[]): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('venues')
    .select(['id', 'address'])
    .where('id', 'in', toIdList(ids))
    .execute();
  return new Map(rows.map(({ id, address }) => [id, address]));
}

/** The name of the file that a batch came from; null for a row that no list brought. */
export async function findBatchFile(db: Read, batch: number | null): Promise<string | null> {
  if (batch === null) return null;
  const row = await db.selectFrom('batches').select('fileName').where('id', '=', batch).executeTakeFirst();
  return row?.fileName ?? null;
}

/** What was imported once, by the hash of its content; what a person took back counts as well. */
export async function selectFileHashes(db: Read): Promise<Set<string>> {
  const rows = await db.selectFrom('batches').select('fileHash').distinct().execute();
  const forms = await db.selectFrom('selfChecks').select('fileHash').execute();
  return new Set([...rows, ...forms].map(({ fileHash }) => fileHash));
}

/** The latest list of a kind that stands; null where none does. */
export async function selectLastImport(db: Read, kind: ImportKind) {
  const row = await db
    .selectFrom('batches')
    .select(['fileName', 'importedAt'])
    .where('kind', '=', kind)
    .where('undoneAt', 'is', null)
    .orderBy('importedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row ?? null;
}

/** The latest batches first. */
/** Lists that stand, the latest first: what they are called and when they were imported. */
export async function selectListsInUse(db: Read) {
  return await db
    .selectFrom('batches')
    .select(['fileName', 'importedAt'])
    .where('undoneAt', 'is', null)
    .orderBy('id', 'desc')
    .execute();
}

export async function selectBatches(db: Read, limit: number) {
  return await db.selectFrom('batches').selectAll().orderBy('id', 'desc').limit(limit).execute();
}

/** The header of the list that a batch came from; undefined where there is no such batch. */
export async function findBatchColumns(db: Read, batch: number): Promise<string[] | undefined> {
  const row = await db.selectFrom('batches').select('columns').where('id', '=', batch).executeTakeFirst();
  return row && readStored('batches.columns', row.columns);
}

/** Rows of a list with problems, in the order of the list. */
export async function selectProblems(db: Read, batch: number) {
  return await db
    .selectFrom('importProblems')
    .selectAll()
    .where('batchId', '=', batch)
    .orderBy('row')
    .execute();
}
