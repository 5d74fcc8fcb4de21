import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0013 adds room for reports with what they were made of', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 13) await up(db);
  const insert = sqlite.prepare(
    `insert into reports (kind, title, params, hash, file, madeAt, madeBy) values ('ledger', '台账', ?, 'h', 'h.xlsx', 'x', 'y')`,
  );
  insert.run('{}');
  expect(() => insert.run(null)).toThrow(/NOT NULL/);
  expect(sqlite.prepare('select title from reports').pluck().all()).toEqual(['台账']);
});
