import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0006 keeps the problems of version 5, without their cells', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) {
    if (version > 6) break;
    if (version === 6)
      sqlite.exec(`insert into batches (fileName, fileHash, kind, importedAt, options, rows, added, updated, unchanged, rejected, warned)
        values ('venues.csv', 'x', 'venues', '2026-01-01T00:00:00Z', '{}', 1, 0, 0, 0, 1, 0);
        insert into importProblems (batchId, row, field, code, message, value, rejected)
        values (1, 2, 'name', 'NAME_MISSING', '没有名称', '', 1)`);
    await up(db);
  }
  expect(sqlite.prepare('select code, cells from importProblems').get()).toEqual({
    code: 'NAME_MISSING',
    cells: '[]',
  });
  expect(sqlite.prepare('select columns from batches').get()).toEqual({ columns: '[]' });
});
