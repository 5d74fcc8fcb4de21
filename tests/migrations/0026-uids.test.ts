import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

const UUID_V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it('migration 0026 gives every row that travels an identity, and keeps what packets knew by number', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 25) await up(db);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(`
    insert into stops (id, sweepId, venueId, reason, addedAt) values (1, 1, 1, '', 'a'), (2, 1, 2, '', 'b');
    insert into meta values ('packet', '{"about":{},"files":[]}');
    insert into packets (id, code, sweepId, about) values (1, 'c', 1, '{}');
    insert into packetRows values
      (1, 'stops', 1, 1, '{"id":1}'), (1, 'stops', 9, 2, '{"id":9}'), (1, 'stops', 10, 2, '{"id":10}'),
      (1, 'stops', 3, 3, '{"id":3}')`);
  await migrations[25]?.up(db);
  const uids = sqlite.prepare<[], string>('select uid from stops order by id').pluck().all();
  expect(new Set(uids).size).toBe(2);
  for (const uid of uids) expect(uid).toMatch(UUID_V7);
  const packet =
    sqlite.prepare<[], string>(`select value from meta where key = 'packet'`).pluck().get() ?? '';
  expect(JSON.parse(packet).copy).toMatch(UUID_V7);
  expect(sqlite.prepare('select numbered from packets').pluck().all()).toEqual([1]);
  const rows = sqlite
    .prepare<[], { copy: string; uid: string; rowId: number; content: string }>(
      'select copy, uid, rowId, content from packetRows order by content',
    )
    .all();
  // A row that two numbers led to, and one that is gone, are known by identities of their own.
  expect(rows.map(({ copy, rowId, content }) => [copy, rowId, content])).toEqual([
    ['', 2, '{"id":10}'],
    ['', 1, '{"id":1}'],
    ['', 3, '{"id":3}'],
    ['', 2, '{"id":9}'],
  ]);
  expect(rows.filter(({ uid }) => uids.includes(uid)).map(({ content }) => content)).toEqual([
    '{"id":1}',
    '{"id":9}',
  ]);
  for (const { uid } of rows) expect(uid).toMatch(UUID_V7);
});
