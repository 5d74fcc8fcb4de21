import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { basename, join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { chromium, type Page } from 'playwright';
import { DataService } from '#service/dispatch/service.ts';
import { all } from '#shared/tables/conditions.ts';
import type { Group } from '#shared/tables/counting.ts';
import { nearAnySchool } from '#shared/tables/distance-condition.ts';
import { everything } from '#shared/tables/query.ts';
import { openBrowserDoor } from '../e2e/driver.ts';
import { mapReady, pageStill } from '../e2e/steps.ts';
import { type Call, callsTo } from '../support/calls.ts';
import { chromiumArguments, chromiumPath } from '../support/chromium.ts';
import { createRandom } from '../support/random.ts';
import { until } from '../support/until.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures, root } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';

const VENUES = 200_000;
const PANNED_MINUTES = Number(process.env.XUEANTU_BENCH_MINUTES ?? 10);

/** The map workspace of a city: tiles and search of the service, then the page itself with a mouse. */
export async function benchMap(figures: Figures, folder: string): Promise<void> {
  const directory = join(folder, 'map');
  await writeLargeWorkspace({ directory, schools: 2000, venues: VENUES, roadEdges: 0 });
  const service = new DataService();
  await service.open(directory);
  const call = callsTo(service);
  const started = performance.now();
  await call('findings.recompute', {});
  const whole = performance.now() - started;
  await benchTiles(figures, call, service);
  await benchSearch(figures, call);
  await benchGroups(figures, call, directory);
  await benchDistances(figures, call, whole);
  await service.close();
  await benchPage(figures, directory);
}

/** Tiles of all zooms around schools, as a reader pans: each once. */
async function benchTiles(figures: Figures, call: Call, service: DataService): Promise<void> {
  const { revision } = await call('workspace.describe', {});
  const schools = await call('schools.list', {});
  const random = createRandom(11);
  // After the first tile the service draws all schools by itself; a reader pans when that is done.
  await call('map.tile', { revision, z: 9, x: 0, y: 0 });
  await until('all schools are drawn ahead', () => service.workspace.tiles.isDrawnAhead());
  const times: number[] = [];
  for (const z of [9, 11, 12, 13, 14, 15, 16])
    for (let i = 0; i < 60; i++) {
      const [lng = 0, lat = 0] = schools[Math.floor(random() * schools.length)]?.position ?? [];
      const size = 2 ** z;
      const x = Math.floor(((lng + 180) / 360) * size);
      const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * size);
      const started = performance.now();
      await call('map.tile', { revision, z, x, y });
      times.push(performance.now() - started);
    }
  times.sort((a, b) => a - b);
  figures.add({
    what: 'vector tile among 2,000 schools and 200,000 venues, 95th percentile',
    value: times[Math.floor(times.length * 0.95)] ?? 0,
    unit: 'ms',
    limit: ceilings.tileMs,
    peer: 'median',
    peerValue: times[times.length >> 1] ?? 0,
  });
}

async function benchSearch(figures: Figures, call: Call): Promise<void> {
  await call('search.places', { text: '场所' });
  const texts = ['场所 1234', 'cs99', '某街 500', '第 77 小学', 'd1999xx', '没有的'];
  let worst = 0;
  for (const text of texts)
    worst = Math.max(
      worst,
      await bestOf(5, async () => {
        const started = performance.now();
        await call('search.places', { text });
        return performance.now() - started;
      }),
    );
  figures.add({
    what: 'search among them, the slowest of six',
    value: worst,
    unit: 'ms',
    limit: ceilings.searchMs,
    peer: '',
    peerValue: null,
  });
}

/** Rows counted by two columns, the slowest of five pairs: each asked for the first time, as nothing is kept of it. */
async function benchGroups(figures: Figures, call: Call, directory: string): Promise<void> {
  const by = (column: string, part: Group['by'] = 'value'): Group => ({ column, by: part });
  const pairs = [
    [by('category'), by('severity')],
    [by('category'), by('status')],
    [by('establishedOn', 'month'), by('category')],
    [by('nearest', 50), by('severity')],
    [by('positionSource'), by('visitedThisQuarter')],
  ];
  let worst = 0;
  for (const groups of pairs) {
    const started = performance.now();
    await call('tables.groups', { table: 'venues', query: everything, counting: { groups } });
    worst = Math.max(worst, performance.now() - started);
  }
  const peer = await plainGroups(directory);
  figures.add({
    what: 'group-by of 200,000 venues by two columns, the slowest of five pairs',
    value: worst,
    unit: 'ms',
    limit: ceilings.groupsOverSqlite * peer,
    peer: 'one bare statement of SQLite over two columns of the table',
    peerValue: peer,
  });
}

