import { join } from 'node:path';
import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';
import { type IdentifiedTable, identityOf } from '#shared/registry/identity.ts';
import { layOldWorkspace } from '../support/old-workspaces.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { openService } from '../support/workspace.ts';

type Row = Record<string, string | number | null>;

const line = JSON.stringify({
  type: 'LineString',
  coordinates: [
    [116.41, 39.9],
    [116.4, 39.9],
  ],
});

/** A workspace of version 19 with what lists and people left there. */
async function versionNineteen() {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { version, up } of migrations) if (version <= 19) await up(db);
  sqlite.pragma('foreign_keys = off');
  sqlite.exec(`
    insert into batches (id, fileName, fileHash, kind, importedAt, options, rows, added, updated, unchanged, rejected, warned)
      values (1, 'a.csv', 'x', 'gates', '2026-01-01T00:00:00Z', '{}', 1, 1, 0, 0, 0, 0);
    insert into schools (id, name, stage, schoolCode, address, phone, identity, contentHash, batchId)
      values (1, '东街小学', '小学', 'a-1', '', '', 'a-1', 'h', 1);
    insert into gates (id, schoolId, name, isMain, lng, lat, positionSource, identity, contentHash, batchId, held) values
      (1, 1, '正门', 1, 116.4, 39.9, 'registry', '1|南门|', 'h', 1, '["name"]'),
      (2, 1, '校门', 0, 116.4, 39.9, 'registry', '1|校门|116.400000,39.900000', 'h', 1, '[]'),
      (3, 1, 'ｅ 门', 0, 116.4, 39.9, 'surveyed', '1|e 门', '', null, '[]');
    insert into roads (id, name, class, width, geometry, identity, contentHash, batchId) values
      (1, '', 'service', 6, '${line}', 'v6vxTKl4FJcsrrs7opVj2zOmg0vRVY93YcdGqhreW68', 'h', 1),
      (2, '振兴路', 'service', 6, '${line}', '${line}', '', null);
    insert into facilities (id, kind, name, lng, lat, state, identity, contentHash, batchId, note) values
      (1, '警告标志', '', 116.4, 39.9, '损坏', '警告标志|116.400000,39.900000', 'h', 1, ''),
      (2, '减速带', '', 116.5, 39.9, '完好', '减速带|116.400000,39.900000', '', null, ''),
      (3, '照明', '', 116.4, 39.9, '规划', '照明|规划 1 lamp', '', null, '照明，位置待定');
    insert into regions (id, name, level, geometry, identity, contentHash, batchId) values
      (1, '东社区（新）', '社区', '{}', '社区|东社区', '', null);
    insert into venues (id, name, uscc, regNo, category, categoryScore, categoryReason, listedCategory, industryCode, scope,
      address, legalPerson, phone, status, identity, contentHash, batchId) values
      (1, '甲', '', 'no 1', 'other', 1, '', '', '', '', '', '', '', '', 'no:no 1', 'h', 1);
    insert into edits (id, at, actor, command, title, undoneAt) values
      (1, '', '', 'tables.edit', '', null), (2, '', '', 'tables.edit', '', null),
      (3, '', '', 'tables.edit', '', '2026-02-02T00:00:00Z'), (4, '', '', 'places.save', '', null)`);
  return { sqlite, db };
}

/** A row of version 19 as an edit kept it. */
function keepEdit(
  sqlite: SqliteDatabase.Database,
  editId: number,
  table: string,
  rowId: number,
  [before, after]: readonly [Row | null, Row | null],
) {
  sqlite
    .prepare('insert into editRows (editId, place, "table", rowId, before, after) values (?, 0, ?, ?, ?, ?)')
    .run(editId, table, rowId, before && JSON.stringify(before), after && JSON.stringify(after));
}

it('migration 0020 names places by one rule, and holds what people set before it', async () => {
  const { sqlite, db } = await versionNineteen();
  const read = (table: string, id: number) =>
    sqlite.prepare<[number], Row>(`select * from "${table}" where id = ?`).get(id) ?? {};
  const sign = read('facilities', 1);
  // 状态 was set, then 责任单位, and the responsible body once more, which was taken back.
  keepEdit(sqlite, 1, 'facilities', 1, [
    { ...sign, state: '完好', body: '城管' },
    { ...sign, body: '城管' },
  ]);
  keepEdit(sqlite, 2, 'facilities', 1, [{ ...sign, body: '城管' }, sign]);
  keepEdit(sqlite, 3, 'facilities', 1, [sign, { ...sign, name: '校前' }]);
  keepEdit(sqlite, 4, 'roads', 2, [null, read('roads', 2)]);
  await migrations[19]?.up(db);

  const all = (table: string) =>
    sqlite.prepare<[], Row>(`select * from "${table}" order by id`).all() as [Row, ...Row[]];
  const identities = (table: string) => all(table).map(({ identity }) => identity);
  // A gate that was renamed by hand is still called by lists what they called it.
  expect(identities('gates')).toEqual(['1|南门', '1|校门', '1|E门']);
  expect(identities('schools')).toEqual(['A-1']);
  expect(identities('venues')).toEqual(['no:NO1']);
  expect(identities('regions')).toEqual(['社区|东社区(新)']);
  expect(identities('facilities')).toEqual([
    '警告标志|116.400000,39.900000',
    '减速带|116.500000,39.900000',
    '照明|116.400000,39.900000',
  ]);
  const now: readonly (readonly [IdentifiedTable, number])[] = [
    ['gates', 2],
    ['gates', 3],
    ['roads', 1],
    ['roads', 2],
    ['facilities', 2],
    ['regions', 1],
    ['venues', 1],
    ['schools', 1],
  ];
  for (const [table, id] of now)
    expect(read(table, id).identity, `${table} ${id}`).toBe(identityOf(table, read(table, id)));

  const held = (table: string) => all(table).map((row) => JSON.parse(String(row.held)) as string[]);
  expect(held('gates')).toEqual([['name'], [], ['name', 'isMain', 'lng', 'lat', 'positionSource']]);
  expect(held('roads')).toEqual([[], ['name', 'class', 'width', 'geometry']]);
  expect(held('facilities')).toEqual([
    ['state', 'body'],
    ['kind', 'lng', 'lat', 'state'],
    ['kind', 'note'],
  ]);
  expect(held('regions')).toEqual([['name', 'level', 'geometry']]);
});

