import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0027 makes re-inspections of the visits by which hazards were closed or failed', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 26) await up(db);
  sqlite.pragma('foreign_keys = off');
  const visit = `insert into visits (id, stopId, startedAt, endedAt, officers, result, facts, measures, partyView,
    capReason, recordedAt) values`;
  sqlite.exec(`
    ${visit} (1, 1, '2026-10-01T09:00', '2026-10-01T09:30', '[]', '发现隐患', '发现', '', '', '', 'r'),
      (2, 1, '2026-10-10T09:00', '2026-10-10T09:30', '[]', '发现隐患', '仍未改', '', '', '', 'r'),
      (3, 1, '2026-10-20T09:00', '2026-10-20T09:30', '["甲"]', '正常', '已改', '', '', '', 'r3');
    insert into hazardEvents (id, hazardId, at, actor, action, fromState, toState, note, visitId) values
      (1, 7, 'a', '', '发现登记', '', 'found', '', 1),
      (2, 7, 'b', '', '复查不合格', 'reinspect', 'rectifying', '', 2),
      (3, 7, 'c', '', '复查合格并销号', 'reinspect', 'closed', '', 3)`);
  await migrations[26]?.up(db);
  expect(
    sqlite
      .prepare('select id, hazardId, visitId, startedAt, result, facts, officers from reinspections')
      .all(),
  ).toEqual([
    {
      id: 1,
      hazardId: 7,
      visitId: 2,
      startedAt: '2026-10-10T09:00',
      result: '未整改',
      facts: '仍未改',
      officers: '[]',
    },
    {
      id: 2,
      hazardId: 7,
      visitId: 3,
      startedAt: '2026-10-20T09:00',
      result: '已整改',
      facts: '已改',
      officers: '["甲"]',
    },
  ]);
  expect(sqlite.prepare('select id, reinspectionId from hazardEvents order by id').all()).toEqual([
    { id: 1, reinspectionId: null },
    { id: 2, reinspectionId: 1 },
    { id: 3, reinspectionId: 2 },
  ]);
  expect(new Set(sqlite.prepare('select uid from reinspections').pluck().all()).size).toBe(2);
});
