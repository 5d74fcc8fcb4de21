import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('the migration to 治安乱点 keeps one with what was put to it, once, and nothing that is not there', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('trouble_spots'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at + 1)) await up(db);
  sqlite.pragma('foreign_keys = on');
  sqlite
    .prepare(
      `insert into "troubleSpots" ("name", "geometry", "lng", "lat", "foundOn") values ('夜市', '{}', 116.4, 39.9, '2026-09-01')`,
    )
    .run();
  sqlite.exec(`insert into "hazards" ("uid", "code", "kind", "level", "description", "state", "responsibleBody",
    "responsiblePerson", "foundOn") values ('a', 'YH-1', '其他', '一般', '', 'found', '', '', '2026-09-01')`);
  const put = (spot: number, hazard: number) =>
    sqlite.prepare('insert into "troubleSpotRecords" ("spotId", "hazardId") values (?, ?)').run(spot, hazard);
  put(1, 1);
  expect(
    sqlite.prepare('select "evaluation", "listedOn", "criminalCases" from "troubleSpots"').all(),
  ).toEqual([{ evaluation: '', listedOn: null, criminalCases: null }]);
  expect(() => put(1, 1)).toThrow('UNIQUE');
  expect(() => put(2, 1)).toThrow('FOREIGN KEY');
  expect(() => put(1, 7)).toThrow('FOREIGN KEY');
});
