import type SqliteDatabase from 'better-sqlite3';
import { CodedError } from '#shared/contract/errors.ts';
import type { PostgresAddress } from './address.ts';
import { type Postgres, quoted, rowsOf } from './connection.ts';
import { isBrokenOff } from './faults.ts';
import {
  AUDITOR_ROLE,
  FACTS_TABLE,
  PROGRAM_ROLE,
  removalOf,
  rightsOf,
  rulesOf,
  tablesBeside,
  tablesOf,
} from './make-schema.ts';
import { type MovedTable, readMovedTables } from './moved-tables.ts';
import { lockWorkspace, makeRole, runAll } from './statements.ts';
import { storeTables } from './store-tables.ts';
import { type CountRows, copyToPostgres, readFromPostgres, type TableSum } from './table-rows.ts';

/** What was moved. */
export interface Moved {
  readonly tables: number;
  readonly rows: number;
  /** Whether the roles are there that keep the trail from being changed. */
  readonly hasRoles: boolean;
}

export interface WantedMove {
  readonly movedAt: string;
  readonly count: CountRows;
  /** Lays the files of the workspace where they are to stay, at the very end; tells where, or null where there are none. */
  layFiles(): Promise<string | null>;
}

/**
 * Copies a workspace's database into a schema of its own, in one transaction: all of it is there afterwards, compared row
 * by row, or nothing. Errors: MOVE_TAKEN, MOVE_BUSY, MOVE_TEXT, MOVE_UNEQUAL, POSTGRES_ENCODING, POSTGRES_UNSURE, and those of
 * `layFiles` and the database.
 */
export async function moveIn(
  sqlite: SqliteDatabase.Database,
  postgres: Postgres,
  address: PostgresAddress,
  { movedAt, count, layFiles }: WantedMove,
): Promise<Moved> {
  const { schema } = address;
  const tables = readMovedTables(sqlite);
  await postgres.query('begin');
  try {
    await lockWorkspace(postgres, address);
    await refuseTarget(postgres, address);
    await runAll(postgres, tablesBeside(schema));
    const { rows, hasRoles } = await layTables(sqlite, postgres, schema, tables, count);
    await postgres.query(
      `insert into ${quoted(schema, FACTS_TABLE)} ("version", "files", "movedAt") values ($1, $2, $3)`,
      [versionIn(sqlite), await layFiles(), movedAt],
    );
    await commit(postgres, address);
    return { tables: tables.length, rows, hasRoles };
  } catch (error) {
    await postgres.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Lays all tables with their rows, which are read back and compared. Errors: MOVE_TEXT, MOVE_UNEQUAL. */
async function layTables(
  sqlite: SqliteDatabase.Database,
  postgres: Postgres,
  schema: string,
  tables: readonly MovedTable[],
  count: CountRows,
): Promise<{ readonly rows: number; readonly hasRoles: boolean }> {
  await runAll(postgres, tablesOf(schema, tables));
  const read: TableSum[] = [];
  for (const table of tables) read.push(await copyToPostgres(sqlite, postgres, schema, table, count));
  await runAll(postgres, rulesOf(schema, tables));
  const hasRoles = await giveRights(postgres, schema, tables);
  await comparePostgres(postgres, schema, tables, read, count);
  await runAll(postgres, ['set constraints all immediate']);
  return { rows: read.reduce((sum, { rows }) => sum + rows, 0), hasRoles };
}

const versionIn = (sqlite: SqliteDatabase.Database) =>
  Number(sqlite.pragma('user_version', { simple: true }));

/**
 * Lays the tables of an upgraded copy in the place of those of an older version, in one transaction; `within` belongs to it.
 * Errors: MOVE_UNEQUAL, POSTGRES_UNSURE, and those of `within`.
 */
export async function replaceTables(
  sqlite: SqliteDatabase.Database,
  postgres: Postgres,
  address: PostgresAddress,
  within: (postgres: Postgres) => Promise<void>,
): Promise<void> {
  const { schema } = address;
  await postgres.query('begin');
  try {
    await within(postgres);
    const old = await rowsOf<{ name: string }>(
      postgres,
      `select c.relname as "name" from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = $1 and c.relkind = 'r'`,
      [schema],
    );
    const beside: readonly string[] = [FACTS_TABLE, ...storeTables];
    const names = old.map(({ name }) => name).filter((name) => !beside.includes(name));
    await runAll(postgres, removalOf(schema, names));
    await layTables(sqlite, postgres, schema, readMovedTables(sqlite), () => undefined);
    await postgres.query(`update ${quoted(schema, FACTS_TABLE)} set "version" = ${versionIn(sqlite)}`);
    await commit(postgres, address);
  } catch (error) {
    await postgres.query('rollback').catch(() => undefined);
    throw error;
  }
}

/** Errors: POSTGRES_UNSURE. */
async function commit(postgres: Postgres, { shown }: PostgresAddress): Promise<void> {
  try {
    await postgres.query('commit');
  } catch (error) {
    if (isBrokenOff(error)) throw new CodedError('POSTGRES_UNSURE', { address: shown });
    throw error;
  }
}

/** A schema that an administrator made in advance may be used; one with anything in it is somebody's. Errors: MOVE_TAKEN, POSTGRES_ENCODING. */
async function refuseTarget(postgres: Postgres, { schema, shown }: PostgresAddress): Promise<void> {
  const [encoding] = await rowsOf<{ server_encoding: string }>(postgres, 'show server_encoding');
  if (encoding?.server_encoding !== 'UTF8')
    throw new CodedError('POSTGRES_ENCODING', { address: shown, found: encoding?.server_encoding ?? '' });
  const [found] = await rowsOf<{ held: string }>(
    postgres,
    `select (select count(*) from pg_class where relnamespace = n.oid) +
       (select count(*) from pg_proc where pronamespace = n.oid) as held
     from pg_namespace n where nspname = $1`,
    [schema],
  );
  if (found && found.held !== '0') throw new CodedError('MOVE_TAKEN', { target: shown });
  if (!found) await postgres.query(`create schema ${quoted(schema)}`);
}

/** Makes the roles where they are missing and may be made, and says what they may do; whether they are there. */
async function giveRights(
  postgres: Postgres,
  schema: string,
  tables: readonly MovedTable[],
): Promise<boolean> {
  const roles = [PROGRAM_ROLE, AUDITOR_ROLE];
  const found = await rowsOf<{ rolname: string }>(
    postgres,
    'select rolname from pg_roles where rolname in ($1, $2)',
    roles,
  );
  const missing = roles.filter((role) => !found.some(({ rolname }) => rolname === role));
  if (missing.length > 0) {
    const [self] = await rowsOf<{ may: boolean }>(
      postgres,
      'select rolsuper or rolcreaterole as may from pg_roles where rolname = current_user',
    );
    if (!self?.may) return false;
    for (const role of missing) await makeRole(postgres, role);
  }
  await runAll(postgres, rightsOf(schema, tables));
  return true;
}

/** Reads back what PostgreSQL holds now. Errors: MOVE_UNEQUAL. */
async function comparePostgres(
  postgres: Postgres,
  schema: string,
  tables: readonly MovedTable[],
  read: readonly TableSum[],
  count: CountRows,
): Promise<void> {
  for (const [at, table] of tables.entries())
    requireEqual(table.name, read[at], await readFromPostgres(postgres, schema, table, count));
}

/** Errors: MOVE_UNEQUAL. */
export function requireEqual(table: string, read: TableSum | undefined, written: TableSum): void {
  if (read?.rows !== written.rows || read.hash !== written.hash)
    throw new CodedError('MOVE_UNEQUAL', { table });
}
