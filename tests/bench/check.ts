import { join } from 'node:path';
import { z } from 'zod';
import { DataService } from '#service/dispatch/service.ts';
import { callsTo } from '../support/calls.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures, run } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';
import { scatter } from './places.ts';
import { POSTGIS_HINT, pairsByPostgis } from './postgis.ts';

const CITY = { schools: 2000, venues: 200_000, roadEdges: 0 };
const STARTS = 9;
/** A process that has just begun runs slow code and waits for the disk once: both figures are their smallest. */
const WARM_RUNS = 9;
/** 200 m, and twice the error of a campus (5 m) and a venue (10 m): as far as any rule of the pack looks. */
const REACH = 200 + 2 * Math.hypot(5, 10);

const answerSchema = z.object({ engineMs: z.number(), rules: z.number(), findings: z.number() });

/**
 * What users run: `check` by the command line with all rules of a locality's pack, each time in a process that has just
 * begun, beside PostGIS and beside our own engine once it is compiled.
 */
export async function benchCheck(figures: Figures, folder: string): Promise<void> {
  const directory = join(folder, 'check');
  await writeLargeWorkspace({ directory, ...CITY });
  const starts = Array.from({ length: STARTS }, () =>
    answerSchema.parse(JSON.parse(run('cli.ts', 'check', directory, '--json'))),
  ).sort((a, b) => a.engineMs - b.engineMs);
  const [least, middle] = [starts[0], starts[STARTS >> 1]];
  if (!least || !middle) throw new Error('no start');
  const what = `check by command line in a fresh process, 2,000 schools × 200,000 venues, ${least.rules} rules, ${least.findings} findings: engineMs`;
  const warm = await warmEngine(directory);
  figures.add({
    what: `${what}, the smallest of ${STARTS} starts (median ${Math.round(middle.engineMs)})`,
    value: least.engineMs,
    unit: 'ms',
    limit: ceilings.freshEngineOverWarm * warm,
    peer: 'the same in a process that has compiled it',
    peerValue: warm,
  });
  const postgis = pairsByPostgis(
    scatter(CITY.schools, CITY.venues, 1),
    scatter(CITY.venues, CITY.venues, 2),
    REACH,
  );
  if (!postgis) figures.leave(POSTGIS_HINT);
  else
    figures.add({
      what: `the same beside PostGIS`,
      value: least.engineMs,
      unit: 'ms',
      limit: ceilings.freshEngineOverPostgis * postgis.ms,
      peer: `PostGIS ST_DWithin(geography) of gates at the largest reach (${Math.round(REACH)} m), GiST, warm`,
      peerValue: postgis.ms,
    });
}

async function warmEngine(directory: string): Promise<number> {
  const service = new DataService();
  await service.open(directory);
  try {
    const call = callsTo(service);
    return await bestOf(WARM_RUNS, async () => (await call('findings.recompute', {})).engineMs);
  } finally {
    await service.close();
  }
}
