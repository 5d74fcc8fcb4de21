import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to exchange keeps what each system was told of a hazard once', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('exchange'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  sqlite.pragma('foreign_keys = off');
  const tell = sqlite.prepare(
    `insert into exchangeSent (system, hazardId, revision, contentHash, sentAt) values (?, 1, 1, 'h', '')`,
  );
  tell.run('一网统管');
  tell.run('基层智治');
  expect(() => tell.run('一网统管')).toThrow('UNIQUE');
  // Of what came each version is kept.
  const take = sqlite.prepare(
    `insert into exchangeEvents (batchId, hazardId, system, number, revision, content, taken, receivedAt)
     values (1, 1, '一网统管', 'C-1', ?, '{}', '{}', '')`,
  );
  take.run(1);
  take.run(2);
  expect(sqlite.prepare('select revision, reply, settledBy from exchangeEvents order by id').all()).toEqual([
    { revision: 1, reply: '', settledBy: '' },
    { revision: 2, reply: '', settledBy: '' },
  ]);
});
