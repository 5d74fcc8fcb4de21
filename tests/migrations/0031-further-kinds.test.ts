import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to further kinds keeps every venue of the one kind that was decided', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('further_kinds'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  const insert = sqlite.prepare(
    `insert into venues (name, uscc, regNo, category, categoryScore, categoryReason, categorySuggested,
       listedCategory, industryCode, scope, address, legalPerson, phone, status, identity, contentHash)
     values (?, '', '', ?, ?, ?, '', '', '', '住宿；烟草', '', '', '', '', ?, 'x')`,
  );
  insert.run('如意宾馆', 'lodging', 0.95, '名称含“宾馆”', 'a');
  insert.run('顺风宾馆', 'tobacco', 1, '人工认定（王五）', 'b');
  const rows = () => sqlite.prepare('select name, category, categoryScore, categoryReason from venues').all();
  const before = rows();
  await migrations[at]?.up(db);
  expect(rows()).toEqual(before);
  expect(sqlite.prepare('select distinct furtherKinds from venues').pluck().all()).toEqual([null]);
});
