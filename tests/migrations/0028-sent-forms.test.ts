import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0028 has room for forms that came, each once', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 28) await up(db);
  const send = () => sqlite.exec(`insert into "sentForms" values ('f', 'visits.record', 'd', '{}', 'a')`);
  send();
  expect(send).toThrow('UNIQUE');
});
