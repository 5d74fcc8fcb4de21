import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { type SqliteDatabase as DialectDatabase, Kysely, SqliteDialect } from 'kysely';
import { CodedError } from '#shared/contract/errors.ts';
import { isKnownDatabase, rememberDatabase } from '../../platform/known-databases.ts';
import { isOnShare } from '../../platform/network-share.ts';
import { type AuditEntry, appendAudit } from '../journal/audit.ts';
import type { Changed } from '../journal/changed-rows.ts';
import type { RowChange } from '../journal/edit-history.ts';
import type { NotedRows } from '../journal/noted-rows.ts';
import { RowJournal } from '../journal/row-journal.ts';
import { type BlockAddress, type ReadCommitted, Seals } from '../journal/row-seals.ts';
import { sealedTables } from '../journal/sealed-tables.ts';
import type { Database, Schema, Write } from '../schema/schema.ts';
import type { StoredTable } from '../schema/table-facts.ts';
import { type CommitKeeper, KeptDialect } from './commit-keeper.ts';
import { connect } from './connect.ts';
import { lookAtDatabase, type Patience } from './database-aside.ts';
import { isDamage, isDiskFault, isSqliteError } from './faults.ts';
import { DATABASE_FILE } from './file-names.ts';
import { keepPrepared, keepStatements } from './kept-statements.ts';
import { migrate, refuseOtherSchema, refuseSchema, settle } from './migrate.ts';
import { defineNear, type NearLookup } from './near-function.ts';
import { acquireLock } from './workspace-lock.ts';

/** Two connections to one file: commands write on one, queries read the last committed state on the other. */
export interface OpenDatabase {
  readonly writer: Database;
  readonly reader: Database;
  /** Inserts rows by one prepared statement on the writer's connection, inside its transaction. */
  readonly insertMany: InsertMany;
  /**
   * Lets queries ask for regions by the functions `region_at` and `region_of_school`. This is for SQLite only: a
   * spatial database has functions of its own.
   */
  readRegions(names: RegionNames): void;
  /** The same for what was measured for distance conditions, by the function `near_of`. */
  readNear(lookUp: NearLookup): void;
  /** Keeps rows that people edit as they were, from now to the end of the transaction: for `editedRows`. */
  keepEdited(): void;
  /** Rows that an edit changed so far, each as it was and as it is. */
  editedRows(): RowChange[];
  /** Rows that the running command changed or deleted, as the trail tells them; null where it did not. */
  toldRows(): Changed | null;
  /** The tables in which the running command changed rows so far; of what is computed nothing is noted. */
  changedTables(): string[];
  /** Whether the running command removed rows of a table whose rows have numbers. */
  hasRemoved(table: StoredTable): boolean;
  /** The rows that the running command changed so far, for those who see some rows alone. */
  notedRows(): NotedRows | null;
  /** All rows that the running command changed so far, by table. */
  changedRows(): ReturnType<RowJournal['changedRows']>;
  /** Ends a command inside its transaction: seals what it changed and appends its entry to the audit trail. */
  record(trx: Write, entry: AuditEntry): Promise<void>;
  /** Lists the rows of a batch in one go, without asking for each of them which block it belongs to. */
  insertListings(batch: number, insert: () => Promise<void>): Promise<void>;
  /** Compares every row that was entered with its seal, and the seals with the audit trail. */
  verifySeals(): ReturnType<Seals['verify']>;
  readonly log: DatabaseLog;
  /** Accounts that lie beside a database that is kept elsewhere go on there. */
  passOnBeside(): Promise<void>;
  /** Copies the database as it is now into a file, while others read and write (SQLite's online backup). */
  backup(path: string): Promise<void>;
  close(): Promise<void>;
}

/** SQLite's log of what was committed, which it takes over into the file of the database by itself. */
export interface DatabaseLog {
  readonly path: string;
  /** From now on it is taken over on purpose alone, so that it can be copied first. */
  hold(): void;
  /** Takes over what is committed, as far as nobody reads what was before it: outside of transactions only. */
  takeOver(): void;
  letGo(): void;
}

