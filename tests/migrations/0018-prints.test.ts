import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0018 keeps reports as they were and numbers prints once', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 17) await up(db);
  sqlite.exec(`insert into reports (kind, title, params, hash, file, madeAt, madeBy)
    values ('workbook', '台账', '{}', 'h', 'h.xlsx', '2026-11-21', '甲')`);
  await migrations[17]?.up(db);
  expect(sqlite.prepare('select title from reports').pluck().all()).toEqual(['台账']);
  const insert =
    sqlite.prepare(`insert into prints (number, title, "order", recipient, purpose, state, pages, "index", fileName, size, madeAt, madeBy)
    values (?, '图', '{}', '', '', 'drawing', 0, '[]', '', 0, '2026-11-21', '甲')`);
  insert.run('2026-Q4-001');
  expect(() => insert.run('2026-Q4-001')).toThrow(/UNIQUE/);
});
