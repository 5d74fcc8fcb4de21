import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { mutate } from './mutate.ts';

/** A view that would count for ever, and one that joins a list with itself again and again. */
const ENDLESS = 'with recursive n(i) as (select 0 union all select i + 1 from n) select i from n';
const JOINED =
  "select a.key from json_each('[0,0,0]') a, json_each('[0,0,0]') b, json_each('[0,0,0]') c, json_each('[0,0,0]') d";

/** What somebody puts into the schema of a database to have it run by whoever reads it. */
const planted: readonly ((table: string, column: string, n: number) => string)[] = [
  (_, __, n) => `create view "v${n}" as ${ENDLESS}`,
  (_, __, n) => `create view "v${n}" as ${JOINED}`,
  (table) => `alter table "${table}" rename to "old${table}"; create view "${table}" as ${ENDLESS}`,
  (table) =>
    `alter table "${table}" rename to "old${table}"; create view "${table}" as select * from "old${table}"`,
  (table, _, n) =>
    `create trigger "t${n}" after insert on "${table}" begin delete from "${table}" where rowid > 0; end`,
  (table, _, n) => `create trigger "t${n}" before update on "${table}" begin select raise(ignore); end`,
  (table, column, n) => `alter table "${table}" add column "c${n}" as (hex(zeroblob(20000)) || "${column}")`,
  (table, column, n) => `create index "i${n}" on "${table}" (lower("${column}"))`,
  (_, __, n) => `create virtual table "f${n}" using fts5(a, b)`,
  (table) =>
    `alter table "${table}" rename to "old${table}"; create virtual table "${table}" using fts5(a, b)`,
  (_, __, n) => `create table "x${n}" (a primary key, b check (b > 0)) without rowid`,
  (table) => `drop table "${table}"`,
  (table) => `update "${table}" set rowid = -rowid`,
  (_, __, n) => `pragma user_version = ${n}`,
  (_, __, n) => `pragma application_id = ${n}`,
  (table, column) => `alter table "${table}" rename column "${column}" to "a""b'; --"`,
];

/** What is written into the list of tables itself, where SQLite lets nobody write. */
const forged: readonly (readonly [column: string, value: string])[] = [
  ['rootpage', '0'],
  ['rootpage', '1'],
  ['rootpage', '2147483647'],
  ['sql', "replace(sql, 'TABLE', 'VIEW')"],
  ['sql', "replace(sql, ',', ' default (random()),')"],
  ['sql', 'substr(sql, 1, length(sql) / 2)'],
  ['sql', "sql || ' strict'"],
  ['sql', 'null'],
  ['name', "'sqlite_' || name"],
  ['name', "'../' || name"],
  ['type', "'view'"],
  ['type', "'trigger'"],
  ['tbl_name', "'sqlite_schema'"],
];

/** A database with views, triggers, computed columns, virtual tables or a forged list of tables; some are damaged, too. */
export function mutateSchema(bytes: Uint8Array, random: () => number): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-fuzz-'));
  const path = join(folder, 'a.sqlite');
  const pick = (limit: number) => Math.floor(random() * limit);
  try {
    writeFileSync(path, bytes);
    const sqlite = new SqliteDatabase(path);
    sqlite.pragma('journal_mode = delete');
    sqlite.pragma('foreign_keys = off');
    for (let n = 1 + pick(3); n > 0; n--) plantOne(sqlite, pick, pick(100));
    sqlite.close();
    const spoilt = readFileSync(path);
    return random() < 0.3 ? mutate(spoilt, random) : spoilt;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function plantOne(sqlite: SqliteDatabase.Database, pick: (limit: number) => number, n: number): void {
  try {
    const tables = sqlite
      .prepare<[], string>("select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'")
      .pluck()
      .all();
    const table = tables[pick(tables.length)] ?? 'meta';
    const columns = sqlite
      .prepare<[string], string>('select name from pragma_table_info(?)')
      .pluck()
      .all(table);
    const column = columns[pick(columns.length)] ?? 'name';
    if (pick(3) > 0) sqlite.exec(planted[pick(planted.length)]?.(table, column, n) ?? '');
    else {
      const [forgedColumn, value] = forged[pick(forged.length)] ?? ['sql', 'null'];
      sqlite.unsafeMode(true);
      sqlite.pragma('writable_schema = on');
      sqlite
        .prepare(`update sqlite_schema set "${forgedColumn}" = ${value} where rowid % 7 = ?`)
        .run(pick(7));
      sqlite.pragma('writable_schema = off');
    }
  } catch {
    // What was planted before may hinder what comes after.
  }
}