/** A distance condition over all schools as a table asks it: how many rows, and the first of them. Each is measured anew. */
async function benchDistances(figures: Figures, call: Call, whole: number): Promise<void> {
  let worst = 0;
  for (const [i, to] of (['nearest', 'boundary', 'anyGate', 'nearest', 'nearest'] as const).entries()) {
    const query = all({ ...nearAnySchool, within: [100, 200, 200, 201, 300][i] ?? 200, to });
    const page = { columns: ['name', 'nearSchool', 'nearDistance', 'nearVerdict'], offset: 0, limit: 100 };
    const started = performance.now();
    await call('tables.rows', { table: 'venues', query, ...page });
    worst = Math.max(worst, performance.now() - started);
  }
  figures.add({
    what: 'distance condition over 2,000 schools and 200,000 venues, the slowest of five',
    value: worst,
    unit: 'ms',
    limit: ceilings.distanceConditionMs,
    peer: 'measuring all findings anew',
    peerValue: whole,
  });
}

/** What SQLite itself takes to group the same rows. */
async function plainGroups(directory: string): Promise<number> {
  const database = new DatabaseSync(join(directory, 'workspace.sqlite'), { readOnly: true });
  try {
    const statement = database.prepare(
      'select "category", "status", count(*) from "venues" group by "category", "status"',
    );
    return await bestOf(5, async () => {
      const started = performance.now();
      statement.all();
      return performance.now() - started;
    });
  } finally {
    database.close();
  }
}

async function benchPage(figures: Figures, directory: string): Promise<void> {
  if (!chromiumPath()) {
    figures.leave('map page of a city: no Chromium here (apt-get install chromium)');
    return;
  }
  const first = await bestOf(3, async () => {
    const door = await openBrowserDoor(directory, 'real');
    const started = await door.page.evaluate(() => performance.timeOrigin);
    await mapReady(door.page);
    const ms = Date.now() - started;
    await door.close();
    return ms;
  });
  const door = await openBrowserDoor(directory, 'real');
  try {
    const { page } = door;
    await mapReady(page);
    figures.add({
      what: 'first complete map of that city',
      value: first,
      unit: 'ms',
      limit: ceilings.firstMapMs,
      peer: 'the same 200,000 points as one plain GeoJSON source',
      peerValue: await plainGeoJson(),
    });
    await page.getByRole('tab', { name: '场所' }).click();
    await page.locator('.ag-row').first().waitFor();
    figures.add({
      what: 'filter of the venue layer to redrawn map',
      value: await filterTime(page),
      unit: 'ms',
      limit: ceilings.filterMs,
      peer: '',
      peerValue: null,
    });
    figures.add({
      what: 'longest time that a row stays blank while 200,000 rows are scrolled',
      value: await scrollTimes(page),
      unit: 'ms',
      limit: ceilings.blankRowMs,
      peer: '',
      peerValue: null,
    });
    const memory = await panned(page);
    figures.add({
      what: `memory of the page after ${PANNED_MINUTES} minutes of panning`,
      value: memory.last,
      unit: 'MiB',
      limit: ceilings.pageMemoryMib,
      peer: 'after half of them',
      peerValue: memory.half,
    });
  } finally {
    await door.close();
  }
}