/** Names of the regions that hold places; null where there is none. */
export interface RegionNames {
  at(level: string, lng: number | null, lat: number | null): string | null;
  ofSchool(level: string, id: number): string | null;
}

/** `same` holds what stands in further columns of each row: null, whole numbers, and texts without U+0000. */
export type InsertMany = (
  table: keyof Schema,
  columns: readonly string[],
  rows: Iterable<readonly (string | number | null)[]>,
  same?: Readonly<Record<string, string | number | null>>,
) => void;

/**
 * How a transaction is kept safe: `wal` lets others read while one writes; `delete` writes new pages once
 * instead of twice, for a process that is alone and writes a lot.
 */
export type JournalMode = 'wal' | 'delete';

/** Is told of statements that took long, without the values they were run with; milliseconds. */
export type SlowListener = (statement: string, ms: number) => void;
const SLOW_MS = 200;

export interface OpenOptions {
  readonly journal?: JournalMode | undefined;
  readonly onSlow?: SlowListener | undefined;
  /** Keeps what every command changes as it was, not only what people edit: for tests. */
  readonly keepsAllRows?: boolean | undefined;
  /** What looking at a database or a base map from elsewhere may take instead, ms of the processor: for tests. */
  readonly patience?: Patience;
  /** Where the workspace is kept in another database: what is here is a copy to read from. */
  readonly keeper?: CommitKeeper | undefined;
}

/** How long to wait, ms, while another program reads or copies the file. */
const BUSY_MS = 5000;
/** A database up to this size, bytes, is checked at each opening; a larger one is checked by its daily backup. */
const CHECKED_AT_OPENING = 48 * 2 ** 20;
/** More pages than any database has. */
const ALL_PAGES = 2 ** 31 - 1;

/**
 * Opens the database of a workspace folder for the only writer there is, migrated to today's schema.
 * Errors: WORKSPACE_MISSING, WORKSPACE_SHARED, WORKSPACE_LINKED, WORKSPACE_IN_USE, WORKSPACE_NEWER, WORKSPACE_ALTERED,
 * WORKSPACE_UNREADABLE, WORKSPACE_SILENT, DISK_WRITE.
 */
export async function openDatabase(
  directory: string,
  create: boolean,
  options: OpenOptions = {},
): Promise<OpenDatabase> {
  const { onSlow = () => undefined, patience, keeper } = options;
  const file = join(directory, DATABASE_FILE);
  if (!create && !existsSync(file)) throw new CodedError('WORKSPACE_MISSING', { path: directory });
  if (isOnShare(directory)) throw new CodedError('WORKSPACE_SHARED', { path: directory });
  const lock = acquireLock(directory);
  const opened: SqliteDatabase.Database[] = [];
  try {
    const isKnown = !existsSync(file) || isKnownDatabase(file);
    if (!isKnown) await refuseHarmful(file, directory, patience);
    const sqlite = connect(file, { timeout: BUSY_MS });
    opened.push(sqlite);
    const writer = queryBuilder(sqlite, onSlow, keeper);
    await refuseOtherSchema(writer, directory);
    writeBy(sqlite, options.journal ?? 'wal');
    await migrate(sqlite, writer, directory);
    const { tables, journal } = watch(sqlite, options);
    const readonly = connect(file, { readonly: true, timeout: BUSY_MS });
    opened.unshift(readonly);
    const seals = new Seals(sqlite, tables, committedBy(readonly));
    // What was just looked at is not checked twice.
    if (isKnown) refuseBroken(readonly, file);
    const reader = queryBuilder(readonly, onSlow);
    keepPrepared(readonly);
    return assemble({ file, sqlite, readonly, writer, reader, journal, seals, lock, keeper });
  } catch (error) {
    for (const each of opened) each.close();
    lock.close();
    if (isDamage(error)) throw new CodedError('WORKSPACE_UNREADABLE', { path: file });
    if (isDiskFault(error)) throw new CodedError('DISK_WRITE', { path: directory });
    throw error;
  }
}

