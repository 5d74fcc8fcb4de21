import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0008 adds room for what people save and edit, and keeps one thing to a name', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 8) await up(db);
  sqlite.exec(`insert into saved (kind, name, content, updatedAt) values ('query', '甲', '{}', 'x');
    insert into edits (at, actor, command, title) values ('x', 'y', 'gates.save', '保存校门');
    insert into editRows values (1, 0, 'gates', 3, null, '{"id":3}')`);
  expect(() =>
    sqlite.exec(`insert into saved (kind, name, content, updatedAt) values ('query', '甲', '{}', 'x')`),
  ).toThrow(/UNIQUE/);
  expect(sqlite.prepare('select undoneAt from edits').pluck().get()).toBeNull();
});
