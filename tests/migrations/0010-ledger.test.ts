import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0010 keeps hazards as they are, and lets one supervision stand at a time', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 9) await up(db);
  sqlite.exec(`pragma foreign_keys = off;
    insert into hazards (code, visitId, venueId, kind, level, description, state, responsibleBody,
      responsiblePerson, foundOn) values ('YH-1', 1, 1, '其他', '重大', '说明', 'found', '', '', '2026-01-01')`);
  await migrations[9]?.up(db);
  expect(sqlite.prepare('select basis, fiveItems, outcome, repeats from hazards').get()).toEqual({
    basis: '',
    fiveItems: '{}',
    outcome: null,
    repeats: null,
  });
  const list = sqlite.prepare(`insert into supervisions (hazardId, number, level, body, leader, requirement,
    listedOn, dueOn) values (1, '1', '区级', '政法委', '某', '限期', '2026-01-02', '2026-02-01')`);
  list.run();
  expect(() => list.run()).toThrow(/UNIQUE/);
  sqlite.exec(`update supervisions set delistedOn = '2026-01-20'`);
  list.run();
  expect(sqlite.prepare('select count(*) from supervisions').pluck().get()).toBe(2);
});
