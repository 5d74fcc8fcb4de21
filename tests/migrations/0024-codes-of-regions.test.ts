import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0024 keeps the regions of version 23, whose codes nobody knows', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 23) await up(db);
  sqlite.exec(`insert into regions (name, level, geometry, identity, contentHash)
    values ('上城区', '区县', '{}', '区县|上城区', 'x')`);
  await migrations[23]?.up(db);
  expect(sqlite.prepare('select name, level, geometry, identity, code from regions').all()).toEqual([
    { name: '上城区', level: '区县', geometry: '{}', identity: '区县|上城区', code: '' },
  ]);
});
