import { sql } from 'kysely';
import { expect, it, onTestFinished } from 'vitest';
import type { Read } from '#service/db/schema/schema.ts';
import { DataService } from '#service/dispatch/service.ts';
import { writeLargeWorkspace } from '../bench/large-workspace.ts';
import { callsTo } from '../support/calls.ts';
import { storedFindings } from '../support/stored-findings.ts';
import { temporaryFolder } from '../support/temporary.ts';

const indexesOf = async (db: Read) =>
  (
    await sql<{ name: string; sql: string }>`
      select name, sql from sqlite_schema where tbl_name = 'findings' order by name`.execute(db)
  ).rows;

it('so many findings that their indexes are made anew leave the same indexes and the same rows', async () => {
  const directory = temporaryFolder();
  await writeLargeWorkspace({ directory, schools: 1000, venues: 4000, roadEdges: 0 });
  const service = new DataService();
  await service.open(directory);
  onTestFinished(async () => await service.close());
  const call = callsTo(service);
  const reader = () => service.workspace.database.reader;
  const before = await indexesOf(reader());
  const { findings } = await call('findings.recompute', {});
  expect(findings).toBeGreaterThan(20_000);
  expect(await indexesOf(reader())).toEqual(before);
  const rows = await storedFindings(reader());
  expect(rows).toHaveLength(findings);
  // The weightiest of each pair is its one primary row.
  const pairs = new Set(rows.map(({ schoolId, venueId }) => `${schoolId} ${venueId}`));
  expect(rows.filter(({ isPrimary }) => isPrimary === 1)).toHaveLength(pairs.size);
  expect((await call('findings.recompute', {})).findings).toBe(findings);
  expect(await storedFindings(reader())).toEqual(rows);
  // A schema that is not the program's own would not be opened again.
  await service.close();
  await service.open(directory);
  expect(await call('findings.list', { allRules: true, schoolId: 1 })).not.toEqual([]);
});
