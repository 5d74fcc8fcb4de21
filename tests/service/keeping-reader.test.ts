import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import { FoundRows, RowSets } from '#service/cache/row-sets.ts';
import { WholeTables } from '#service/db/engine/seen-tables.ts';
import type { RowSetRequest } from '#service/db/queries/table-query.ts';
import { factsOf, storedTables } from '#service/db/schema/find-tables.ts';
import { tablesRead } from '#service/db/schema/tables-read.ts';
import type { Query } from '#shared/tables/query.ts';
import { tableColumns, tableNames } from '#shared/tables/table-columns.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const openTown = async () => {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  return workspace;
};
type Town = Awaited<ReturnType<typeof openTown>>;

/** Renames a venue past the service, so that nobody is told. */
const renameUntold = async ({ service }: Town, name: string) =>
  await service.workspace.database.writer.updateTable('venues').set({ name }).where('id', '=', 1).execute();

const nameOf = async ({ service }: Town) =>
  (
    await service.workspace.kept.db
      .selectFrom('venues')
      .select('name')
      .where('id', '=', 1)
      .executeTakeFirstOrThrow()
  ).name;

describe('what a statement rests on', () => {
  it.each(storedTables.filter((table) => factsOf(table)?.area !== null))(
    'is told by the name of %s wherever it stands',
    (table) => {
      for (const statement of [
        `select * from "${table}"`,
        `select 1 where exists (select 1 from ${table} as "x")`,
        `select "t"."id" from "settings" as "t" join main.${table} on 1`,
      ])
        expect(tablesRead(statement)).toContain(table);
    },
  );

  it('is not known of what every command writes, and of what names no table', () => {
    expect(tablesRead('select max("at") from "audit" join "venues" on 1')).toBeNull();
    expect(tablesRead('select 1')).toBeNull();
    expect(tablesRead('pragma user_version')).toBeNull();
  });

  it('is the regions and what lies in them too, where a function names a region', () => {
    expect(tablesRead(`select region_at('town', 1, 2) from "venues"`)).toEqual(
      expect.arrayContaining(['venues', 'regions', 'schools', 'gates']),
    );
  });
});

describe('a reader that keeps what it read', () => {
  it('reads again when an area changed that the statement rests on, and only then', async () => {
    const town = await openTown();
    const before = await nameOf(town);
    await renameUntold(town, '新名网吧');
    town.service.workspace.seen.tables.change(['hazards', 'sweeps']);
    expect(await nameOf(town)).toBe(before);
    town.service.workspace.seen.tables.change(['venues']);
    expect(await nameOf(town)).toBe('新名网吧');
  });

  it('keeps nothing that it cannot tell the grounds of, and no long result', async () => {
    const { service } = await openTown();
    const { kept, database } = service.workspace;
    const count = async () =>
      (await sql<{ n: number }>`select count(*) as n from "audit"`.execute(kept.db)).rows[0]?.n ?? 0;
    const long = async () =>
      (
        await sql<{ name: string }>`
          with recursive "n"("i") as (select 1 union all select "i" + 1 from "n" where "i" < 501)
          select "name" from "n" join "venues" on "id" = 1`.execute(kept.db)
      ).rows;
    const [entries, rows] = [await count(), await long()];
    await database.writer.transaction().execute(async (db) => {
      await db.updateTable('venues').set({ name: '新名网吧' }).where('id', '=', 1).execute();
      await database.record(db, {
        at: '2026-11-21T02:00:00Z',
        actor: '试',
        command: 'test',
        input: '{}',
        before: 'null',
        after: 'null',
      });
    });
    expect(await count()).toBe(entries + 1);
    expect([rows.length, (await long())[500]?.name]).toEqual([501, '新名网吧']);
  });

  it('gives everybody rows that nobody can change for the others', async () => {
    const { service } = await openTown();
    const read = async () => await service.workspace.kept.db.selectFrom('venues').selectAll().execute();
    const first = await read();
    expect(() => Object.assign(first[0] ?? {}, { name: '别名' })).toThrow(TypeError);
    first.pop();
    expect(await read()).toHaveLength(first.length + 1);
  });
});

describe('the rows of a table', () => {
  const rowsOf = (query: Query): RowSetRequest => ({
    table: 'venues',
    query,
    text: '',
    sort: [],
    about: null,
    today: '2026-11-21',
    due: {
      from: '2026-10-01',
      to: '2026-12-31',
      times: 1,
      counts: { bodies: 1, results: [], assumption: null },
    },
  });
  const all: Query = { match: 'all', parts: [] };
  const unvisited: Query = {
    match: 'all',
    parts: [{ column: 'lastVisitOn', operator: 'empty', operands: [] }],
  };

  it('are found again only where something that they rest on changed', async () => {
    const { service } = await openTown();
    const { rowSets, seen } = service.workspace;
    const [everything, never] = [await rowSets.ids(rowsOf(all)), await rowSets.ids(rowsOf(unvisited))];
    seen.tables.change(['visits', 'hazards']);
    expect(await rowSets.ids(rowsOf(all))).toBe(everything);
    expect(await rowSets.ids(rowsOf(unvisited))).not.toBe(never);
    seen.tables.change(['venues']);
    expect(await rowSets.ids(rowsOf(all))).not.toBe(everything);
  });

  it('of a page, and how many there are, are the same however they are found', async () => {
    const { service } = await openTown();
    const { reader } = service.workspace.database;
    await service.workspace.places.regions();
    const unknownSets = () => new RowSets(reader, new WholeTables(), new FoundRows());
    for (const table of tableNames)
      for (const sort of [[], ...tableColumns[table].map(({ key }) => [{ column: key, descending: true }])]) {
        const request = { ...rowsOf(all), table, sort };
        const whole = await unknownSets().ids(request);
        const unknown = unknownSets();
        expect(await unknown.count(request)).toBe(whole.length);
        for (const [offset, limit] of [
          [0, 2],
          [1, 2],
          [3, 100],
          [499, 3],
        ] as const) {
          const page = { ids: whole.slice(offset, offset + limit), total: whole.length };
          expect(await unknown.page(request, { offset, limit })).toEqual(page);
        }
        await unknown.ids(request);
        expect(await unknown.page(request, { offset: 1, limit: 2 })).toEqual({
          ids: whole.slice(1, 3),
          total: whole.length,
        });
      }
  });

  it.each([['violation'], ['undetermined', 'supervised'], ['violation', 'outside'], ['outside']])(
    'of severities %s are those whose cell says so',
    async (...severities) => {
      const { call } = await openTown();
      const { rows } = await call('tables.rows', {
        table: 'venues',
        query: all,
        columns: ['severity'],
        offset: 0,
        limit: 100,
      });
      const wanted = rows.filter(({ cells }) => severities.some((each) => each === cells[0]));
      const found = await call('tables.rows', {
        table: 'venues',
        query: { match: 'all', parts: [{ column: 'severity', operator: 'oneOf', operands: severities }] },
        columns: ['severity'],
        offset: 0,
        limit: 100,
      });
      expect(found.rows.map(({ id }) => id)).toEqual(wanted.map(({ id }) => id));
    },
  );
});
