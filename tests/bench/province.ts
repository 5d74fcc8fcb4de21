import { join } from 'node:path';
import { z } from 'zod';
import ceilings from './ceilings.json' with { type: 'json' };
import { type Figures, runWatched } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';

const answerSchema = z.object({ engineMs: z.number(), venues: z.number(), findings: z.number() });

const CITY = { schools: 2000, venues: 200_000, roadEdges: 0 };
const PROVINCE = { schools: 30_000, venues: 5_000_000, roadEdges: 0 };

/** A province by command line: read, measured and stored; and how that grows from a city. */
export async function benchProvince(figures: Figures, folder: string): Promise<void> {
  const city = join(folder, 'small');
  await writeLargeWorkspace({ directory: city, ...CITY });
  const small = await runWatched('cli.ts', 'check', city, '--json');
  const directory = join(folder, 'province');
  await writeLargeWorkspace({ directory, ...PROVINCE });
  const { stdout, ms, peak } = await runWatched('cli.ts', 'check', directory, '--json');
  const { engineMs, findings } = answerSchema.parse(JSON.parse(stdout));
  figures.add({
    what: `check by command line, 30,000 schools × 5,000,000 venues, ${findings} findings stored`,
    value: ms,
    unit: 'ms',
    limit: ceilings.provinceMs,
    peer: 'the engine in it',
    peerValue: engineMs,
  });
  figures.add({
    what: 'its growth from 2,000 schools × 200,000 venues beyond linear in the venues',
    value: ms / small.ms / (PROVINCE.venues / CITY.venues),
    unit: '×',
    limit: ceilings.provinceGrowth,
    peer: '',
    peerValue: null,
  });
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
