import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type pg from 'pg';
import { z } from 'zod';
import { administratorOf } from '../support/database-offices.ts';
import { moveThere } from '../support/kept-store.ts';
import type { NotedServer } from '../support/stop-postgres.ts';
import { hasPostgis } from '../support/this-machine.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { type Figures, runWatched } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';
import { wantedLengths } from './wanted.ts';

const VENUES = wantedLengths.venues ?? 5_000_000;
const PROVINCE = { schools: Math.ceil(VENUES * 0.006), venues: VENUES, roadEdges: 0 };
const SCHEMA = 'province';
/** Distances of two programs differ in the last digits: so many of a million pairs may lie on the other side of the limit. */
const OTHER_SIDE = 5e-6;

const answerSchema = z.object({ engineMs: z.number(), findings: z.number() });

/**
 * A province that is kept in PostgreSQL, checked by a machine that has nothing of it: its rows come by COPY, the findings go
 * by COPY. Beside it PostGIS finds the same pairs in the same database.
 */
export async function benchPostgresProvince(
  figures: Figures,
  folder: string,
  address: (workspace: string) => string,
  { server, database }: { readonly server: NotedServer; readonly database: string },
): Promise<void> {
  const directory = join(folder, 'province-here');
  await writeLargeWorkspace({ directory, ...PROVINCE });
  await moveThere(directory, address(SCHEMA));
  rmSync(directory, { recursive: true });
  process.env.XUEANTU_HOME = join(folder, 'province-home');
  const { stdout, ms, peak } = await runWatched('cli.ts', 'check', address(SCHEMA), '--json');
  const { engineMs, findings } = answerSchema.parse(JSON.parse(stdout));
  const client = await administratorOf(server, database);
  try {
    const there = await numberOf(client, `select count(*) from ${SCHEMA}.findings`);
    const beside = hasPostgis ? await pairsThere(client) : null;
    if (beside === null) figures.leave('PostGIS is not installed (apt-get install postgresql-15-postgis-3)');
    figures.add({
      what: `check by command line of ${PROVINCE.schools} schools × ${PROVINCE.venues} venues in PostgreSQL, by a machine without a copy, ${there} findings stored there`,
      value: ms,
      unit: 'ms',
      limit: ceilings.postgresProvinceMs,
      peer: 'PostGIS in that database, the join alone, index not included',
      peerValue: beside,
    });
    figures.add({
      what: 'of it the engine that finds these pairs, index included',
      value: engineMs,
      unit: 'ms',
      limit: null,
      peer: 'PostGIS',
      peerValue: beside,
    });
    figures.add({
      what: 'findings that are not there',
      value: Math.abs(findings - there),
      unit: 'lost',
      limit: ceilings.losses,
      peer: '',
      peerValue: null,
    });
  } finally {
    await client.end();
  }
  if (peak === null) figures.leave('memory of the province: only seen on Linux');
  else
    figures.add({
      what: 'its memory at most',
      value: peak,
      unit: 'MiB',
      limit: ceilings.provinceMib,
      peer: '',
      peerValue: null,
    });
}

async function numberOf(client: pg.Client, statement: string): Promise<number> {
  const { rows } = await client.query<Record<string, string>>(statement);
  return Number(Object.values(rows[0] ?? {})[0]);
}

/** How long PostGIS takes for all pairs of a campus and a governed venue within 200 m, warm, ms. Throws where its pairs are others. */
async function pairsThere(client: pg.Client): Promise<number> {
  await client.query('create extension if not exists postgis');
  for (const [table, rows] of [
    ['bench_schools', `select "id", st_geomfromgeojson("boundary")::geography as g from ${SCHEMA}.schools`],
    [
      'bench_venues',
      `select "id", st_setsrid(st_makepoint("lng", "lat"), 4326)::geography as g from ${SCHEMA}.venues
       where "category" in (select distinct v."category" from ${SCHEMA}.findings f join ${SCHEMA}.venues v on v."id" = f."venueId")`,
    ],
  ]) {
    await client.query(`create table ${table} as ${rows}`);
    await client.query(`create index on ${table} using gist (g)`);
    await client.query(`vacuum analyze ${table}`);
  }
  const join = 'from bench_schools s join bench_venues v on st_dwithin(s.g, v.g, 200)';
  const pairs = await numberOf(client, `select count(*) ${join}`);
  const found = await numberOf(
    client,
    `select count(*) from (select distinct "schoolId", "venueId" from ${SCHEMA}.findings
       where "distance" <= 200 and "origin" = 'boundary') as found`,
  );
  if (Math.abs(pairs - found) > Math.max(1, OTHER_SIDE * pairs))
    throw new Error(`${found} pairs found, PostGIS finds ${pairs}`);
  const began = performance.now();
  await client.query(`select count(*) ${join}`);
  return performance.now() - began;
}
