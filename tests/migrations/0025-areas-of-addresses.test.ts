import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0025 keeps every address of version 24 and names it with its areas', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 24) await up(db);
  const insert = sqlite.prepare(
    `insert into addresses (address, key, lng, lat, positionSource, identity, contentHash)
     values (?, ?, ?, 30, 'registry', ?, 'x')`,
  );
  const known = ['杭州市上城区解放路75号', '解放路75号', '青海省西宁市大通县桥头镇解放路75号'];
  // More than are named at one time.
  const many = Array.from({ length: 12_000 }, (_, i) => `河坊街${i + 1}号`);
  const add = sqlite.transaction(() => {
    for (const [at, address] of [...known, ...many].entries()) {
      const key = address.replace(/^.*[区镇]/, '');
      insert.run(address, key, 120 + at / 1e6, key);
    }
  });
  add();
  const rows = () =>
    sqlite.prepare('select id, address, key, lng, lat, positionSource, contentHash from addresses').all();
  const before = rows();
  await migrations[24]?.up(db);
  expect(rows()).toEqual(before);
  const identities = sqlite.prepare<[], string>('select identity from addresses order by id').pluck().all();
  expect(identities.slice(0, 3)).toEqual([
    '浙江省/杭州市/上城区/|解放路75号',
    '|解放路75号',
    '青海省/西宁市/大通回族土族自治县/桥头|解放路75号',
  ]);
  expect(identities.at(-1)).toBe('|河坊街12000号');
});
