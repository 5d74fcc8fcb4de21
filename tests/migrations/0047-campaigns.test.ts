import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to campaigns makes plans and check forms: a form stands once, and each row with what it is of', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('_campaigns'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  sqlite.pragma('foreign_keys = on');
  const run = (statement: string) => sqlite.prepare(statement).run();
  const task = `insert into campaignTasks (campaignId, phase, title, kind, body, helping, article, excerpt)
    values (1, '', '周报', 'report', '', '', '', '')`;
  expect(() => run(task)).toThrow(/foreign key/i);
  run(
    `insert into campaigns (title, pack, document, year, phases, createdAt) values ('计划', 'p', '', 2027, '[]', '')`,
  );
  run(task);
  expect(sqlite.prepare('select dueOn, doneOn, note, doneBy from campaignTasks').all()).toEqual([
    { dueOn: null, doneOn: null, note: '', doneBy: '' },
  ]);
  run(
    `insert into checkRounds (uid, title, "of", placeIds, madeAt) values ('u', '自查', 'schools', '[1]', '')`,
  );
  run(`insert into batches (fileName, fileHash, kind, importedAt, options, rows, added, updated, unchanged, rejected, warned)
    values ('1 份自查表', '', 'hazards', '', '{}', 0, 0, 0, 0, 0, 0)`);
  const check = `insert into selfChecks (roundId, batchId, number, placeId, filledOn, filledBy, phone, answers, faults,
    hazards, fileName, fileHash, readAt) values (1, 1, 'ZC-X1-u', 1, '', '', '', '{}', 0, 0, '', '', '')`;
  run(check);
  expect(() => run(check)).toThrow(/unique/i);
});
