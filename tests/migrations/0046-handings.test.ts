import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to handings keeps one that nobody signed for, an urge of it, and none about what is not there', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('handings'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  sqlite.pragma('foreign_keys = on');
  const hand = (kind: string, about: number | null, meetingId: number | null) =>
    sqlite
      .prepare(
        `insert into handings (kind, about, meetingId, toBody, handedAt, handedBy)
         values (?, ?, ?, '区城管执法局', '2026-09-24T01:00:00.000Z', '甲')`,
      )
      .run(kind, about, meetingId);
  sqlite
    .prepare(`insert into meetings (title, heldOn, savedAt, savedBy) values ('会', '2026-09-24', '', '')`)
    .run();
  hand('task', null, 1);
  hand('urge', 1, null);
  expect(sqlite.prepare('select receivedAt, dueAt, ended, fromBody, about from handings').all()).toEqual(
    [null, 1].map((about) => ({ receivedAt: null, dueAt: null, ended: '', fromBody: '', about })),
  );
  expect(sqlite.prepare('select agenda from meetings').pluck().get()).toBe('[]');
  expect(() => hand('urge', 9, null)).toThrow('FOREIGN KEY');
  expect(() => hand('task', null, 9)).toThrow('FOREIGN KEY');
});
