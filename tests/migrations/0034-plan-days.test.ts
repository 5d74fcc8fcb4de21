import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to days on the calendar leaves teams without dates, and has room for each holiday once', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('plan_days'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  sqlite.exec(
    `insert into sweeps (id, title, period, coordinator, agencies, focusTopics, createdAt)
       values (1, '行动', '2026Q4', '', '[]', '[]', '');
     insert into teams (id, sweepId, name, days, "from", until) values (1, 1, '第 1 组', 2, '09:00', '17:00')`,
  );
  await migrations[at]?.up(db as never);
  expect(sqlite.prepare('select days, calendar from teams').all()).toEqual([{ days: 2, calendar: null }]);
  const give = (year: number) =>
    sqlite
      .prepare(`insert into calendarDays (year, day, kind, title) values (?, '2026-12-31', 'off', '元旦')`)
      .run(year);
  give(2026);
  give(2027);
  expect(() => give(2027)).toThrow('UNIQUE');
});
