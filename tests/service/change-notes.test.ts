import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { RowJournal } from '#service/db/journal/row-journal.ts';
import { sealedTables } from '#service/db/journal/sealed-tables.ts';
import { ChangeNotes } from '#service/db/postgres/change-notes.ts';
import { type MovedTable, readMovedTables } from '#service/db/postgres/moved-tables.ts';
import { migrations } from '#service/db/schema/migrations/index.ts';

let sqlite: SqliteDatabase.Database;
let tables: MovedTable[];
let notes: ChangeNotes;

beforeEach(async () => {
  sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations) await up(db);
  tables = readMovedTables(sqlite);
  new RowJournal(sqlite, sealedTables(sqlite)).watch();
  notes = new ChangeNotes(sqlite, tables);
});

interface Step {
  readonly addr: number;
  readonly opcode: string;
  readonly p1: number;
  readonly p4: string | null;
}

/** The triggers of a statement that go from row to row of a table that is stored: what they cost grows with it. */
function triggersThatRead(statement: string): string[] {
  const programs: Step[][] = [];
  for (const step of sqlite.prepare<[], Step>(`explain ${statement}`).all())
    if (step.addr === 0) programs.push([step]);
    else programs.at(-1)?.push(step);
  return programs.flatMap((steps) => {
    const name = steps.find(({ p4 }) => p4?.startsWith('-- TRIGGER'))?.p4;
    const cursors = (...opcodes: string[]) =>
      steps.filter(({ opcode }) => opcodes.includes(opcode)).map(({ p1 }) => p1);
    const stored = cursors('OpenRead', 'OpenWrite');
    return name && cursors('Next', 'Prev').some((cursor) => stored.includes(cursor)) ? [name] : [];
  });
}

describe('what is noted of a transaction for the other store', () => {
  it('costs a row that is added as much after a million others', () => {
    notes.watch();
    expect(tables.length).toBeGreaterThan(40);
    for (const { name, columns } of tables) {
      const names = columns.map((column) => `"${column.name}"`).join(', ');
      const values = columns.map(() => 'null').join(', ');
      expect(triggersThatRead(`insert into "${name}" (${names}) values (${values})`)).toEqual([]);
    }
    sqlite.exec(
      'create temp trigger "reads" after insert on main.roads begin update roads set width = 1 where width > 2; end',
    );
    expect(triggersThatRead('insert into roads default values')).toContain('-- TRIGGER reads');
  });

  it('tells a row that was there as one that was, whatever statement changes it', () => {
    const agency = (certificate: string) => `('甲', '${certificate}', '公安')`;
    sqlite.exec(
      `insert into officers (name, certificate, agency) values ${['1', '2', '3', '4'].map(agency).join()}`,
    );
    notes.watch();
    sqlite.exec(`
      insert or replace into officers (id, name, certificate, agency) values (1, '乙', '1', '公安');
      insert or ignore into officers (name, certificate, agency) values ${agency('2')};
      update or replace officers set name = '丙' where id = 3;
      delete from officers where id = 4;
      insert into officers (id, name, certificate, agency) values (4, '丁', '4', '公安');
      insert into officers (id, name, certificate, agency) values (5, '戊', '5', '公安');
      update officers set name = '己' where id = 5`);
    const [noted, ...more] = notes.read();
    expect(more).toEqual([]);
    expect(noted?.table.name).toBe('officers');
    expect(noted?.existed).toEqual([[1], [3], [4]]);
    expect(noted?.all).toEqual([[1], [3], [4], [5]]);
  });
});
