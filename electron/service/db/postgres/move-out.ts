import { join } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { CodedError } from '#shared/contract/errors.ts';
import { elementAt } from '#shared/lists/element.ts';
import { connect } from '../engine/connect.ts';
import { lookAtDatabase } from '../engine/database-aside.ts';
import { isDiskFault, isSqliteError } from '../engine/faults.ts';
import { DATABASE_FILE } from '../engine/file-names.ts';
import { makeEmptyDatabase } from '../engine/salvage.ts';
import { SCHEMA_VERSION } from '../schema/migrations/index.ts';
import type { PostgresAddress } from './address.ts';
import { type ColumnKind, readRow } from './binary-rows.ts';
import { type Postgres, quoted, rowsOf } from './connection.ts';
import { FACTS_TABLE } from './make-schema.ts';
import { requireEqual } from './move-in.ts';
import { type MovedTable, readMovedTables } from './moved-tables.ts';
import { lockWorkspace } from './statements.ts';
import {
  type CountRows,
  readFromPostgres,
  readUncompared,
  sumInSqlite,
  type TableSum,
} from './table-rows.ts';

/** What was moved, and where the files of the workspace lie; null where it has none. */
export interface MovedOut {
  readonly tables: number;
  readonly rows: number;
  readonly files: string | null;
}

/**
 * Makes a workspace's database of a schema in PostgreSQL, in an empty folder: all that one moment held, compared row by
 * row; what is only read from, and can be made anew, need not be compared. With `locks` nobody may lead it meanwhile. Errors: POSTGRES_NONE, POSTGRES_ALTERED, MOVE_VERSION, MOVE_BUSY, MOVE_UNEQUAL, DISK_WRITE, and those of the database.
 */
export async function moveOut(
  postgres: Postgres,
  address: PostgresAddress,
  folder: string,
  count: CountRows,
  { locks = true, compares = true, version = SCHEMA_VERSION }: MoveOutOptions = {},
): Promise<MovedOut> {
  await postgres.query('begin isolation level repeatable read');
  try {
    if (locks) await lockWorkspace(postgres, address);
    const { files } = await readFacts(postgres, address, version);
    const moved = await fillDatabase(postgres, address, folder, count, { version, compares });
    if (compares) await refuseUnsound(folder, address);
    return { ...moved, files };
  } finally {
    await postgres.query('rollback').catch(() => undefined);
  }
}

interface MoveOutOptions {
  readonly locks?: boolean;
  readonly compares?: boolean;
  readonly version?: number;
}

/** Errors: POSTGRES_ALTERED. */
async function refuseUnsound(folder: string, { shown }: PostgresAddress): Promise<void> {
  const { integrity } = await lookAtDatabase(join(folder, DATABASE_FILE), 'whole');
  if (integrity !== 'ok') throw new CodedError('POSTGRES_ALTERED', { address: shown, what: integrity });
}

/** Where the files lie that were moved with a workspace; null where it had none, or nobody knows. Errors: POSTGRES_NONE, MOVE_VERSION. */
export async function placeOfFiles(postgres: Postgres, address: PostgresAddress): Promise<string | null> {
  return (await readFacts(postgres, address)).files;
}

/** Errors: POSTGRES_NONE, MOVE_VERSION. */
async function readFacts(
  postgres: Postgres,
  address: PostgresAddress,
  version = SCHEMA_VERSION,
): Promise<{ readonly files: string | null }> {
  const facts = await storedFacts(postgres, address);
  if (facts.version === version) return facts;
  throw new CodedError('MOVE_VERSION', { place: address.shown, found: facts.version, known: version });
}

/** Which version the tables of a workspace have, and where its files lie. Errors: POSTGRES_NONE. */
export async function storedFacts(
  postgres: Postgres,
  { schema, shown }: PostgresAddress,
): Promise<{ readonly version: number; readonly files: string | null }> {
  const [there] = await rowsOf(
    postgres,
    'select 1 from pg_class c join pg_namespace n on n.oid = c.relnamespace where nspname = $1 and relname = $2',
    [schema, FACTS_TABLE],
  );
  if (!there) throw new CodedError('POSTGRES_NONE', { address: shown });
  const [facts] = await rowsOf<{ version: string; files: string | null }>(
    postgres,
    `select "version", "files" from ${quoted(schema, FACTS_TABLE)}`,
  );
  return { version: Number(facts?.version ?? 0), files: facts?.files ?? null };
}

