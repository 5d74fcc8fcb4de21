import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0012 leaves earlier visits as they were', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 11) await up(db);
  sqlite.exec(`pragma foreign_keys = off;
    insert into visits (stopId, venueId, startedAt, endedAt, officers, result, facts, measures, partyView,
      capReason, recordedAt) values (1, 5, 'a', 'b', '[]', '正常', '情况', '', '', '', 'x')`);
  await migrations[11]?.up(db);
  expect(
    sqlite.prepare('select facts, checklist, measuredFrom, instrument, documents, nextOn from visits').get(),
  ).toEqual({
    facts: '情况',
    checklist: '{}',
    measuredFrom: '',
    instrument: '',
    documents: '',
    nextOn: null,
  });
});
