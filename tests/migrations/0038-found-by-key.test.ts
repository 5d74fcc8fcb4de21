import SqliteDatabase from 'better-sqlite3';
import { Kysely, SqliteDialect } from 'kysely';
import { expect, it } from 'vitest';
import { migrations } from '#service/db/schema/migrations/index.ts';

it('what figures and pages ask of venues and findings is answered by indexes, and no row is looked at', async () => {
  const sqlite = new SqliteDatabase(':memory:');
  const db = new Kysely<never>({ dialect: new SqliteDialect({ database: sqlite }) });
  const planOf = (statement: string) =>
    (sqlite.prepare(`explain query plan ${statement}`).all() as { detail: string }[]).map(
      ({ detail }) => detail,
    );
  const at = migrations.findIndex(({ name }) => name.endsWith('found_by_key'));
  for (const { up } of migrations.slice(0, at)) await up(db);
  const page = 'select "id" from "venues" order by "name", "id" limit 100 offset 5000';
  const worst = `select "venueId", min("severityRank"), min("distance") from "findings"
    where "isPrimary" = 1 group by "venueId"`;
  expect(planOf(page)).toContain('USE TEMP B-TREE FOR ORDER BY');
  await migrations[at]?.up(db);
  expect(planOf(page)).toEqual(['SCAN venues USING COVERING INDEX venuesByName']);
  expect(planOf(worst)).toEqual(['SEARCH findings USING COVERING INDEX findingsWorst (isPrimary=?)']);
});
