import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('migration 0017 keeps facilities and hazards as they were, and lets a hazard come without a visit', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 16) await up(db);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(`
    insert into facilities (id, kind, name, lng, lat, state, identity, contentHash) values (3, '信号灯', '', 116, 39, '完好', 'i', 'h');
    insert into hazards (id, code, visitId, schoolId, kind, level, description, state, responsibleBody, responsiblePerson, foundOn)
      values (1, 'YH-1', 9, 2, '其他', '一般', 'x', 'found', '', '', '2026-01-01')`);
  await migrations[16]?.up(db);
  expect(sqlite.prepare('select kind, geometry, body, checkedOn, note from facilities').get()).toEqual({
    kind: '信号灯',
    geometry: null,
    body: '',
    checkedOn: null,
    note: '',
  });
  sqlite.exec(`insert into hazards (code, schoolId, kind, level, description, state, responsibleBody, responsiblePerson, foundOn)
    values ('YH-2', 2, '设施缺失', '一般', 'x', 'found', '', '', '2026-01-01')`);
  expect(sqlite.prepare('select visitId from hazards order by id').pluck().all()).toEqual([9, null]);
});
