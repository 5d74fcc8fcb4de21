import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0016 keeps one filling of a form for each subject', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 16) await up(db);
  const insert = sqlite.prepare(
    `insert into forms (template, subject, said, savedAt, savedBy) values ('order', ?, '{}', 'x', 'y')`,
  );
  insert.run('hazard 1');
  insert.run('hazard 2');
  expect(() => insert.run('hazard 1')).toThrow(/UNIQUE/);
});