/** From now on it is noted what changes over the connection that writes. */
function watch(sqlite: SqliteDatabase.Database, { keepsAllRows = false, keeper }: OpenOptions) {
  // Journal and seals ask the same with each command; the builder of queries keeps its own.
  keepPrepared(sqlite);
  const tables = sealedTables(sqlite);
  const journal = new RowJournal(sqlite, tables, keepsAllRows);
  journal.watch();
  keeper?.watch(sqlite);
  return { tables, journal };
}

/**
 * A database that this program did not leave as it is may be made so that reading it never ends: it is looked at in a
 * process that can be killed, before this process reads a page of it.
 */
async function refuseHarmful(file: string, directory: string, patience: Patience): Promise<void> {
  const { version, changes, integrity } = await lookAtDatabase(file, 'quick', patience);
  refuseSchema({ version, changes, directory });
  if (integrity !== 'ok') throw new CodedError('WORKSPACE_UNREADABLE', { path: file });
}

/** Errors: WORKSPACE_UNREADABLE. */
function refuseBroken(sqlite: SqliteDatabase.Database, file: string): void {
  const isChecked = statSync(file).size <= CHECKED_AT_OPENING;
  if (isChecked && sqlite.pragma('quick_check(1)', { simple: true }) !== 'ok')
    throw new CodedError('WORKSPACE_UNREADABLE', { path: file });
}

interface Parts {
  readonly file: string;
  readonly sqlite: SqliteDatabase.Database;
  readonly readonly: SqliteDatabase.Database;
  readonly writer: Database;
  readonly reader: Database;
  readonly journal: RowJournal;
  readonly seals: Seals;
  readonly lock: { close(): void };
  readonly keeper: CommitKeeper | undefined;
}

function assemble(parts: Parts): OpenDatabase {
  const { file, sqlite, readonly, writer, reader, journal, seals, lock, keeper } = parts;
  return {
    writer,
    reader,
    insertMany: (...given) => seals.sealNew(insertMany(sqlite, journal, ...given)),
    readRegions: (names) => defineRegions(readonly, names),
    readNear: (lookUp) => defineNear(readonly, lookUp),
    async record(trx, entry) {
      await appendAudit(trx, entry, seals.seal(journal.changedBlocks()));
      journal.clear();
    },
    keepEdited: () => journal.keepEdited(),
    editedRows: () => journal.editedRows(),
    toldRows: () => journal.toldRows(),
    changedTables: () => journal.changedTables(),
    hasRemoved: (table) => journal.hasRemoved(table),
    notedRows: () => journal.notedRows(),
    changedRows: () => journal.changedRows(),
    insertListings: (batch, insert) => journal.whileFilling('listings', batch, insert),
    verifySeals: () => new Seals(readonly).verify(),
    log: logOf(sqlite, file),
    passOnBeside: async () => await keeper?.passOnBeside(),
    async backup(path) {
      // A write would make the copy begin again, so all remaining pages are copied in one step.
      await readonly.backup(path, { progress: () => ALL_PAGES });
      settle(path);
    },
    async close() {
      await reader.destroy();
      // Kysely does not close a connection that it never used, so it is closed here. The last connection to close
      // writes the journal into the file: that must be the one that may write.
      readonly.close();
      await writer.destroy();
      sqlite.close();
      rememberDatabase(file);
      lock.close();
    },
  };
}

/** Pages of the log after which SQLite takes them over by itself: its own default. */
const TAKEN_OVER_AFTER = 1000;

function logOf(sqlite: SqliteDatabase.Database, file: string): DatabaseLog {
  const takeOverAfter = (pages: number) => void sqlite.pragma(`wal_autocheckpoint = ${pages}`);
  return {
    path: `${file}-wal`,
    hold: () => takeOverAfter(0),
    takeOver: () => void sqlite.pragma('wal_checkpoint(passive)'),
    letGo: () => takeOverAfter(TAKEN_OVER_AFTER),
  };
}

