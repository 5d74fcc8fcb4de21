import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0009 gives sweeps their days and keeps the officers of earlier visits', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 8) await up(db);
  const officers = JSON.stringify([
    { name: '甲', certificate: '1', agency: '公安' },
    { name: '乙', certificate: '2', agency: '公安' },
  ]);
  sqlite.exec(`pragma foreign_keys = off;
    insert into sweeps (title, period, coordinator, agencies, focusTopics, createdAt)
      values ('行动', '2026Q3', '政法委', '[]', '[]', 'x');
    insert into stops (sweepId, venueId, reason, addedAt) values (1, 5, '抽查', 'x')`);
  const visit = sqlite.prepare(`insert into visits (stopId, venueId, startedAt, endedAt, officers, result,
    facts, measures, partyView, capReason, recordedAt) values (1, 5, 'a', 'b', ?, '正常', '', '', '', '', 'x')`);
  visit.run(officers);
  visit.run(officers);
  await migrations[8]?.up(db);
  expect(sqlite.prepare('select startsOn, endsOn, leadBody from sweeps').get()).toEqual({
    startsOn: '2026-07-01',
    endsOn: '2026-09-30',
    leadBody: '',
  });
  expect(sqlite.prepare('select name, certificate, active from officers order by id').all()).toEqual([
    { name: '甲', certificate: '1', active: 1 },
    { name: '乙', certificate: '2', active: 1 },
  ]);
  expect(sqlite.prepare('select teamId, day, place, locked, leftOut from stops').get()).toEqual({
    teamId: null,
    day: 0,
    place: 0,
    locked: 0,
    leftOut: '',
  });
});
