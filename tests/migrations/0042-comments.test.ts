import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to comments keeps one about a spot and an answer to it, and none about what is not there', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('comments'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  sqlite.pragma('foreign_keys = on');
  const say = (uid: string, replyTo: number | null, venueId: number | null) =>
    sqlite
      .prepare(
        `insert into comments (uid, replyTo, venueId, lng, lat, text, author, addedAt)
         values (?, ?, ?, 116.4, 39.5, '桩缺一根', '甲', '')`,
      )
      .run(uid, replyTo, venueId);
  say('a', null, null);
  say('b', 1, null);
  expect(sqlite.prepare('select mentioned, earlier, doneAt, removedAt from comments').all()).toEqual(
    Array.from({ length: 2 }, () => ({ mentioned: '[]', earlier: '[]', doneAt: null, removedAt: null })),
  );
  expect(() => say('c', null, 7)).toThrow('FOREIGN KEY');
  expect(() => say('d', 9, null)).toThrow('FOREIGN KEY');
  expect(() => say('a', null, null)).toThrow('UNIQUE');
});
