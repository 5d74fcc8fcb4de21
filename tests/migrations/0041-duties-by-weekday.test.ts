import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to duties by weekday leaves posts standing from Monday to Friday, without a substitute', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('duties_by_weekday'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(`
    insert into duties (gateId, period, post, body, person, phone, "from", "until")
      values (1, '上学', '校门口', '学校', '王芳', '13800138000', '07:10', '08:10');`);
  await migrations[at]?.up(db);
  expect(
    sqlite.prepare('select person, phone, weekdays, substitute, substitutePhone from duties').get(),
  ).toEqual({
    person: '王芳',
    phone: '13800138000',
    weekdays: '[1,2,3,4,5]',
    substitute: '',
    substitutePhone: '',
  });
});
