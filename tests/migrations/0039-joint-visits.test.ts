import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to joint visits leaves stops without exceptions, and sweeps with the limits of their pack', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('joint_visits'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(`
    insert into sweeps (title, period, coordinator, agencies, focusTopics, createdAt, startsOn, endsOn)
      values ('整治', '2026Q4', '区委政法委', '[]', '[]', '', '2026-10-01', '2026-12-31');
    insert into stops (sweepId, venueId, reason, addedAt, uid) values (1, 1, '抽查', '', 's');`);
  await migrations[at]?.up(db);
  const row = (query: string) => sqlite.prepare(query).get();
  expect(row('select caps, title from sweeps')).toEqual({ caps: null, title: '整治' });
  expect(row('select capReason, apart, reason from stops')).toEqual({
    capReason: '',
    apart: '',
    reason: '抽查',
  });
});
