import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0007 knows the rows that the batches of version 6 wrote, and the licence numbers', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) {
    if (version > 7) break;
    if (version === 7)
      sqlite.exec(`insert into batches (fileName, fileHash, kind, importedAt, options, rows, added, updated, unchanged, rejected, warned)
        values ('venues.csv', 'x', 'venues', '2026-01-01T00:00:00Z', '{}', 2, 2, 0, 0, 0, 0);
        insert into venues (name, uscc, regNo, category, categoryScore, categoryReason, listedCategory, industryCode,
          scope, address, legalPerson, phone, status, identity, contentHash, batchId)
        values ('甲', '', '330102600012345', 'other', 1, '', '', '', '', '东街1号', '', '', '', '甲|东街1号', 'h', 1),
          ('乙', '', '', 'other', 1, '', '', '', '', '东街2号', '', '', '', '乙|东街2号', 'h', 1)`);
    await up(db);
  }
  expect(sqlite.prepare('select "batchId", "placeId", "outcome" from listings').all()).toEqual([
    { batchId: 1, placeId: 1, outcome: 2 },
    { batchId: 1, placeId: 2, outcome: 2 },
  ]);
  expect(sqlite.prepare('select identity from venues order by id').pluck().all()).toEqual([
    'no:330102600012345',
    '乙|东街2号',
  ]);
  expect(sqlite.prepare('select source, preset, "partOf", vanished from batches').get()).toEqual({
    source: '',
    preset: null,
    partOf: null,
    vanished: 0,
  });
});
