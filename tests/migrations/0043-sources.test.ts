import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to sources tells where the hazards of before come from, and makes none of them a 线索', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('sources'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  const insert = sqlite.prepare(
    `insert into hazards (uid, code, visitId, kind, level, description, state, responsibleBody, responsiblePerson, foundOn)
     values (?, ?, ?, '其他', '一般', '', 'found', '', '', '2026-10-01')`,
  );
  sqlite.pragma('foreign_keys = off');
  insert.run('a', 'YH-1', 7);
  insert.run('b', 'YH-2', null);
  for (const { up } of migrations.slice(at, at + 1)) await up(db);
  const read = `select source, sourceNumber, saidBy, saidOn, placeText, registrar, lead, verifiedOn, batchId, identity from hazards`;
  const rest = { sourceNumber: '', saidBy: '', saidOn: null, placeText: '', registrar: '', lead: 0 };
  expect(sqlite.prepare(read).all()).toEqual(
    ['现场检查', '设施核对'].map((source) => ({
      source,
      ...rest,
      verifiedOn: null,
      batchId: null,
      identity: '',
    })),
  );
});
