import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { describe, expect, it } from 'vitest';
import {
  areasOf,
  factsOf,
  isEditable,
  isEdited,
  isImported,
  isSealed,
  isStoredArea,
  referencesOf,
  referencesTo,
  returns,
  storedFilesOf,
  storedTables,
  tableOfKind,
} from '#service/db/schema/find-tables.ts';
import { migrations } from '#service/db/schema/migrations/index.ts';
import { storedColumns } from '#service/db/schema/stored-values.ts';
import { comparedFields } from '#service/sweeps/packets/packet-fields.ts';
import { areas } from '#shared/contract/areas.ts';
import { importKindSchema } from '#shared/contract/import.ts';
import { nounOf } from '#shared/tables/table-nouns.ts';

/** A database of today's schema, made by its migrations. */
async function today(): Promise<SqliteDatabase.Database> {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations) await up(db);
  return sqlite;
}

function tablesOf(sqlite: SqliteDatabase.Database): string[] {
  const names = sqlite.prepare<[], string>(`select name from sqlite_master where type = 'table'`).pluck();
  return names.all().filter((name) => !name.startsWith('sqlite_'));
}

function columnsOf(sqlite: SqliteDatabase.Database, table: string): string[] {
  return sqlite.prepare<[string], string>('select name from pragma_table_info(?)').pluck().all(table);
}

/** Words by which a column tells that it names a file, a path or an address on the network. */
const LEADS_ELSEWHERE = /file(?!Hash)|path|url|uri|href|folder|director|thumbnail|picture|image|logo|host/i;

/** What the table of tables and the real schema say differently. */
function differences(sqlite: SqliteDatabase.Database): string[] {
  const real = tablesOf(sqlite);
  const found = [
    ...real.filter((table) => !factsOf(table)).map((table) => `${table} is not in the table of tables`),
    ...storedTables.filter((table) => !real.includes(table)).map((table) => `there is no ${table}`),
  ];
  const keys = sqlite.prepare<[string], string>(
    `select "from" || ' > ' || "table" from pragma_foreign_key_list(?) order by 1`,
  );
  for (const table of storedTables) {
    const told = referencesOf(table).map(({ column, to }) => `${column} > ${to}`);
    const has = keys.pluck().all(table);
    for (const key of has) if (!told.includes(key)) found.push(`${table}: ${key} is not told`);
    for (const key of told) if (!has.includes(key)) found.push(`${table}: ${key} is no foreign key`);
    const { flags, names } = factsOf(table) ?? {};
    const columns = columnsOf(sqlite, table);
    for (const column of [...Object.keys(flags ?? {}), ...Object.keys(names ?? {})])
      if (!columns.includes(column)) found.push(`${table} has no ${column}`);
    for (const column of columns)
      if (LEADS_ELSEWHERE.test(column) && !names?.[column])
        found.push(`${table}.${column}: what does it name?`);
    for (const reference of referencesOf(table))
      if ((reference.to === 'venues') !== (reference.merging !== undefined))
        found.push(`${table}.${reference.column}: what becomes of it when venues are merged?`);
  }
  return found;
}

describe('the table of tables', () => {
  it('says what the real schema says', async () => {
    expect(differences(await today())).toEqual([]);
  });

  it('misses a new table, a new foreign key and a lost column', async () => {
    const sqlite = await today();
    sqlite.exec('create table "planted" ("id" integer primary key)');
    sqlite.exec('alter table "incidents" add column "gateId" integer references "gates"("id")');
    sqlite.exec('alter table "officers" drop column "active"');
    sqlite.exec('alter table "visits" add column "reportFile" text');
    expect(differences(sqlite)).toEqual([
      'planted is not in the table of tables',
      'officers has no active',
      'visits.reportFile: what does it name?',
      'incidents: gateId > gates is not told',
    ]);
  });

  it('puts each table into an area, but those that no answer reads', () => {
    expect(storedTables.filter((table) => areasOf([table]).length === 0)).toEqual([
      'sentForms',
      'audit',
      'seals',
      'unsealed',
    ]);
    expect(areas.filter((area) => !isStoredArea(area))).toEqual([
      'taken',
      'basemaps',
      'backups',
      'drafts',
      'presence',
    ]);
  });

  it('has each table after those that it points to', () => {
    for (const [place, table] of storedTables.entries())
      for (const { to } of referencesOf(table))
        expect(storedTables.indexOf(to), `${table} > ${to}`).toBeLessThanOrEqual(place);
  });

  it('names columns of JSON that there are, and no column that holds JSON is forgotten', async () => {
    const sqlite = await today();
    for (const name of storedColumns) {
      const [table = '', column = ''] = name.split('.');
      if (table !== 'meta') expect(columnsOf(sqlite, table), name).toContain(column);
    }
    // A column that begins as an empty list or an empty object holds JSON.
    const begun = sqlite.prepare<[string], string>(
      `select name from pragma_table_info(?) where dflt_value in ('''[]''', '''{}''')`,
    );
    for (const table of storedTables)
      for (const column of begun.pluck().all(table)) expect(storedColumns).toContain(`${table}.${column}`);
  });

  it('holds every place that lists bring and people edit, and seals whatever was entered', async () => {
    const sqlite = await today();
    for (const table of storedTables) {
      expect(nounOf(table), table).toMatch(/[\u4e00-\u9fff]/);
      if (isEdited(table) || isImported(table)) expect(isSealed(table), table).toBe(true);
      if (isImported(table)) expect(columnsOf(sqlite, table)).toEqual(expect.arrayContaining(['identity']));
      const isListed = isEditable(table) || factsOf(table)?.comesWith !== undefined;
      expect(columnsOf(sqlite, table).includes('held'), table).toBe(isListed);
    }
    expect(storedTables.filter((table) => !isSealed(table))).toEqual([
      'findings',
      'audit',
      'seals',
      'unsealed',
    ]);
    // A table that nobody knows was planted: its rows have no seals, and are told as altered.
    expect(isSealed('planted')).toBe(true);
    for (const kind of importKindSchema.options) expect(factsOf(tableOfKind(kind))?.imports).toContain(kind);
  });

  it('lets a packet travel whole: what returns points only to what travels, and is compared by its own columns', async () => {
    const sqlite = await today();
    for (const table of storedTables.filter(returns)) {
      const columns = columnsOf(sqlite, table);
      for (const { columns: compared, along = [] } of comparedFields[table])
        expect(columns).toEqual(expect.arrayContaining([...compared, ...along]));
      for (const { to, column } of referencesOf(table))
        if (!factsOf(to)?.travels) expect(to, `${table}.${column}`).toBe('batches');
    }
    expect(storedFilesOf('attachments')).toEqual(['file', 'thumbnail']);
    expect(referencesTo('venues').filter(({ merging }) => merging === 'moves')).toHaveLength(9);
  });
});
