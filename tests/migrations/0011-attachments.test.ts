import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0011 adds room for photos and files, each of a visit or a hazard that is there', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 11) await up(db);
  sqlite.pragma('foreign_keys = on');
  const add = (visitId: number | null) =>
    sqlite
      .prepare(
        `insert into attachments (hash, file, name, type, size, visitId, addedAt, addedBy)
        values ('ab', 'ab.jpg', 'a.jpg', 'image/jpeg', 3, ?, 'x', 'y')`,
      )
      .run(visitId);
  expect(() => add(7)).toThrow(/FOREIGN KEY/);
  add(null);
  expect(sqlite.prepare('select caption, removedAt, thumbnail from attachments').get()).toEqual({
    caption: '',
    removedAt: null,
    thumbnail: null,
  });
});
