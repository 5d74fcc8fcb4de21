import {
  closeSync,
  copyFileSync,
  existsSync,
  fstatSync,
  mkdirSync,
  openSync,
  readFileSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { CodedError } from '#shared/contract/errors.ts';
import type { Damage } from '#shared/contract/workspace.ts';
import { runMigrations, SCHEMA_VERSION } from '../schema/migrations/index.ts';
import { ROW_NUMBER } from '../schema/row-number.ts';
import { connect } from './connect.ts';
import { DATABASE_FILE } from './file-names.ts';

/** Pieces of a table that are tried before the rest of it is given up. */
const MOST_TRIES = 20_000;
/** After so many tries without a single row the rest of the table is given up. */
const FRUITLESS_TRIES = 2000;
const LAST_ID = 2 ** 32;
/** Where SQLite keeps `user_version` in the first page of a file. */
const VERSION_AT = 60;
/** Where it keeps the size of a page and their number, and what a page of branches begins with. */
const PAGE_SIZE_AT = 16;
const PAGES_AT = 28;
const INTERIOR_TABLE = 0x05;

type Values = readonly unknown[];

/**
 * Reads what can be read of a damaged database into a fresh one in another folder. The damaged file is copied first and
 * never opened itself. Where its list of tables is damaged, that of a backup is copied into the copy: tables keep their
 * places in the file, so the list still fits. Returns how much of each table was read. Errors: DISK_WRITE.
 */
export async function salvageDatabase(
  directory: string,
  into: string,
  backups: readonly string[],
): Promise<Damage['tables']> {
  const damaged = join(into, 'damaged.sqlite');
  try {
    mkdirSync(into, { recursive: true });
    const file = join(directory, DATABASE_FILE);
    copyFileSync(file, damaged);
    if (existsSync(`${file}-wal`)) copyFileSync(`${file}-wal`, `${damaged}-wal`);
  } catch {
    throw new CodedError('DISK_WRITE', { path: into });
  }
  if (!readsSchema(damaged)) {
    // The list of a backup of another version would name other places in the file.
    const wanted = versionOf(damaged);
    const lender = backups.find((backup) => versionOf(backup) === wanted);
    if (lender !== undefined) lendSchema(lender, damaged);
  }
  const version = versionOf(damaged);
  const fresh = connect(join(into, DATABASE_FILE));
  try {
    fresh.pragma('foreign_keys = off');
    const db = new Kysely<never>({ dialect: new SqliteDialect({ database: fresh }) });
    await runMigrations(db, 0, version);
    fresh.pragma(`user_version = ${version}`);
    const read = readAcross(damaged, fresh);
    await runMigrations(db, version, SCHEMA_VERSION);
    fresh.pragma(`user_version = ${SCHEMA_VERSION}`);
    return read;
  } finally {
    fresh.close();
  }
}

/** An empty database of today in a folder, where nothing could be read; as `salvageDatabase` returns it. */
export async function makeEmptyDatabase(into: string, version = SCHEMA_VERSION): Promise<Damage['tables']> {
  const fresh = connect(join(into, DATABASE_FILE));
  try {
    const db = new Kysely<never>({ dialect: new SqliteDialect({ database: fresh }) });
    await runMigrations(db, 0, version);
    fresh.pragma(`user_version = ${version}`);
    return tablesOf(fresh).map(({ name }) => ({ table: name, read: 0, held: null }));
  } finally {
    fresh.close();
  }
}

function tablesOf(fresh: SqliteDatabase.Database): { name: string; wr: number }[] {
  const tables = fresh.pragma('main.table_list') as { name: string; type: string; wr: number }[];
  return tables.filter(({ name, type }) => type === 'table' && !name.startsWith('sqlite_'));
}

/** The schema that a file says it has; today's where it says nothing sensible. */
function versionOf(file: string): number {
  const bytes = Buffer.alloc(4);
  const opened = openSync(file, 'r');
  try {
    readSync(opened, bytes, 0, 4, VERSION_AT);
  } finally {
    closeSync(opened);
  }
  const said = bytes.readUInt32BE(0);
  return said >= 1 && said <= SCHEMA_VERSION ? said : SCHEMA_VERSION;
}

function readsSchema(file: string): boolean {
  try {
    const sqlite = connect(file);
    try {
      return sqlite.prepare('select count(*) from sqlite_master').pluck().get() !== 0;
    } finally {
      sqlite.close();
    }
  } catch {
    return false;
  }
}

/** Copies the pages that hold the list of tables, the first among them, from one database into another. */
function lendSchema(from: string, to: string): void {
  const lender = readFileSync(from);
  const size = lender.readUInt16BE(PAGE_SIZE_AT) === 1 ? 65_536 : lender.readUInt16BE(PAGE_SIZE_AT);
  const file = openSync(to, 'r+');
  try {
    const pages = Math.floor(fstatSync(file).size / size);
    for (const page of schemaPages(lender, size)) {
      const bytes = Buffer.from(lender.subarray((page - 1) * size, page * size));
      // The number of pages in the header must stay that of the file which gets the list.
      if (page === 1) bytes.writeUInt32BE(pages, PAGES_AT);
      writeSync(file, bytes, 0, size, (page - 1) * size);
    }
  } finally {
    closeSync(file);
  }
}

/** Numbers of the pages of the tree that begins at page 1, as SQLite's file format lays them out. */
function schemaPages(bytes: Buffer, size: number): number[] {
  const pages = new Set<number>();
  const visit = (page: number) => {
    // Pages of a file from elsewhere may lead to each other.
    if (pages.has(page)) return;
    pages.add(page);
    const start = (page - 1) * size;
    const header = page === 1 ? start + 100 : start;
    if (bytes[header] !== INTERIOR_TABLE) return;
    const cells = bytes.readUInt16BE(header + 3);
    for (let i = 0; i < cells; i++)
      visit(bytes.readUInt32BE(start + bytes.readUInt16BE(header + 12 + 2 * i)));
    visit(bytes.readUInt32BE(header + 8));
  };
  visit(1);
  return [...pages];
}

function readAcross(damaged: string, fresh: SqliteDatabase.Database): Damage['tables'] {
  const tables = tablesOf(fresh);
  // Triggers forbid changing rows of the trail, but not inserting them.
  let source: SqliteDatabase.Database | null = null;
  try {
    source = connect(damaged);
    const opened = source;
    const same = sameTables(opened, fresh);
    const held = same.has('seals') ? heldRows(opened) : new Map<string, number>();
    return tables.map(({ name, wr }) => ({
      table: name,
      read: same.has(name) ? fresh.transaction(() => copyTable(opened, fresh, name, wr === 1))() : 0,
      held: held.get(name) ?? null,
    }));
  } catch {
    return tables.map(({ name }) => ({ table: name, read: 0, held: null }));
  } finally {
    source?.close();
  }
}

/**
 * Tables that are the same as the program makes them. Others are not read: a view or a computed column in their place
 * may run without end.
 */
function sameTables(source: SqliteDatabase.Database, fresh: SqliteDatabase.Database): Set<string> {
  const tables = "select name || char(10) || sql from sqlite_schema where type = 'table'";
  const [found, own] = [source, fresh].map((sqlite) => sqlite.prepare<[], string>(tables).pluck().all());
  return new Set(found?.filter((table) => own?.includes(table)).map((table) => table.split('\n')[0] ?? ''));
}

/** Rows of each table as its seals count them. */
function heldRows(source: SqliteDatabase.Database): Map<string, number> {
  try {
    const rows = source
      .prepare<[], { table: string; rows: number }>(
        'select "table", sum("rows") as "rows" from seals group by 1',
      )
      .all();
    return new Map(rows.map(({ table, rows: count }) => [table, count]));
  } catch {
    return new Map();
  }
}

function copyTable(
  source: SqliteDatabase.Database,
  fresh: SqliteDatabase.Database,
  table: string,
  withoutRowId: boolean,
): number {
  const columns = (fresh.pragma(`main.table_info("${table}")`) as { name: string }[]).map(
    ({ name }) => `"${name}"`,
  );
  const list = columns.join(', ');
  const insert = fresh.prepare(
    `insert or ignore into "${table}" (${list}) values (${columns.map(() => '?').join(', ')})`,
  );
  let read = 0;
  const keep = (row: Values) => {
    try {
      read += insert.run(row).changes;
    } catch {
      // A row that the schema does not accept is damaged and is left out.
    }
  };
  if (withoutRowId) {
    readEnd(source, table, list, keep);
    return read;
  }
  let range: SqliteDatabase.Statement<[number, number], Values>;
  try {
    range = source
      .prepare<[number, number], Values>(
        `select ${ROW_NUMBER}, ${list} from "${table}" not indexed where ${ROW_NUMBER} between ? and ?`,
      )
      .raw();
  } catch {
    return read;
  }
  let tries = 0;
  const within = (first: number, last: number): void => {
    if (++tries > MOST_TRIES || (read === 0 && tries > FRUITLESS_TRIES)) return;
    try {
      let previous = first - 1;
      for (const [id, ...row] of range.iterate(first, last)) {
        // Pages that lead to each other would be read without end.
        if (!(Number(id) > previous)) throw new Error('the tree of the table is damaged');
        previous = Number(id);
        keep(row);
      }
    } catch {
      if (first === last) return;
      const middle = Math.floor((first + last) / 2);
      within(first, middle);
      within(middle + 1, last);
    }
  };
  within(0, LAST_ID);
  return read;
}

/** Rows up to the first that cannot be read; no more than the file has bytes, since its pages may lead to each other. */
function readEnd(
  source: SqliteDatabase.Database,
  table: string,
  list: string,
  keep: (row: Values) => void,
): void {
  let left =
    Number(source.pragma('page_count', { simple: true })) *
    Number(source.pragma('page_size', { simple: true }));
  try {
    const query = source.prepare<[], Values>(`select ${list} from "${table}"`).raw();
    for (const row of query.iterate()) {
      if (left-- <= 0) return;
      keep(row);
    }
  } catch {
    // The rest is gone.
  }
}
