import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to approvals keeps what is asked for without a hazard, and nothing about one that is not there', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('approvals'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  sqlite.pragma('foreign_keys = on');
  const ask = (hazardId: number | null) =>
    sqlite
      .prepare(
        `insert into approvals (command, input, hazardId, title, summary, basis, askerName, asker, askedAt, state)
         values ('hazards.extend', '{}', ?, '延期', '', '', 'a', '甲', '', 'waiting')`,
      )
      .run(hazardId);
  ask(null);
  expect(sqlite.prepare('select note, decider, decidedAt from approvals').all()).toEqual([
    { note: '', decider: '', decidedAt: null },
  ]);
  expect(() => ask(7)).toThrow('FOREIGN KEY');
});
