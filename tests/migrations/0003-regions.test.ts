import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { up as initial } from '#service/db/schema/migrations/0001_initial.ts';
import { up as surveys } from '#service/db/schema/migrations/0002_surveys.ts';
import { up } from '#service/db/schema/migrations/0003_regions.ts';

it('migration 0003 adds boundaries beside the rows of version 2', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  sqlite.pragma('foreign_keys = on');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  await initial(db);
  await surveys(db);
  sqlite.exec("insert into meta values ('name', '大兴区')");
  await up(db);
  sqlite.exec(
    "insert into regions (name, level, geometry, identity, contentHash) values ('上城区', '区县', '{}', 'x', 'x')",
  );
  expect(sqlite.prepare('select name, level, batchId from regions').get()).toEqual({
    name: '上城区',
    level: '区县',
    batchId: null,
  });
  expect(sqlite.prepare("select value from meta where key = 'name'").get()).toEqual({ value: '大兴区' });
  expect(() => sqlite.exec("insert into regions (name) values ('乙')")).toThrow('NOT NULL');
});
