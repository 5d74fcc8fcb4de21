import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to suggested categories keeps every category as it was decided', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('suggested_categories'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  const insert = sqlite.prepare(
    `insert into venues (name, uscc, regNo, category, categoryScore, categoryReason, listedCategory, industryCode,
       scope, address, legalPerson, phone, status, identity, contentHash)
     values (?, '', '', ?, ?, ?, '', '', '', '', '', '', '', ?, 'x')`,
  );
  insert.run('贝贝网络广场', 'other', 1, '名称、类别和经营范围都没有受管控类别的用词', 'a');
  insert.run('极速网吧', 'internet_cafe', 0.8, '名称含“网吧”', 'b');
  insert.run('阳光电竞酒店', 'internet_cafe', 1, '人工认定（王五）', 'c');
  const rows = () =>
    sqlite.prepare('select name, category, categoryScore, categoryReason from venues order by id').all();
  const before = rows();
  await migrations[at]?.up(db);
  expect(rows()).toEqual(before);
  expect(sqlite.prepare('select distinct categorySuggested from venues').pluck().all()).toEqual(['']);
});
