import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0014 lets stops name no venue, and keeps rows and keys', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 13) await up(db);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(`insert into stops (id, sweepId, venueId, reason, addedAt) values (4, 1, 5, '抽查', 'x')`);
  await migrations[13]?.up(db);
  sqlite.exec(`insert into stops (sweepId, schoolId, reason, addedAt) values (1, 7, '校门', 'x')`);
  expect(sqlite.prepare('select id, venueId, schoolId, reason from stops order by id').all()).toEqual([
    { id: 4, venueId: 5, schoolId: null, reason: '抽查' },
    { id: 5, venueId: null, schoolId: 7, reason: '校门' },
  ]);
  sqlite.pragma('foreign_keys = on');
  expect(() =>
    sqlite.exec(`insert into stops (sweepId, venueId, reason, addedAt) values (1, 99, 'x', 'x')`),
  ).toThrow(/FOREIGN KEY/);
});
