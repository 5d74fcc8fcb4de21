import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { beforeEach, describe, expect, it } from 'vitest';
import { MOST_TOLD } from '#service/db/journal/changed-rows.ts';
import { RowJournal } from '#service/db/journal/row-journal.ts';
import { sealedTables } from '#service/db/journal/sealed-tables.ts';
import { migrations } from '#service/db/schema/migrations/index.ts';

let sqlite: SqliteDatabase.Database;
let journal: RowJournal;

const addRoad = (name: string, width = 8) =>
  Number(
    sqlite
      .prepare(
        `insert into roads (name, class, width, geometry, identity, contentHash) values (?, 'primary', ?, '{}', ?, '')`,
      )
      .run(name, width, name).lastInsertRowid,
  );
const addOfficer = (certificate: string) =>
  sqlite
    .prepare(`insert into officers (name, certificate, agency) values ('甲', ?, '公安')`)
    .run(certificate);

beforeEach(async () => {
  sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations) await up(db);
  addRoad('东街', 7.123456789012345);
  addOfficer('1');
  journal = new RowJournal(sqlite, sealedTables(sqlite));
  journal.watch();
});

describe('the journal of rows', () => {
  it('keeps what a row was before the first change and what it is after the last, exactly', () => {
    journal.keepEdited();
    sqlite.exec(`update roads set width = 1 where id = 1; update roads set width = 0.1 + 0.2 where id = 1`);
    const [change, ...more] = journal.editedRows();
    expect(more).toEqual([]);
    expect(change).toMatchObject({
      table: 'roads',
      rowId: 1,
      before: { name: '东街', width: 7.123456789012345 },
    });
    expect(change?.after).toEqual({ ...change?.before, width: 0.1 + 0.2 });
  });

  it('tells a new row, a row that is gone and one that came back, and not one that came and went', () => {
    journal.keepEdited();
    const added = addRoad('新街');
    sqlite.prepare('update roads set width = 9 where id = ?').run(added);
    sqlite.prepare('delete from roads where id = ?').run(addRoad('短命街'));
    expect(journal.editedRows()).toMatchObject([{ rowId: added, before: null, after: { width: 9 } }]);
    const kept = sqlite.prepare('select * from roads where id = 1').get();
    sqlite.exec('delete from roads where id = 1');
    expect(journal.editedRows()[0]).toMatchObject({ rowId: 1, before: kept, after: null });
    sqlite
      .prepare(
        `insert into roads select 1, ?, ?, ?, ?, ?, ?, ?, ? where not exists (select 1 from roads where id = 1)`,
      )
      .run(...Object.values(kept ?? {}).slice(1));
    expect(journal.editedRows().map(({ rowId }) => rowId)).toEqual([added]);
  });

  it('belongs to the transaction, and to its end', () => {
    sqlite.exec('begin');
    journal.keepEdited();
    sqlite.exec('update roads set width = 1');
    expect(journal.changedBlocks()).toEqual([{ table: 'roads', block: 0 }]);
    sqlite.exec('rollback');
    expect(journal.changedBlocks()).toEqual([]);
    sqlite.exec('update roads set width = 1');
    // Outside an edit a place leaves its id only.
    expect(journal.changedRows().get('roads')).toMatchObject([
      { id: 1, before: undefined, after: { width: 1 } },
    ]);
    journal.clear();
    expect([journal.changedBlocks(), [...journal.changedRows()], journal.toldRows()]).toEqual([[], [], null]);
  });

  it('tells the trail what was changed or removed of the tables that it tells, and nothing that may hold a key', () => {
    addOfficer('2');
    sqlite.exec(`update officers set name = '乙' where id = 1; update roads set width = 1`);
    sqlite.exec(
      `insert into saved (kind, name, content, updatedAt) values ('basemap', '图', '{"key":"秘密"}', '')`,
    );
    sqlite.exec(`update saved set content = '{"key":"新秘密"}'; delete from saved`);
    expect(journal.toldRows()).toMatchObject({
      before: { officers: [{ id: 1, name: '甲' }] },
      after: { officers: [{ id: 1, name: '乙' }] },
    });
    expect(JSON.stringify(journal.toldRows())).not.toContain('saved');
    expect(JSON.stringify([...journal.changedRows()])).not.toContain('秘密');
  });

  it('counts where rows are very many', () => {
    for (let i = 0; i < MOST_TOLD; i++) addOfficer(`人${i}`);
    journal.clear();
    sqlite.exec(`update officers set agency = '城管'`);
    expect(journal.toldRows()).toEqual({
      before: { officers: MOST_TOLD + 1 },
      after: { officers: MOST_TOLD + 1 },
    });
  });

  it('notes rows that were inserted many at once as a range', () => {
    journal.keepEdited();
    const filled = journal.whileInserting('roads', () => {
      for (let i = 0; i < 600; i++) addRoad(`街${i}`);
    });
    // Blocks that hold nothing else are told apart, until a row of them changes again.
    expect(filled).toEqual([{ table: 'roads', block: 1 }]);
    const blocks = () => journal.changedBlocks().map(({ block }) => block);
    expect(blocks().sort()).toEqual([0, 2]);
    sqlite.exec('update roads set width = 3 where id = 300');
    expect(blocks().sort()).toEqual([0, 1, 2]);
    expect(journal.editedRows()).toHaveLength(600);
    addRoad('后来的街');
    expect(journal.editedRows()).toHaveLength(601);
  });

  it('makes no table and no trigger while rows are changed', () => {
    const made = () => sqlite.prepare('select name from sqlite_temp_master order by name').pluck().all();
    const before = made();
    const version = () => sqlite.pragma('temp.schema_version', { simple: true });
    const schema = version();
    journal.keepEdited();
    sqlite.exec('update roads set width = 2');
    journal.editedRows();
    journal.clear();
    expect([made(), version()]).toEqual([before, schema]);
  });
});
