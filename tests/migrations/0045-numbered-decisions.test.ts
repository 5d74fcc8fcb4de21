import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to numbered decisions keeps which venues are two, and what was asked about addresses', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('numbered_decisions'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  sqlite.pragma('foreign_keys = off');
  const pair = sqlite.prepare('insert into distinctVenues values (?, ?, ?, ?)');
  pair.run(3, 9, '2026-10-02', '乙');
  pair.run(1, 2, '2026-10-01', '甲');
  const answer = sqlite.prepare('insert into geocodings values (?, ?, ?, ?, ?, ?, ?)');
  answer.run(7, '东街1号', 'person', 'elsewhere', null, null, '2026-10-01');
  answer.run(5, '东街2号', 'amap', '门牌号', 116.4, 39.9, '2026-10-01');
  for (const { up } of migrations.slice(at, at + 1)) await up(db);
  expect(sqlite.prepare('select * from distinctVenues order by id').all()).toEqual([
    { id: 1, firstId: 1, secondId: 2, at: '2026-10-01', actor: '甲' },
    { id: 2, firstId: 3, secondId: 9, at: '2026-10-02', actor: '乙' },
  ]);
  expect(sqlite.prepare('select id, venueId, address, lng from geocodings order by id').all()).toEqual([
    { id: 1, venueId: 5, address: '东街2号', lng: 116.4 },
    { id: 2, venueId: 7, address: '东街1号', lng: null },
  ]);
  const twice = sqlite.prepare(
    "insert into distinctVenues (firstId, secondId, at, actor) values (1, 2, '', '')",
  );
  expect(() => twice.run()).toThrow(/unique/i);
  expect(() =>
    sqlite
      .prepare(`insert into geocodings (venueId, address, provider, level, at) values (5, '', '', '', '')`)
      .run(),
  ).toThrow(/unique/i);
});
