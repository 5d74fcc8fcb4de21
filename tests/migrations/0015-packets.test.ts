import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0015 keeps what packets know, each row of the field once', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 15) await up(db);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(`insert into packets (id, code, sweepId, about) values (1, 'c', 2, '{}')`);
  const insert = sqlite.prepare(`insert into packetRows values (1, 'visits', 7, ?, '{}')`);
  insert.run(70);
  expect(() => insert.run(71)).toThrow(/UNIQUE/);
  expect(sqlite.prepare('select rowId from packetRows').pluck().all()).toEqual([70]);
});