it('migration 0020 leaves kept edits so that they fit the rows they are about', async () => {
  const { sqlite, db } = await versionNineteen();
  const sign = sqlite.prepare<[], Row>('select * from facilities where id = 1').get() ?? {};
  keepEdit(sqlite, 1, 'facilities', 1, [{ ...sign, state: '完好' }, sign]);
  keepEdit(sqlite, 3, 'facilities', 1, [sign, { ...sign, name: '校前' }]);
  await migrations[19]?.up(db);
  const row = sqlite.prepare('select * from facilities where id = 1').get();
  const edits = sqlite
    .prepare<[], { before: string; after: string }>('select before, after from editRows order by editId')
    .all()
    .map(({ before, after }) => ({ before: JSON.parse(before) as Row, after: JSON.parse(after) as Row }));
  expect(edits[0]?.after).toEqual(row);
  expect(edits[1]?.before).toEqual(row);
  expect(edits[0]?.before).toMatchObject({ state: '完好', held: '[]' });
  expect(edits[1]?.after).toMatchObject({ name: '校前', held: '["state","name"]' });
});

/** A row of version 19 as a list overwrote it: its columns before, and what the program of that day called it. */
const overwritten: Readonly<Record<Exclude<IdentifiedTable, 'addresses'>, Row>> = {
  schools: { schoolCode: 'a-1', identity: 'a-1' },
  gates: { name: 'ｅ 门', schoolId: 1, identity: '1|Ｅ 门|' },
  venues: { uscc: '', regNo: 'no 1', identity: 'no:no 1' },
  facilities: { kind: '警告 标志', lng: 116.4, lat: 39.9, identity: '警告 标志|116.400000,39.900000' },
  roads: { geometry: line, identity: 'v6vxTKl4FJcsrrs7opVj2zOmg0vRVY93YcdGqhreW68' },
  regions: { level: '社区', name: '东社区（新）', identity: '社区|东社区（新）' },
};
const tables = Object.entries(overwritten).map(([table, old]) => ({
  table: table as Exclude<IdentifiedTable, 'addresses'>,
  old,
}));

it.each(tables)(
  'a list of version 19 is taken back to $table named by the rule of today',
  async ({ table, old }) => {
    const directory = join(temporaryFolder(), '旧工作区');
    layOldWorkspace(19, directory);
    const sqlite = new SqliteDatabase(join(directory, 'workspace.sqlite'));
    const row = sqlite.prepare<[], Row>(`select * from "${table}" where contentHash <> '' order by id`).get();
    const before = { ...row, ...old };
    const { lastInsertRowid: batch } = sqlite
      .prepare(`insert into batches (fileName, fileHash, kind, importedAt, options, rows, added, updated, unchanged,
      rejected, warned) values ('a.csv', '', ?, '2026-01-01T00:00:00Z', '{}', 1, 0, 1, 0, 0, 0)`)
      .run(table);
    sqlite
      .prepare(`update "${table}" set identity = ?, contentHash = 'new', batchId = ? where id = ?`)
      .run(old.identity, batch, row?.id);
    sqlite
      .prepare(`insert into audit (at, actor, command, input, before, after, previousHash, hash)
      values ('', '', 'import.run', '{}', ?, ?, '', 'x')`)
      .run(JSON.stringify({ updated: [before] }), JSON.stringify({ batch: Number(batch) }));
    sqlite.close();
    const { service, call } = await openService(directory);
    expect(await call('import.undo', { batch: Number(batch) })).toMatchObject({ removed: 0, restored: 1 });
    const { reader } = service.workspace.database;
    const restored = await reader
      .selectFrom(table)
      .selectAll()
      .where('id', '=', Number(row?.id))
      .executeTakeFirst();
    expect(restored).toMatchObject({ contentHash: row?.contentHash });
    expect(restored?.identity).not.toBe(old.identity);
    expect(restored?.identity).toBe(identityOf(table, restored ?? {}));
  },
);
