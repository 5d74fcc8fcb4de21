import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { geodesicDistance } from '#shared/geodesy/ellipsoid.ts';
import { type Door, mapReady, openBrowserDoor, openDesktopDoor } from '../e2e/driver.ts';
import { chromiumArguments, chromiumPath } from '../support/chromium.ts';
import { electronRuntime } from '../support/electron-runtime.ts';
import { givenData, hasGivenData } from '../support/given-data.ts';

/** One figure beside a peer measured in the same run, and the limit it has to keep. */
interface Figure {
  readonly what: string;
  readonly ms: number;
  readonly limit: number;
  readonly peer: string;
  readonly peerMs: number;
}

const root = join(import.meta.dirname, '..', '..');
const entry = (name: string) => join(root, 'electron', 'service', 'entries', name);
const folder = mkdtempSync(join(tmpdir(), 'xueantu-bench-'));
const figures: Figure[] = [];
const left: string[] = [];

try {
  await benchHangzhou();
  await benchWindow();
} finally {
  rmSync(folder, { recursive: true, force: true });
}
report();

/** `check` on real lists with start-up, beside a plain loop of Karney's geodesic over the same pairs. */
async function benchHangzhou(): Promise<void> {
  if (!hasGivenData) {
    left.push('check on 上城区: ../shared/data is not here');
    return;
  }
  const workspace = join(folder, 'hangzhou');
  const list = givenData('hangzhou', 'poi.tsv');
  const load = (as: string, stage: string, pattern: string) =>
    run(
      'cli.ts',
      'import',
      workspace,
      list,
      '--as',
      as,
      '--no-header',
      '--map',
      'name=1',
      '--map',
      'address=2',
      '--map',
      stage,
      '--map',
      'lngLat=5',
      '--crs',
      'wgs84',
      '--where',
      `4~${pattern}`,
    );
  run('cli.ts', 'init', workspace, '--pack', 'beijing-daxing');
  load('schools', 'stage=4', '小学|中学|幼儿园');
  load('venues', 'category=4', '网吧|KTV|游戏厅|彩票|住宿');
  const ms = best(5, () =>
    run('cli.ts', 'check', workspace, '--out', join(folder, 'findings.csv'), '--json'),
  );
  const points = readFileSync(list, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => line.split('\t'));
  const at = (pattern: RegExp) =>
    points
      .filter((cells) => pattern.test(cells[3] ?? ''))
      .map((cells) => (cells[4] ?? '').split(',').map(Number) as [number, number]);
  const [schools, venues] = [at(/小学|中学|幼儿园/), at(/网吧|KTV|游戏厅|彩票|住宿/)];
  const peerMs = best(3, () => {
    for (const school of schools) for (const venue of venues) geodesicDistance(school, venue);
  });
  figures.push({
    what: 'check, 86 schools × 774 venues, with start-up and CSV',
    ms,
    limit: 2000,
    peer: 'Karney over all pairs in one process',
    peerMs,
  });
}

/** From opening the window to a usable map of the demonstration town, beside a blank page of the same browser. */
async function benchWindow(): Promise<void> {
  const workspace = join(folder, 'demo');
  run('demo.ts', workspace);
  if (!existsSync(join(root, 'dist', 'renderer')))
    spawnSync(process.execPath, [join(root, 'electron', 'build.ts')], { stdio: 'inherit' });
  const path = chromiumPath();
  if (!path) {
    left.push('window to map: no Chromium here (apt-get install chromium)');
    return;
  }
  const blank = await bestOf(3, async () => {
    const started = performance.now();
    const browser = await chromium.launch({ executablePath: path, args: chromiumArguments });
    const page = await browser.newPage();
    await page.setContent('<canvas id="c"></canvas>');
    await page.evaluate(() =>
      (document.getElementById('c') as HTMLCanvasElement).getContext('webgl2')?.finish(),
    );
    const ms = performance.now() - started;
    await browser.close();
    return ms;
  });
  const inBrowser = await timeToMap(() => openBrowserDoor(workspace));
  figures.push({
    what: 'window to usable map, demonstration town, Chromium',
    ms: inBrowser,
    limit: 3000,
    peer: 'the browser itself to a blank WebGL page',
    peerMs: blank,
  });
  if (!process.env.DISPLAY || electronRuntime() === null) {
    left.push('window to map in Electron: needs a display (xvfb-run npm run bench)');
    return;
  }
  const inElectron = await timeToMap(() => openDesktopDoor(workspace, mkdtempSync(join(folder, 'home-'))));
  figures.push({
    what: 'window to usable map, demonstration town, Electron 25',
    ms: inElectron,
    limit: 3000,
    peer: 'Chromium itself to a blank WebGL page',
    peerMs: blank,
  });
}

/** From the moment the page began to the first complete map. */
async function timeToMap(open: () => Promise<Door>): Promise<number> {
  return await bestOf(3, async () => {
    const door = await open();
    const started = await door.page.evaluate(() => performance.timeOrigin);
    await mapReady(door.page);
    const ms = Date.now() - started;
    await door.close();
    return ms;
  });
}

function run(name: string, ...args: string[]): void {
  const { status, stderr } = spawnSync(process.execPath, [entry(name), ...args], { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${name} ${args.join(' ')}: ${stderr}`);
}

function best(times: number, task: () => void): number {
  const taken = Array.from({ length: times }, () => {
    const started = performance.now();
    task();
    return performance.now() - started;
  });
  return Math.min(...taken);
}

async function bestOf(times: number, measure: () => Promise<number>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < times; i++) least = Math.min(least, await measure());
  return least;
}

function report(): void {
  process.stdout.write(`${cpus().length} cores, Node ${process.version}; best of several runs\n\n`);
  for (const { what, ms, limit, peer, peerMs } of figures) {
    const mark = ms <= limit ? '✓' : '✗';
    process.stdout.write(
      `${mark} ${what}: ${ms.toFixed(0)} ms (limit ${limit}); ${(ms / peerMs).toFixed(2)} × ${peer} (${peerMs.toFixed(0)} ms)\n`,
    );
  }
  for (const line of left) process.stdout.write(`– ${line}\n`);
  if (figures.some(({ ms, limit }) => ms > limit)) process.exitCode = 1;
}
