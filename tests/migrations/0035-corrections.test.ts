import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to corrections leaves every record as it counts, and takes the listed officers as they are', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('corrections'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(`
    insert into officers (name, certificate, agency, active) values ('王', '1', '公安分局', 1);
    insert into stops (sweepId, venueId, reason, addedAt, uid) values (1, 1, '抽查', '', 's');
    insert into hazards (code, kind, level, description, state, responsibleBody, responsiblePerson, foundOn, uid)
      values ('YH-1', '其他', '一般', '堆物', 'found', '', '', '2026-11-02', 'h');
    insert into visits (stopId, venueId, startedAt, endedAt, officers, result, facts, measures, partyView, capReason,
      recordedAt, uid) values (1, 1, '', '', '[]', '正常', '', '', '', '', '', 'v');`);
  await migrations[at]?.up(db);
  const row = (query: string) => sqlite.prepare(query).get();
  expect(row('select voidReason, mergedInto, state from hazards')).toEqual({
    voidReason: '',
    mergedInto: null,
    state: 'found',
  });
  expect(row('select corrections, result from visits')).toEqual({ corrections: '[]', result: '正常' });
  expect(row('select skipped from stops')).toEqual({ skipped: '' });
  expect(row('select phone, validUntil, leaves, removedOn, confirmed from officers')).toEqual({
    phone: '',
    validUntil: null,
    leaves: '[]',
    removedOn: null,
    confirmed: 1,
  });
});
