import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to scores keeps each scheme under a key of its own, and every word that is said of a score', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('scores'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  const keep = sqlite.prepare(
    `insert into scoreSchemes (key, content, revision, savedAt, savedBy) values (?, '{}', 1, '', '甲')`,
  );
  keep.run('a');
  expect(() => keep.run('a')).toThrow('UNIQUE');
  const say = sqlite.prepare(
    `insert into scoreAdjustments (scheme, "from", "to", name, indicator, points, reason, at, actor)
     values ('a', '2026-01-01', '2026-06-30', '东镇', 'coverage', ?, '补报', '', '甲')`,
  );
  say.run(12.5);
  say.run(null);
  expect(sqlite.prepare('select points from scoreAdjustments order by id').pluck().all()).toEqual([
    12.5,
    null,
  ]);
});
