import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('forms that were sent get numbers in the order in which they came, and each is there once', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('numbered_forms'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  const send = (id: string, when: string) =>
    sqlite
      .prepare(
        `insert into "sentForms" ("id", "command", "digest", "answer", "at") values (?, 'c', 'd', '{}', ?)`,
      )
      .run(id, when);
  send('b', '2026-01-01');
  send('a', '2026-01-02');
  await migrations[at]?.up(db);
  send('c', '2026-01-03');
  const rows = sqlite.prepare('select "number", "id", "at" from "sentForms" order by "number"').raw().all();
  expect(rows).toEqual([
    [1, 'b', '2026-01-01'],
    [2, 'a', '2026-01-02'],
    [3, 'c', '2026-01-03'],
  ]);
  expect(() => send('a', '2026-01-04')).toThrow('UNIQUE');
});
