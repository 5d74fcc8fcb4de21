import { join } from 'node:path';
import pg from 'pg';
import { readPostgresAddress } from '#service/db/postgres/address.ts';
import { withPostgres } from '#service/db/postgres/connection.ts';
import { DistrictReports } from '#service/db/postgres/reporting/read-reports.ts';
import { layReportTables } from '#service/db/postgres/reporting/report-tables.ts';
import { type DistrictReport, writeDistrict } from '#service/db/postgres/reporting/write-district.ts';
import { DataService } from '#service/dispatch/service.ts';
import { gatherDistrict } from '#service/output/reporting/gather-district.ts';
import { reportDistricts } from '#service/upkeep/reporting/report-districts.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { callsTo } from '../support/calls.ts';
import { LOOPBACK } from '../support/free-port.ts';
import { OWNER, PASSWORD, startServer } from '../support/start-postgres.ts';
import { endServer } from '../support/stop-postgres.ts';
import { hasPostgres } from '../support/this-machine.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';

const DISTRICTS = 100;
const VENUES = 50_000;
const HAZARDS = 400;
const DAY = '2026-06-30';
const NOW = new Date('2026-06-30T04:00:00Z');
/** Days on which all were reported before. */
const DAYS_BEFORE = 60;
const alone = { peer: '', peerValue: null };

/**
 * An office above 100 districts of 50,000 venues. One district is a real workspace, reported by the command; the others are
 * what it reports, under other names and beside each other, written by the same writer.
 */
export async function benchDistricts(figures: Figures, folder: string): Promise<void> {
  if (!hasPostgres) {
    figures.leave('districts: PostgreSQL is not installed (apt-get install postgresql-15)');
    return;
  }
  const { folder: data, port } = await startServer();
  const address = `postgres://${OWNER}:${encodeURIComponent(PASSWORD)}@${LOOPBACK}:${port}/postgres/above`;
  try {
    const directory = join(folder, 'district');
    const report = await benchOne(figures, directory, address);
    await writeAll(figures, address, report);
    await layDaysBefore(port);
    await benchReading(figures, directory, address);
  } finally {
    await endServer({ folder: data });
  }
}

/** One real district: reported, and again while nothing has changed. */
async function benchOne(figures: Figures, directory: string, address: string): Promise<DistrictReport> {
  await writeLargeWorkspace({ directory, schools: 500, venues: VENUES, roadEdges: 0 });
  const service = new DataService({ now: () => NOW });
  await service.open(directory);
  try {
    const call = callsTo(service);
    await call('findings.recompute', {});
    for (let at = 1; at <= HAZARDS; at += 1)
      await call('hazards.register', {
        ...{ lead: false, source: '学校自查', sourceNumber: '', saidBy: '', saidOn: DAY, placeText: '' },
        ...{ venueId: at, schoolId: null, kind: '消防安全', level: '一般', description: `第 ${at} 项` },
        ...{ responsibleBody: '', responsiblePerson: '', dueOn: DAY },
      });
    const wanted = { day: DAY, now: NOW, passwordOf: () => '', tell: () => undefined };
    const run = async () => {
      const began = performance.now();
      const outcomes = await reportDistricts(address, [directory], wanted);
      if (outcomes.some(({ state }) => state === 'failed')) throw new Error(JSON.stringify(outcomes));
      return performance.now() - began;
    };
    const value = await run();
    const again = await run();
    figures.add({
      what: `a district of 500 schools and ${VENUES} venues reported while it is open`,
      ...{ value, unit: 'ms', limit: ceilings.districtReportMs },
      ...{ peer: 'asked again, unchanged', peerValue: again },
    });
    return await gatherDistrict(service.workspace, DAY);
  } finally {
    await service.close();
  }
}

async function writeAll(figures: Figures, address: string, report: DistrictReport): Promise<void> {
  const place = readPostgresAddress(address);
  const began = performance.now();
  const rows = await withPostgres(place, async (postgres) => {
    await layReportTables(postgres, place);
    let written = 0;
    for (let at = 0; at < DISTRICTS; at += 1) {
      const named = { ...report, name: `第 ${at + 1} 区`, outline: [ringAt(at % 10, Math.floor(at / 10))] };
      written += await writeDistrict(postgres, place.schema, named, {
        mark: String(at),
        writtenAt: NOW.toISOString(),
      });
    }
    return written;
  });
  figures.add({
    what: `${DISTRICTS} such districts written (${rows} rows)`,
    ...{ value: performance.now() - began, unit: 'ms', limit: null, ...alone },
  });
}

/** A border of as many points as a real one keeps. */
function ringAt(column: number, row: number): LngLat[] {
  return Array.from({ length: 200 }, (_, i): LngLat => {
    const turn = (i / 200) * 2 * Math.PI;
    return [113 + column * 0.5 + 0.25 * Math.cos(turn), 30 + row * 0.4 + 0.2 * Math.sin(turn)];
  });
}

async function layDaysBefore(port: number): Promise<void> {
  const client = new pg.Client({
    host: LOOPBACK,
    port,
    user: OWNER,
    password: PASSWORD,
    database: 'postgres',
  });
  await client.connect();
  try {
    await client.query(
      `insert into "above"."district_days" select "district", to_char("day"::date - "n", 'YYYY-MM-DD'), "figures"
         from "above"."district_days", generate_series(1, ${DAYS_BEFORE}) as "n"`,
    );
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

async function benchReading(figures: Figures, directory: string, address: string): Promise<void> {
  const service = new DataService(undefined, undefined, {
    districts: { reports: new DistrictReports(address), seesAll: true },
  });
  await service.open(directory);
  const call = callsTo(service);
  try {
    const ids = (await call('districts.overview', {}))?.districts.map(({ id }) => id) ?? [];
    if (ids.length < DISTRICTS) throw new Error(`${ids.length} districts`);
    const add = async (what: string, limit: number, work: () => Promise<unknown>) => {
      const value = await bestOf(3, async () => {
        const began = performance.now();
        await work();
        return performance.now() - began;
      });
      figures.add({ what, value, unit: 'ms', limit, ...alone });
    };
    await add(`overview of ${DISTRICTS} districts`, ceilings.districtsOverviewMs, () =>
      call('districts.overview', {}),
    );
    await add('their map', ceilings.districtsMapMs, () => call('districts.map', {}));
    await add(`their trend over ${DAYS_BEFORE} days`, ceilings.districtsOverviewMs, () =>
      call('districts.trend', { district: null }),
    );
    await add('what one of them released', ceilings.districtsOverviewMs, () =>
      call('districts.get', { district: ids.at(-1) ?? 0 }),
    );
  } finally {
    await service.close();
  }
}
