import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0005 adds remembered mappings, one for each header, beside the rows of version 4', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) {
    if (version > 5) break;
    if (version === 5) sqlite.exec("insert into meta values ('name', '大兴区')");
    await up(db);
  }
  sqlite.exec(`insert into mappings values ('["企业名称"]', 'venues', '{"name":"1"}', '2026-01-01')`);
  expect(() =>
    sqlite.exec(`insert into mappings values ('["企业名称"]', 'schools', '{}', '2026-01-02')`),
  ).toThrow('UNIQUE');
  expect(sqlite.prepare("select value from meta where key = 'name'").get()).toEqual({ value: '大兴区' });
});
