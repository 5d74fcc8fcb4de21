import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { benchAtlas } from './atlas.ts';
import { benchChangedPages } from './changed-pages.ts';
import { benchCheck } from './check.ts';
import { benchCity } from './city.ts';
import { benchDistricts } from './districts.ts';
import { benchEngine } from './engine.ts';
import { Figures, root } from './figures.ts';
import { benchGatesToDraw } from './gates-to-draw.ts';
import { benchHangzhou } from './hangzhou.ts';
import { benchHistory } from './history.ts';
import { benchImport } from './import.ts';
import { benchInbox } from './inbox.ts';
import { benchKinds } from './kinds.ts';
import { benchLetters } from './letters.ts';
import { benchLoad } from './load.ts';
import { benchMap } from './map.ts';
import { benchMutation, mutatedAreas } from './mutation.ts';
import { benchOffice, officeParts } from './office.ts';
import { benchPage } from './page.ts';
import { benchPlanner } from './planner.ts';
import { benchPostgres, postgresParts } from './postgres.ts';
import { benchPromises, promiseNames } from './promises.ts';
import { benchProvince } from './province.ts';
import { benchQueues } from './queues.ts';
import { benchReliability } from './reliability.ts';
import { benchSecondCopy } from './second-copy.ts';
import { benchSimulate } from './simulate.ts';
import { benchSolomon } from './solomon/solomon.ts';
import { benchWalking } from './walking.ts';
import { wantedNames } from './wanted.ts';
import { benchWindow } from './window.ts';

const wanted = wantedNames;

/** The words behind a benchmark that name parts of it. */
const namedOf = (parts: readonly string[]) => wanted.filter((name) => parts.includes(name));

/** All benchmarks, or those named: `npm run bench -- engine city`; parts of `promises`, `mutation`, `office` and `postgres` by names behind. */
const benchmarks: Record<string, (figures: Figures, folder: string) => void | Promise<void>> = {
  engine: benchEngine,
  check: benchCheck,
  walking: benchWalking,
  city: benchCity,
  'to-draw': benchGatesToDraw,
  'changed-pages': benchChangedPages,
  history: benchHistory,
  letters: benchLetters,
  queues: benchQueues,
  inbox: benchInbox,
  map: benchMap,
  planner: benchPlanner,
  solomon: benchSolomon,
  import: benchImport,
  kinds: benchKinds,
  province: benchProvince,
  hangzhou: benchHangzhou,
  window: benchWindow,
  page: benchPage,
  atlas: benchAtlas,
  reliability: benchReliability,
  load: benchLoad,
  office: (figures, folder) => benchOffice(figures, folder, namedOf(officeParts)),
  postgres: (figures, folder) => benchPostgres(figures, folder, namedOf(postgresParts)),
  districts: benchDistricts,
  simulate: benchSimulate,
  'second-copy': benchSecondCopy,
  mutation: (figures, folder) => benchMutation(figures, folder, namedOf(mutatedAreas)),
  promises: (figures, folder) => benchPromises(figures, folder, namedOf(promiseNames)),
};

const parts = [...promiseNames, ...mutatedAreas, ...officeParts, ...postgresParts];
const unknown = wanted.filter((name) => !(name in benchmarks) && !parts.includes(name));
if (unknown.length > 0) throw new Error(`no benchmark ${unknown}; there are ${Object.keys(benchmarks)}`);
// What is measured is today's code: a page that was built of yesterday's would be timed, or waited for in vain.
const withoutPage = [
  'office',
  'postgres',
  'districts',
  'simulate',
  'to-draw',
  'changed-pages',
  'letters',
  'queues',
];
const isBuilt =
  wanted.length === 0 || wanted.some((name) => name in benchmarks && !withoutPage.includes(name));
if (isBuilt) execFileSync(process.execPath, [join(root, 'electron', 'build.ts')], { stdio: 'inherit' });
const folder = mkdtempSync(join(tmpdir(), 'xueantu-bench-'));
const figures = new Figures();
try {
  for (const [name, bench] of Object.entries(benchmarks))
    if (wanted.length === 0 || wanted.includes(name)) await bench(figures, folder);
} finally {
  rmSync(folder, { recursive: true, force: true });
}
figures.report();
