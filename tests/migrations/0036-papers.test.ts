import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to papers gives a number of a series once in a year, and any number of papers without one', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('papers'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  const enter = (code: string, year: number, number: number | null) =>
    sqlite
      .prepare(
        `insert into papers (code, year, number, text, state, template, title, issuer, subject, madeAt, madeBy)
         values (?, ?, ?, '', 'issued', 'notice', '', '', 'venue 1', '', '')`,
      )
      .run(code, year, number);
  enter('甲', 2026, 1);
  enter('乙', 2026, 1);
  enter('甲', 2027, 1);
  enter('', 2026, null);
  enter('', 2026, null);
  expect(() => enter('甲', 2026, 1)).toThrow('UNIQUE');
});
