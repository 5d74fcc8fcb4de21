import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to blank forms keeps each under a name of its own', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('blanks'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  const keep = sqlite.prepare(
    `insert into blanks (name, fileName, signature, hash, file, content, updatedAt, updatedBy)
     values (?, '月报.xlsx', 's', 'h', 'h.xlsx', '{}', '', '甲')`,
  );
  keep.run('月报');
  keep.run('季报');
  expect(sqlite.prepare('select id, name from blanks order by id').all()).toEqual([
    { id: 1, name: '月报' },
    { id: 2, name: '季报' },
  ]);
  expect(() => keep.run('月报')).toThrow('UNIQUE');
});
