import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';
import { severities } from '#shared/zones/verdict.ts';

it('the migration to doubtful supervision tells apart what was supervised in doubt, and moves 区外 behind it', async () => {
  const at = migrations.findIndex(({ name }) => name.endsWith('unsurveyed_and_doubtful'));
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  for (const { up } of migrations.slice(0, at)) await up(db);
  sqlite.pragma('foreign_keys = off');
  const insert = sqlite.prepare(
    `insert into findings (schoolId, venueId, ruleId, origin, method, distance, sigma, "limit", verdict, effect, severity,
       severityRank, bearing, fromLng, fromLat, disagrees, note, isPrimary, ruleRank)
     values (1, ?, 'R', 'anyGate', 'straight', 288, 51, 200, ?, 'supervised', ?, ?, 0, 0, 0, 0, ?, 1, 0)`,
  );
  const byPoint = '学校没有校门和校园边界，以学校点位为校门；其他';
  insert.run(1, 'inside', 'supervised', 2, '');
  insert.run(2, 'undetermined', 'supervised', 2, byPoint);
  insert.run(3, 'listed', 'supervised', 2, '');
  insert.run(4, 'outside', 'outside', 3, '');
  insert.run(5, 'inside', 'violation', 0, '');
  await migrations[at]?.up(db);
  const rows = sqlite
    .prepare('select venueId, severity, severityRank, note from findings order by venueId')
    .raw();
  expect(rows.all()).toEqual([
    [1, 'supervised', 2, ''],
    [2, 'supervisedDoubt', 3, '校园边界缺失，以点代替，区域待核；其他'],
    [3, 'supervised', 2, ''],
    [4, 'outside', 4, ''],
    [5, 'violation', 0, ''],
  ]);
  for (const [, severity, rank] of rows.all() as [number, string, number][])
    expect(severities[rank]).toBe(severity);
});
