import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to places of neighbours keeps one row for each district', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('neighbours'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  const bring = sqlite.prepare(
    `insert into neighbours (district, day, content, broughtAt, broughtBy) values (?, '2026-11-21', '{}', '', '甲')`,
  );
  bring.run('东');
  bring.run('西');
  expect(() => bring.run('东')).toThrow('UNIQUE');
  expect(sqlite.prepare('select district from neighbours order by id').pluck().all()).toEqual(['东', '西']);
});
