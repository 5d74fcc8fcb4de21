import { existsSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { CodedError } from '#shared/contract/errors.ts';
import { migrations, SCHEMA_VERSION } from './migrations/index.ts';
import type { Database, Schema } from './schema.ts';

/** Two connections to one file: commands write on one, queries read the last committed state on the other. */
export interface OpenDatabase {
  readonly writer: Database;
  readonly reader: Database;
  /** Inserts rows by one prepared statement on the writer's connection, inside its transaction. */
  readonly insertMany: InsertMany;
  /** Lets what is read ask for regions by `region_at` and `region_of_school`: SQLite's way, a spatial database has its own. */
  readRegions(names: RegionNames): void;
  close(): Promise<void>;
}

/** Names of the regions that hold places; null where there is none. */
export interface RegionNames {
  at(level: string, lng: number | null, lat: number | null): string | null;
  ofSchool(level: string, id: number): string | null;
}

export type InsertMany = (
  table: keyof Schema,
  columns: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
) => void;

/**
 * How a transaction is kept safe: `wal` lets others read while one writes; `delete` writes new pages once
 * instead of twice, for a process that is alone and writes a lot.
 */
export type Journal = 'wal' | 'delete';

export const DATABASE_FILE = 'workspace.sqlite';
const LOCK_FILE = 'workspace.lock';

/**
 * Opens the database of a workspace folder for the only writer there is, migrated to today's schema.
 * Errors: WORKSPACE_MISSING, WORKSPACE_IN_USE, WORKSPACE_NEWER, WORKSPACE_UNREADABLE.
 */
export async function openDatabase(
  directory: string,
  create: boolean,
  journal: Journal = 'wal',
): Promise<OpenDatabase> {
  const file = join(directory, DATABASE_FILE);
  if (!create && !existsSync(file)) throw new CodedError('WORKSPACE_MISSING', { path: directory });
  const lock = acquireLock(directory);
  try {
    const sqlite = connect(file, journal);
    const writer = queryBuilder(sqlite);
    await migrate(writer, directory);
    const readonly = connect(file, null);
    const reader = queryBuilder(readonly);
    return {
      writer,
      reader,
      insertMany(table, columns, rows) {
        const names = columns.map((column) => `"${column}"`).join(', ');
        const insert = sqlite.prepare(
          `insert into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`,
        );
        for (const row of rows) insert.run(row);
      },
      readRegions(names) {
        const options = { deterministic: true };
        readonly.function('region_at', options, (level: string, lng: number | null, lat: number | null) =>
          names.at(level, lng, lat),
        );
        readonly.function('region_of_school', options, (level: string, id: number) =>
          names.ofSchool(level, id),
        );
      },
      async close() {
        await reader.destroy();
        await writer.destroy();
        lock.close();
      },
    };
  } catch (error) {
    lock.close();
    if (isSqliteError(error, 'SQLITE_NOTADB', 'SQLITE_CORRUPT'))
      throw new CodedError('WORKSPACE_UNREADABLE', { path: file });
    throw error;
  }
}

/**
 * Holds an exclusive lock on a small SQLite file beside the database. The operating system frees it
 * when the process ends in any way, so no stale lock is ever left behind.
 */
function acquireLock(directory: string): SqliteDatabase.Database {
  let lock: SqliteDatabase.Database;
  try {
    lock = new SqliteDatabase(join(directory, LOCK_FILE), { timeout: 200 });
  } catch {
    throw new CodedError('DISK_WRITE', { path: directory });
  }
  try {
    lock.pragma('journal_mode = delete');
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (isSqliteError(error, 'SQLITE_BUSY', 'SQLITE_LOCKED'))
      throw new CodedError('WORKSPACE_IN_USE', { path: directory });
    throw new CodedError('DISK_WRITE', { path: directory });
  }
}

/** A connection that writes by a journal, or only reads where there is none. */
function connect(file: string, journal: Journal | null): SqliteDatabase.Database {
  const sqlite = new SqliteDatabase(file, { readonly: journal === null, timeout: 5000 });
  if (journal !== null) {
    sqlite.pragma(`journal_mode = ${journal}`);
    sqlite.pragma('synchronous = full');
    sqlite.pragma('cache_size = -65536');
    sqlite.pragma('temp_store = memory');
  }
  sqlite.pragma('foreign_keys = on');
  return sqlite;
}

function queryBuilder(sqlite: SqliteDatabase.Database): Database {
  return new Kysely<Schema>({ dialect: new SqliteDialect({ database: sqlite }) });
}

async function migrate(db: Database, directory: string): Promise<void> {
  const found = await schemaVersion(db);
  if (found > SCHEMA_VERSION)
    throw new CodedError('WORKSPACE_NEWER', { path: directory, found, known: SCHEMA_VERSION });
  for (const migration of migrations.filter(({ version }) => version > found)) {
    await db.transaction().execute(async (trx) => {
      await migration.up(trx);
      await sql.raw(`pragma user_version = ${migration.version}`).execute(trx);
    });
  }
}

async function schemaVersion(db: Database): Promise<number> {
  const { rows } = await sql<{ user_version: number }>`pragma user_version`.execute(db);
  return rows[0]?.user_version ?? 0;
}

/** SQLite's own check of the file and of foreign keys: `ok`, or what it found. */
export async function checkIntegrity(db: Database): Promise<string> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db);
  const orphans = await sql`pragma foreign_key_check`.execute(db);
  const found = rows.map((row) => row.integrity_check).join('; ');
  return orphans.rows.length === 0 ? found : `${found}; ${orphans.rows.length} rows point to nothing`;
}

function isSqliteError(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error && 'code' in error && codes.some((code) => String(error.code).startsWith(code))
  );
}
