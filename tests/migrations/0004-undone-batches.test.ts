import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { up as initial } from '#service/db/schema/migrations/0001_initial.ts';
import { up as surveys } from '#service/db/schema/migrations/0002_surveys.ts';
import { up as regions } from '#service/db/schema/migrations/0003_regions.ts';
import { up } from '#service/db/schema/migrations/0004_undone_batches.ts';

it('migration 0004 keeps the batches of version 3, none of them undone', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const step of [initial, surveys, regions]) await step(db);
  sqlite.exec(`insert into batches (fileName, fileHash, kind, importedAt, options, rows, added, updated, unchanged, rejected, warned)
    values ('venues.csv', 'x', 'venues', '2026-01-01T00:00:00Z', '{}', 3, 2, 1, 0, 0, 0)`);
  await up(db);
  expect(sqlite.prepare('select fileName, added, undoneAt, importedBy from batches').get()).toEqual({
    fileName: 'venues.csv',
    added: 2,
    undoneAt: null,
    importedBy: '',
  });
});
