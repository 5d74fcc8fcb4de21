import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0023 keeps the batches of version 22, of whose files nothing unread is known', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 22) await up(db);
  sqlite.exec(`insert into batches (fileName, fileHash, kind, importedAt, options, rows, added, updated, unchanged, rejected, warned)
    values ('venues.csv', 'x', 'venues', '2026-01-01T00:00:00Z', '{}', 3, 2, 1, 0, 0, 0)`);
  await migrations[22]?.up(db);
  expect(sqlite.prepare('select fileName, added, unread from batches').get()).toEqual({
    fileName: 'venues.csv',
    added: 2,
    unread: '[]',
  });
});
