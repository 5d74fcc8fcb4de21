import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to adoptions has room for one meaning of a value in lists of a header', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('adoptions'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  const adopt = (header: string) =>
    sqlite
      .prepare(
        `insert into adoptions (header, field, "column", value, category, takenAs, at, actor)
         values (?, 'listed', '小类', '0613', 'billiard', 'all', '', '')`,
      )
      .run(header);
  adopt('["名称","小类"]');
  adopt('["店名","小类"]');
  expect(() => adopt('["名称","小类"]')).toThrow('UNIQUE');
});