/** Rows of one statement: beginning and ending it takes as long as a third of them. More save nothing more. */
const ROWS_AT_ONCE = 4;

function insertMany(
  sqlite: SqliteDatabase.Database,
  journal: RowJournal,
  ...[table, columns, rows, same = {}]: Parameters<InsertMany>
): BlockAddress[] {
  const names = [...columns, ...Object.keys(same)].map((column) => `"${column}"`).join(', ');
  const row = `(${[...columns.map(() => '?'), ...Object.values(same).map(literalOf)].join(', ')})`;
  const insert = (count: number) =>
    sqlite.prepare(`insert into "${table}" (${names}) values ${Array(count).fill(row).join(', ')}`);
  const several = insert(ROWS_AT_ONCE);
  return journal.whileInserting(table, () => {
    let [values, count]: [(string | number | null)[], number] = [[], 0];
    for (const given of rows) {
      for (const value of given) values.push(value);
      count += 1;
      if (count < ROWS_AT_ONCE) continue;
      several.run(values);
      [values, count] = [[], 0];
    }
    if (count > 0) insert(count).run(values);
  });
}

/** A value within a statement. */
function literalOf(value: string | number | null): string {
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value);
}

/** Reads the last committed state, except during a long transaction in the mode `delete`, when nobody can read. */
function committedBy(readonly: SqliteDatabase.Database): ReadCommitted {
  return (read) => {
    readonly.pragma('busy_timeout = 0');
    try {
      return read(readonly);
    } catch (error) {
      if (isSqliteError(error, 'SQLITE_BUSY')) return null;
      throw error;
    } finally {
      readonly.pragma(`busy_timeout = ${BUSY_MS}`);
    }
  };
}

/** Lets a connection ask for regions; see `readRegions`. */
export function defineRegions(sqlite: SqliteDatabase.Database, names: RegionNames): void {
  const options = { deterministic: true };
  sqlite.function('region_at', options, (level: string, lng: number | null, lat: number | null) =>
    names.at(level, lng, lat),
  );
  sqlite.function('region_of_school', options, (level: string, id: number) => names.ofSchool(level, id));
}

function writeBy(sqlite: SqliteDatabase.Database, journal: JournalMode): void {
  sqlite.pragma(`journal_mode = ${journal}`);
  sqlite.pragma('synchronous = full');
  sqlite.pragma('cache_size = -65536');
  sqlite.pragma('temp_store = memory');
}

/** Questions and commands of Kysely over a connection. */
export function queryBuilder(
  sqlite: SqliteDatabase.Database,
  onSlow: SlowListener,
  keeper?: CommitKeeper,
): Database {
  const config = { database: tolerant(sqlite) };
  return new Kysely<Schema>({
    dialect: keeper ? new KeptDialect(config, keeper) : new SqliteDialect(config),
    log: ({ query, queryDurationMillis }) => {
      // Texts inside a statement are taken out: they may be what was entered.
      if (queryDurationMillis >= SLOW_MS)
        onSlow(query.sql.replace(/'[^']*'/g, '?').slice(0, 400), Math.round(queryDurationMillis));
    },
  });
}

/**
 * Where the disk is full SQLite rolls the transaction back itself. A second rollback would fail, and its error would
 * hide the real one.
 */
function tolerant(sqlite: SqliteDatabase.Database): DialectDatabase {
  const nothing = {
    reader: false,
    all: () => [],
    run: () => ({ changes: 0, lastInsertRowid: 0 }),
    iterate: () => [].values(),
  };
  const prepare = keepStatements(sqlite);
  return {
    close: () => sqlite.close(),
    prepare: (statement: string) =>
      statement === 'rollback' && !sqlite.inTransaction ? nothing : prepare(statement),
  };
}
