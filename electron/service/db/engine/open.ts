import { accessSync, constants, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect, sql } from 'kysely';
import { CodedError } from '#shared/contract/errors.ts';
import { localActor } from '../../platform/actor.ts';
import { minuteOf } from '../../platform/clock.ts';
import { isOnShare } from '../../platform/network-share.ts';
import { type AuditEntry, appendAudit } from '../journal/audit.ts';
import { Befores, type Changed } from '../journal/changed-rows.ts';
import { Seals } from '../journal/row-seals.ts';
import { migrations, SCHEMA_VERSION } from '../schema/migrations/index.ts';
import type { Database, Schema, Write } from '../schema/schema.ts';

/** Two connections to one file: commands write on one, queries read the last committed state on the other. */
export interface OpenDatabase {
  readonly writer: Database;
  readonly reader: Database;
  /** Inserts rows by one prepared statement on the writer's connection, inside its transaction. */
  readonly insertMany: InsertMany;
  /** Lets what is read ask for regions by `region_at` and `region_of_school`: SQLite's way, a spatial database has its own. */
  readRegions(names: RegionNames): void;
  /** Ends a command inside its transaction: seals what it changed and appends its entry to the audit trail. */
  record(trx: Write, entry: AuditEntry): Promise<void>;
  /** Rows that the running command changed or deleted, as they were and as they are; null where it did not. */
  takeChanged(): Changed | null;
  /** Lists the rows of a batch in one go, without asking for each of them which block it belongs to. */
  insertListings(batch: number, insert: () => Promise<void>): Promise<void>;
  /** Seals some blocks of a long list that wait for it, inside a transaction; how many still do. */
  sealWaiting(most: number): number;
  /** Blocks of long lists that wait to be sealed. */
  waitingSeals(): number;
  /** Compares every row that was entered with its seal, and the seals with the audit trail. */
  verifySeals(): ReturnType<Seals['verify']>;
  /** Copies the database as it is now into a file, while others read and write (SQLite's online backup). */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Names of the regions that hold places; null where there is none. */
interface RegionNames {
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

/** Hears of statements that took long, without the values they were run with; milliseconds. */
type SlowListener = (statement: string, ms: number) => void;
const SLOW_MS = 200;

export interface OpenOptions {
  readonly journal?: Journal | undefined;
  readonly onSlow?: SlowListener | undefined;
}

export const DATABASE_FILE = 'workspace.sqlite';
/** Copies of the database that are made without being asked for lie here. */
export const BACKUP_FOLDER = 'backups';
const LOCK_FILE = 'workspace.lock';
/** Bytes of a database that is looked through at each opening; a larger one is by its daily backup. */
const CHECKED_AT_OPENING = 48 * 2 ** 20;
/** More pages than any database has. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Opens the database of a workspace folder for the only writer there is, migrated to today's schema.
 * Errors: WORKSPACE_MISSING, WORKSPACE_SHARED, WORKSPACE_IN_USE, WORKSPACE_NEWER, WORKSPACE_UNREADABLE.
 */
export async function openDatabase(
  directory: string,
  create: boolean,
  { journal = 'wal', onSlow = () => undefined }: OpenOptions = {},
): Promise<OpenDatabase> {
  const file = join(directory, DATABASE_FILE);
  if (!create && !existsSync(file)) throw new CodedError('WORKSPACE_MISSING', { path: directory });
  if (isOnShare(directory)) throw new CodedError('WORKSPACE_SHARED', { path: directory });
  const lock = acquireLock(directory);
  const opened: SqliteDatabase.Database[] = [];
  try {
    const sqlite = connect(file, journal);
    opened.push(sqlite);
    const writer = queryBuilder(sqlite, onSlow);
    const seals = await migrate(sqlite, writer, directory);
    const befores = new Befores(sqlite);
    befores.watch();
    const readonly = connect(file, null);
    opened.unshift(readonly);
    const small = statSync(file).size <= CHECKED_AT_OPENING;
    if (small && readonly.pragma('quick_check(1)', { simple: true }) !== 'ok')
      throw new CodedError('WORKSPACE_UNREADABLE', { path: file });
    const reader = queryBuilder(readonly, onSlow);
    return {
      writer,
      reader,
      insertMany(table, columns, rows) {
        const names = columns.map((column) => `"${column}"`).join(', ');
        const insert = sqlite.prepare(
          `insert into "${table}" (${names}) values (${columns.map(() => '?').join(', ')})`,
        );
        seals.whileInserting(table, () => {
          for (const row of rows) insert.run(row);
        });
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
      async record(trx, entry) {
        await appendAudit(trx, entry, seals.seal());
      },
      takeChanged: () => befores.take(),
      insertListings: (batch, insert) => seals.whileFilling('listings', batch, insert),
      sealWaiting: (most) => seals.sealWaiting(most),
      waitingSeals: () => seals.waiting(),
      verifySeals: () => new Seals(readonly).verify(),
      async backup(path) {
        // A copy that is interrupted by a write begins again: all that is left is taken at once.
        await readonly.backup(path, { progress: () => ALL_PAGES });
        settle(path);
      },
      async close() {
        await reader.destroy();
        // One that was never asked anything is not closed by its builder. The last to close takes the journal
        // over into the file: that must be the one that may write.
        readonly.close();
        await writer.destroy();
        sqlite.close();
        lock.close();
      },
    };
  } catch (error) {
    for (const each of opened) each.close();
    lock.close();
    if (isDamage(error)) throw new CodedError('WORKSPACE_UNREADABLE', { path: file });
    if (isDiskFault(error)) throw new CodedError('DISK_WRITE', { path: directory });
    throw error;
  }
}

/**
 * Holds an exclusive lock on a small SQLite file beside the database. The operating system frees it
 * when the process ends in any way, so no stale lock is ever left behind.
 */
export function acquireLock(directory: string): { close(): void } {
  let lock: SqliteDatabase.Database;
  try {
    // SQLite would open what cannot be written to for reading, and fail much later.
    for (const path of [directory, join(directory, DATABASE_FILE)])
      if (existsSync(path)) accessSync(path, constants.W_OK);
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

function queryBuilder(sqlite: SqliteDatabase.Database, onSlow: SlowListener): Database {
  return new Kysely<Schema>({
    dialect: new SqliteDialect({ database: tolerant(sqlite) }),
    log: ({ query, queryDurationMillis }) => {
      // Texts inside a statement are taken out: they may be what was entered.
      if (queryDurationMillis >= SLOW_MS)
        onSlow(query.sql.replace(/'[^']*'/g, '?').slice(0, 400), Math.round(queryDurationMillis));
    },
  });
}

/** Brings the schema up to today's and watches over what is written from then on. */
async function migrate(sqlite: SqliteDatabase.Database, db: Database, directory: string): Promise<Seals> {
  const found = await schemaVersion(db);
  if (found > SCHEMA_VERSION)
    throw new CodedError('WORKSPACE_NEWER', { path: directory, found, known: SCHEMA_VERSION });
  // A new workspace has nothing to lose.
  if (found > 0 && found < SCHEMA_VERSION) await copyBefore(sqlite, directory, found);
  if (found === SCHEMA_VERSION) return watched(sqlite);
  // All steps or none: a workspace between two versions would belong to no program.
  return await db.transaction().execute(async (trx) => {
    for (const migration of migrations.filter(({ version }) => version > found)) await migration.up(trx);
    await sql.raw(`pragma user_version = ${SCHEMA_VERSION}`).execute(trx);
    const seals = watched(sqlite);
    if (found === 0) return seals;
    // Rows have other columns than when they were sealed.
    seals.touchAll();
    const entry = {
      at: new Date().toISOString(),
      actor: localActor(),
      command: 'workspace.upgrade',
      input: '{}',
      before: JSON.stringify({ schema: found }),
      after: JSON.stringify({ schema: SCHEMA_VERSION }),
    };
    await appendAudit(trx, entry, seals.seal());
    return seals;
  });
}

function watched(sqlite: SqliteDatabase.Database): Seals {
  const seals = new Seals(sqlite);
  seals.watch();
  return seals;
}

/** Keeps the workspace as it was before its upgrade. Errors: DISK_WRITE, WORKSPACE_UNREADABLE. */
async function copyBefore(
  sqlite: SqliteDatabase.Database,
  directory: string,
  version: number,
): Promise<void> {
  const folder = join(directory, BACKUP_FOLDER);
  const name = `升级前 第${version}版 ${minuteOf(new Date()).replace('T', ' ').replace(':', '')}.sqlite`;
  const beside = join(folder, `.${name}.part`);
  try {
    mkdirSync(folder, { recursive: true });
    await sqlite.backup(beside);
    settle(beside);
    const { integrity } = inspectDatabase(beside);
    if (integrity !== 'ok')
      throw new CodedError('WORKSPACE_UNREADABLE', { path: join(directory, DATABASE_FILE) });
    renameSync(beside, join(folder, name));
  } catch (error) {
    rmSync(beside, { force: true });
    if (error instanceof CodedError) throw error;
    throw new CodedError('DISK_WRITE', { path: folder });
  }
}

/** A copy that stands alone: no journal beside it. */
function settle(path: string): void {
  const copy = new SqliteDatabase(path);
  try {
    copy.pragma('journal_mode = delete');
  } finally {
    copy.close();
  }
}

/** What a database file holds, without changing it: SQLite's own check, and the version of its schema. Errors: WORKSPACE_UNREADABLE. */
export function inspectDatabase(path: string): { readonly integrity: string; readonly version: number } {
  try {
    const copy = new SqliteDatabase(path, { readonly: true });
    try {
      const found = copy.pragma('integrity_check', { simple: true });
      const orphans = copy.pragma('foreign_key_check') as unknown[];
      return {
        integrity: orphans.length === 0 ? String(found) : `${found}; ${orphans.length} rows point to nothing`,
        version: Number(copy.pragma('user_version', { simple: true })),
      };
    } finally {
      copy.close();
    }
  } catch {
    throw new CodedError('WORKSPACE_UNREADABLE', { path });
  }
}

/** Does something while no other program has the workspace open. Errors: WORKSPACE_IN_USE, DISK_WRITE. */
export async function whileLocked<T>(directory: string, work: () => Promise<T>): Promise<T> {
  const lock = acquireLock(directory);
  try {
    return await work();
  } finally {
    lock.close();
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

/** Where the disk is full SQLite takes a transaction back itself: doing so again would hide why. */
function tolerant(sqlite: SqliteDatabase.Database): SqliteDatabase.Database {
  const nothing = { reader: false, all: () => [], run: () => ({ changes: 0, lastInsertRowid: 0 }) };
  return {
    close: () => sqlite.close(),
    prepare: (statement: string) =>
      statement === 'rollback' && !sqlite.inTransaction ? nothing : sqlite.prepare(statement),
  } as unknown as SqliteDatabase.Database;
}

/** Whether a failure means that the database file itself is damaged. */
export function isDamage(error: unknown): boolean {
  return isSqliteError(error, 'SQLITE_NOTADB', 'SQLITE_CORRUPT');
}

/** Whether a failure means that the disk is full, read-only or gone. */
export function isDiskFault(error: unknown): boolean {
  return isSqliteError(
    error,
    'SQLITE_FULL',
    'SQLITE_IOERR',
    'SQLITE_READONLY',
    'SQLITE_CANTOPEN',
    'ENOSPC',
    'EROFS',
  );
}

function isSqliteError(error: unknown, ...codes: string[]): boolean {
  return (
    error instanceof Error && 'code' in error && codes.some((code) => String(error.code).startsWith(code))
  );
}
