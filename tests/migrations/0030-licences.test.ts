import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0030 has room for several licences of a venue, and keeps venues as they are', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version < 30) await up(db);
  sqlite.exec(`insert into venues (name, uscc, regNo, category, categoryScore, categoryReason, listedCategory,
      industryCode, scope, address, legalPerson, phone, status, identity, contentHash)
    values ('极速网吧', '', 'WL1', 'internet_cafe', 1, '', '', '', '', '', '', '', '', 'no:WL1', 'x')`);
  const venues = () => sqlite.prepare('select * from venues').all();
  const before = venues();
  await migrations[29]?.up(db);
  expect(venues()).toEqual(before);
  const add = (uid: string) =>
    sqlite.exec(`insert into licences (uid, venueId, identity) values ('${uid}', 1, 'WL1')`);
  add('a');
  add('b');
  expect(() => add('b')).toThrow('UNIQUE');
  expect(sqlite.prepare('select number, validUntil, unlimited, struck, held from licences').all()).toEqual(
    Array(2).fill({ number: '', validUntil: null, unlimited: 0, struck: '', held: '[]' }),
  );
});
