import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openBrowserDoor } from '../e2e/driver.ts';
import { mapReady, pageStill } from '../e2e/steps.ts';
import { chromiumPath } from '../support/chromium.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { type Figures, run, runWatched } from './figures.ts';

const PAGES = 100;
/** Screen captures take long: some stand for all. */
const CAPTURED = 20;

/** An atlas of 100 A4 pages at 300 dpi, offline, beside the same places as screen captures of the map. */
export async function benchAtlas(figures: Figures, folder: string): Promise<void> {
  const workspace = join(folder, 'atlas');
  run('demo.ts', workspace);
  const schools = join(folder, 'atlas-schools.csv');
  const known = Number(/(\d+) 所学校/.exec(run('cli.ts', 'check', workspace))?.[1]);
  writeFileSync(schools, moreSchools(PAGES - known));
  run('cli.ts', 'import', workspace, schools, '--as', 'schools', '--crs', 'wgs84');
  run('cli.ts', 'check', workspace);

  const out = join(folder, 'atlas.pdf');
  const { ms, peak } = await runWatched('cli.ts', 'sheet', workspace, '--all', '--out', out);
  const captured = await captureScreens(workspace);
  const peer = `screen captures of ${CAPTURED} of the same places at 96 dpi, for ${PAGES}`;
  figures.add({
    what: `atlas of ${PAGES} A4 sheets with contents and index, ${(statSync(out).size / 2 ** 20).toFixed(1)} MiB of PDF`,
    value: ms,
    unit: 'ms',
    limit: ceilings.atlasMs,
    peer,
    peerValue: captured && (captured.ms / CAPTURED) * PAGES,
  });
  if (peak !== null)
    figures.add({
      what: '… most memory',
      value: peak,
      unit: 'MiB',
      limit: ceilings.atlasMib,
      peer: 'browser and service while capturing',
      peerValue: captured?.mebibytes ?? null,
    });

  const wall = join(folder, 'wall.pdf');
  const large = await runWatched(
    'cli.ts',
    ...['sheet', workspace, '--template', 'wall-map', '--paper', 'A0', '--out', wall],
  );
  figures.add({
    what: 'wall map on A0 with its base map as vectors',
    value: large.ms,
    unit: 'ms',
    limit: null,
    peer: '',
    peerValue: null,
  });
}

/** Schools strewn over the demonstration town, so that each sheet has streets, houses and venues. */
function moreSchools(count: number): string {
  const rows = Array.from({ length: count }, (_, i) => {
    const [column, row] = [i % 10, Math.floor(i / 10)];
    return `第${i + 1}学校,小学,${(116.387 + column * 0.0034).toFixed(6)},${(39.575 + row * 0.0024).toFixed(6)}`;
  });
  return `学校名称,学段,经度,纬度\n${rows.join('\n')}\n`;
}

async function captureScreens(workspace: string): Promise<{ ms: number; mebibytes: number } | null> {
  if (!chromiumPath()) return null;
  const door = await openBrowserDoor(workspace, 'real');
  try {
    const { page } = door;
    // A4 at the screen's own resolution.
    await page.setViewportSize({ width: 1123, height: 794 });
    await mapReady(page);
    let most = 0;
    const started = performance.now();
    for (let school = 1; school <= CAPTURED; school++) {
      await page.evaluate(async (id) => {
        const heard = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
        location.hash = `/map/school/${id}`;
        await heard;
      }, school);
      await pageStill(page);
      await page.screenshot();
      most = Math.max(most, memoryOfChildren(process.pid));
    }
    return { ms: performance.now() - started, mebibytes: most };
  } finally {
    await door.close();
  }
}

/** Resident memory of all processes below one, MiB; Linux only. */
function memoryOfChildren(root: number): number {
  const parents = new Map<number, number>();
  const memory = new Map<number, number>();
  for (const name of readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      const status = readFileSync(`/proc/${name}/status`, 'utf8');
      parents.set(Number(name), Number(/PPid:\s+(\d+)/.exec(status)?.[1]));
      memory.set(Number(name), Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has ended meanwhile.
    }
  }
  const isBelow = (pid: number): boolean => {
    const parent = parents.get(pid);
    return parent !== undefined && parent > 0 && (parent === root || isBelow(parent));
  };
  return [...memory].reduce((sum, [pid, own]) => (isBelow(pid) ? sum + own : sum), 0);
}
