import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0022 tells from the further identity of a merge which venue led', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 21) await up(db);
  sqlite.pragma('foreign_keys = off');
  const merge = sqlite.prepare(
    `insert into merges (id, keptId, removedId, removed, kept, moved, at, actor) values (?, 1, 2, ?, ?, '{}', '', '')`,
  );
  const alias = sqlite.prepare('insert into aliases (identity, venueId, mergeId) values (?, 1, ?)');
  const row = (identity: string) => JSON.stringify({ identity });
  merge.run(1, row('no:乙'), row('no:甲'));
  alias.run('no:乙', 1);
  merge.run(2, row('no:丁'), row('no:r 3'));
  alias.run('no:R3', 2);
  // Neither brought anything by which a list would find the other.
  merge.run(3, row('no:戊'), row('no:戊'));
  await migrations[21]?.up(db);
  const leads = sqlite.prepare<[], string>('select lead from merges order by id').pluck();
  expect(leads.all()).toEqual(['kept', 'removed', 'kept']);
});