/** The map library's own way: all points in one source, in a page of the same browser. */
async function plainGeoJson(): Promise<number> {
  const random = createRandom(3);
  const features = Array.from({ length: VENUES }, (_, i) => ({
    type: 'Feature',
    id: i,
    properties: { name: `场所 ${i}`, category: 'internet_cafe', severity: 'outside' },
    geometry: { type: 'Point', coordinates: [116 + random(), 39.5 + random()] },
  }));
  const files: Record<string, string | Buffer> = {
    '/': `<!doctype html><div id="map" style="width:1120px;height:600px"></div><script type="module">
      import * as maplibre from '/maplibre-gl.mjs';
      maplibre.setWorkerUrl('/maplibre-gl-worker.mjs');
      const map = new maplibre.Map({ container: 'map', center: [116.5, 40], zoom: 9, style: {
        version: 8, sources: { points: { type: 'geojson', data: '/points' } },
        layers: [{ id: 'points', type: 'circle', source: 'points', paint: { 'circle-radius': 4 } }] } });
      map.once('idle', () => { document.title = 'ready'; });
    </script>`,
    '/points': JSON.stringify({ type: 'FeatureCollection', features }),
  };
  const library = join(root, 'node_modules', 'maplibre-gl', 'dist');
  const server = createServer(({ url = '/' }, response) => {
    const isLibrary = url.endsWith('.mjs');
    if (!(url in files) && !isLibrary) {
      response.writeHead(404).end();
      return;
    }
    const kind = isLibrary ? 'text/javascript' : url === '/' ? 'text/html' : 'application/json';
    response.writeHead(200, { 'content-type': kind });
    response.end(files[url] ?? readFileSync(join(library, basename(url))));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const browser = await chromium.launch({ executablePath: chromiumPath() ?? '', args: chromiumArguments });
  try {
    return await bestOf(3, async () => {
      const page = await browser.newPage();
      const started = performance.now();
      await page.goto(`http://127.0.0.1:${port}/`);
      await page.waitForFunction(() => document.title === 'ready', null, { timeout: 120_000 });
      const ms = performance.now() - started;
      await page.close();
      return ms;
    });
  } finally {
    await browser.close();
    server.close();
  }
}

/** From the choice in the panel to the map that has drawn it. */
async function filterTime(page: Page): Promise<number> {
  let turn = 0;
  return await bestOf(6, async () => {
    turn += 1;
    await page.getByRole('combobox', { name: '只显示' }).click();
    const list = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').last();
    const title = turn % 2 === 0 ? '全部场所' : '只显示：区内·禁设';
    const option = list.locator('.ant-select-item-option').filter({ hasText: title });
    await option.waitFor();
    // The list has opened, and the map has nothing more to draw.
    await pageStill(page);
    return await option.evaluate(async (element) => {
      const map = document.querySelector('[data-testid=map]') as HTMLElement & { whenDrawn(): Promise<void> };
      const started = performance.now();
      const drawn = map.whenDrawn();
      (element as HTMLElement).click();
      await drawn;
      return performance.now() - started;
    });
  });
}

/** The best of three passes, each through rows that were not read before. */
async function scrollTimes(page: Page): Promise<number> {
  let pass = 0;
  return await bestOf(3, () => scrollTime(page, pass++ / 3));
}

/** Scrolls in leaps and watches how long rows stay without their text: the slowest of twenty. */
async function scrollTime(page: Page, shift: number): Promise<number> {
  return await page.evaluate(async (shift) => {
    const view = document.querySelector('.ag-grid-viewport') as HTMLElement;
    let worst = 0;
    for (let i = 1; i <= 20; i++) {
      view.scrollTop = (view.scrollHeight / 21) * (i - shift);
      // Until the next frame the old rows are still in sight.
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const started = performance.now();
      // Only the first, middle and last row in sight are looked at: looking at all costs more than drawing them.
      const height = (document.querySelector('.ag-row') as HTMLElement).offsetHeight;
      const inSight = [0.1, 0.5, 0.9].map((part) =>
        Math.floor((view.scrollTop + part * view.clientHeight) / height),
      );
      const isBlank = (row: number) =>
        (document.querySelector(`.ag-row[row-index="${row}"]`)?.textContent ?? '').trim() === '';
      while (inSight.some(isBlank) && performance.now() - started < 3000)
        await new Promise((resolve) => requestAnimationFrame(resolve));
      worst = Math.max(worst, performance.now() - started);
    }
    return worst;
  }, shift);
}

/** Pans and zooms for minutes; what the page's process holds at half time and at the end, MiB. */
async function panned(page: Page): Promise<{ half: number; last: number }> {
  const box = await page.getByTestId('map').boundingBox();
  if (!box) throw new Error('there is no map');
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  const random = createRandom(5);
  const until = Date.now() + PANNED_MINUTES * 60_000;
  const halfTime = Date.now() + PANNED_MINUTES * 30_000;
  let half: number | null = null;
  while (Date.now() < until) {
    await page.mouse.move(x, y);
    await page.mouse.down();
    await page.mouse.move(x + (random() - 0.5) * 500, y + (random() - 0.5) * 300, { steps: 6 });
    await page.mouse.up();
    if (random() < 0.3) await page.mouse.wheel(0, random() < 0.5 ? -240 : 240);
    await pageStill(page);
    if (half === null && Date.now() > halfTime) half = await heldBy(page);
  }
  const last = await heldBy(page);
  return { half: half ?? last, last };
}

/** Resident memory of the page's own process, MiB (Linux). */
async function heldBy(page: Page): Promise<number> {
  const own = await page.context().newCDPSession(page);
  await own.send('HeapProfiler.collectGarbage');
  const session = await page.context().browser()?.newBrowserCDPSession();
  const { processInfo } = (await session?.send('SystemInfo.getProcessInfo')) ?? { processInfo: [] };
  const held = processInfo
    .filter(({ type }) => type === 'renderer')
    .map(({ id }) => {
      const [, kilobytes] = /VmRSS:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, 'utf8')) ?? [];
      return Number(kilobytes ?? 0) / 1024;
    });
  return Math.max(0, ...held);
}
