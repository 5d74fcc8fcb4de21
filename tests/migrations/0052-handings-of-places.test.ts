import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to handings of places gives each an identity of its own, and a place that is there', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('handings_of_places'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  for (const body of ['区城管执法局', '区公安分局'])
    sqlite
      .prepare(`insert into handings (kind, toBody, handedAt, handedBy) values ('whistle', ?, '', '甲')`)
      .run(body);
  await migrations[at]?.up(db);
  sqlite.pragma('foreign_keys = on');
  const uids = sqlite.prepare<[], string>('select uid from handings').pluck().all();
  expect(new Set(uids).size).toBe(2);
  for (const uid of uids)
    expect(uid).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(sqlite.prepare('select venueId, schoolId, placeText from handings limit 1').get()).toEqual({
    venueId: null,
    schoolId: null,
    placeText: '',
  });
  expect(() => sqlite.prepare('update handings set schoolId = 7').run()).toThrow('FOREIGN KEY');
  expect(() => sqlite.prepare('update handings set uid = ?').run(uids[0])).toThrow('UNIQUE');
});