async function fillDatabase(
  postgres: Postgres,
  address: PostgresAddress,
  folder: string,
  count: CountRows,
  { version, compares }: { readonly version: number; readonly compares: boolean },
): Promise<{ tables: number; rows: number }> {
  try {
    await makeEmptyDatabase(folder, version);
    const sqlite = connect(join(folder, DATABASE_FILE));
    try {
      return await fill(sqlite, postgres, address, count, compares);
    } catch (error) {
      if (!isSqliteError(error, 'SQLITE_CONSTRAINT')) throw error;
      throw new CodedError('POSTGRES_ALTERED', { address: address.shown, what: '有工作区里不会有的值' });
    } finally {
      sqlite.close();
    }
  } catch (error) {
    if (isDiskFault(error)) throw new CodedError('DISK_WRITE', { path: folder });
    throw error;
  }
}

async function fill(
  sqlite: SqliteDatabase.Database,
  postgres: Postgres,
  address: PostgresAddress,
  count: CountRows,
  compares: boolean,
): Promise<{ tables: number; rows: number }> {
  const tables = readMovedTables(sqlite);
  await refuseAltered(postgres, address, tables);
  // Tables point to each other in circles; the keys are checked when all rows are there.
  sqlite.pragma('foreign_keys = off');
  sqlite.exec('begin immediate');
  const indexes = dropIndexes(sqlite);
  // A new database holds a few values of its own.
  for (const { name } of tables) sqlite.exec(`delete from ${quoted(name)}`);
  const read: TableSum[] = [];
  let rows = 0;
  for (const table of tables) {
    const insert = inserting(sqlite, table);
    if (!compares) rows += await readUncompared(postgres, address.schema, table, insert);
    else read.push(await readFromPostgres(postgres, address.schema, table, count, insert));
  }
  for (const statement of indexes) sqlite.exec(statement);
  sqlite.exec('commit');
  for (const [at, sum] of read.entries()) {
    const table = elementAt(tables, at);
    requireEqual(table.name, sum, sumInSqlite(sqlite, table, count));
    rows += sum.rows;
  }
  return { tables: tables.length, rows };
}

/** Takes the indexes away that only find rows: they are made faster once all rows are there. Returns what makes them. */
function dropIndexes(sqlite: SqliteDatabase.Database): string[] {
  const indexes = sqlite
    .prepare<[], { name: string; sql: string }>(
      `select name, sql from sqlite_schema where type = 'index' and sql is not null order by rowid`,
    )
    .all();
  for (const { name } of indexes) sqlite.exec(`drop index ${quoted(name)}`);
  return indexes.map(({ sql }) => sql);
}

/** Puts a row, as COPY gives it, into a table. */
function inserting(sqlite: SqliteDatabase.Database, table: MovedTable): (row: Buffer) => void {
  const kinds = table.columns.map(({ kind }) => kind);
  const names = table.columns.map(({ name }) => quoted(name)).join(', ');
  const insert = sqlite.prepare(
    `insert into ${quoted(table.name)} (${names}) values (${kinds.map(() => '?').join(', ')})`,
  );
  return (row) => void insert.run(readRow(row, kinds));
}

/** What PostgreSQL calls the types of columns. */
const types: Readonly<Record<ColumnKind, string>> = {
  integer: 'int8',
  real: 'float8',
  text: 'text',
  blob: 'bytea',
};

/** A column that somebody added would be lost, and one of another type read wrongly. Errors: POSTGRES_ALTERED. */
async function refuseAltered(
  postgres: Postgres,
  { schema, shown }: PostgresAddress,
  tables: readonly MovedTable[],
): Promise<void> {
  const found = await rowsOf<{ table: string; column: string; type: string }>(
    postgres,
    `select c.relname as "table", a.attname as "column", t.typname as "type"
     from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
       join pg_type t on t.oid = a.atttypid
     where n.nspname = $1 and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped`,
    [schema],
  );
  for (const { name, columns } of tables) {
    const wanted = columns.map((column) => `${column.name} ${types[column.kind]}`).sort();
    const actual = found
      .filter(({ table }) => table === name)
      .map(({ column, type }) => `${column} ${type}`)
      .sort();
    if (wanted.join() !== actual.join())
      throw new CodedError('POSTGRES_ALTERED', { address: shown, what: `表 ${name} 的列不一样` });
  }
}
