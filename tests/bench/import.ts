import { spawnSync } from 'node:child_process';
import {
  closeSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  rmSync,
  statSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { utils, write } from '@e965/xlsx';
import { withCheckCharacter } from '#shared/registry/credit-code.ts';
import { DATABASE_FILE } from '../../electron/service/db/engine/file-names.ts';
import { openPieces, type PiecedTable } from '../../electron/service/import/readers/pieces.ts';
import { openSheetPieces } from '../../electron/service/import/readers/sheet-pieces.ts';
import { openBrowserDoor } from '../e2e/driver.ts';
import { choose } from '../e2e/steps.ts';
import { chromiumPath } from '../support/chromium.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';
import { createRandom } from '../support/random.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { type Figures, run, runWatched } from './figures.ts';

const ROWS = 500_000;
const SHEET_ROWS = 100_000;
const header = [
  '企业名称',
  '统一社会信用代码',
  '企业类型',
  '行业代码',
  '经营范围',
  '住所',
  '法定代表人',
  '联系电话',
  '登记状态',
  '成立日期',
  '经度',
  '纬度',
];

/** Phrases of business scopes as registers word them since 2020; a business states five to twelve. */
const phrases = [
  '食品销售（仅销售预包装食品）',
  '日用百货销售',
  '服装服饰零售',
  '鞋帽零售',
  '化妆品零售',
  '文具用品零售',
  '办公用品销售',
  '电子产品销售',
  '互联网销售（除销售需要许可的商品）',
  '技术服务、技术开发、技术咨询、技术交流、技术转让、技术推广',
  '信息咨询服务（不含许可类信息咨询服务）',
  '会议及展览服务',
  '广告设计、代理',
  '建筑材料销售',
  '五金产品零售',
  '家具销售',
  '餐饮管理',
  '外卖递送服务',
  '新鲜蔬菜零售',
  '新鲜水果零售',
  '母婴用品销售',
  '宠物食品及用品零售',
  '汽车零配件零售',
  '普通货物仓储服务（不含危险化学品等需许可审批的项目）',
  '物业管理',
  '停车场服务',
  '洗车服务',
  '理发服务',
  '居民日常生活服务',
  '打字复印',
];
/** One business in twelve is of a governed category, by its scope and mostly by its name. */
const governed: readonly (readonly [name: string, scope: string])[] = [
  ['网吧', '互联网上网服务'],
  ['宾馆', '住宿服务'],
  ['棋牌室', '棋牌室服务'],
  ['烟酒店', '烟草制品零售；酒类经营'],
  ['歌城', '歌舞娱乐活动'],
];
const shops = ['便利店', '餐饮店', '服装店', '百货商行', '理发店', '科技有限公司', '商贸有限公司', '文具店'];

function* registryRows(count: number): Iterable<string[]> {
  const random = createRandom(20261122);
  const pick = <T>(list: readonly T[]) => list[Math.floor(random() * list.length)] as T;
  for (let i = 0; i < count; i++) {
    const special = i % 12 === 5 ? pick(governed) : null;
    const scope = Array.from({ length: 5 + Math.floor(random() * 8) }, () => pick(phrases));
    if (special)
      scope.unshift(`许可项目：${special[1]}（依法须经批准的项目，经相关部门批准后方可开展经营活动）`);
    yield [
      `上城区${pick(['金', '银', '宏', '大', '鑫'])}${pick(['龙', '凤', '达', '发', '源'])}${i}${special?.[0] ?? pick(shops)}`,
      creditCode(i),
      '个体工商户',
      String(5200 + (i % 99)),
      `一般项目：${scope.join('；')}（除依法须经批准的项目外，凭营业执照依法自主开展经营活动）。`,
      `浙江省杭州市上城区清波街道人民路${i % 3000}号${i % 7}幢${i % 30}室`,
      `张${i % 1000}`,
      `138${String(i % 100_000_000).padStart(8, '0')}`,
      '存续',
      `20${10 + (i % 14)}-0${1 + (i % 9)}-1${i % 10}`,
      (120.1 + (i % 1000) * 2e-4).toFixed(6),
      (30.2 + Math.floor(i / 1000) * 2e-4).toFixed(6),
    ];
  }
}

function creditCode(number: number): string {
  const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
  const tail = number.toString(31).padStart(7, '0');
  return withCheckCharacter(
    `92330102MA${[...tail].map((digit) => alphabet[Number.parseInt(digit, 31)]).join('')}`,
  );
}

/** Registrations into an empty workspace beside SQLite's own shell and a reader of workbooks, and what reading alone takes. */
export async function benchImport(figures: Figures, folder: string): Promise<void> {
  const list = join(folder, 'registry.csv');
  writeRows(list, ROWS);
  const own = '500,000 rows of 12 columns from CSV: read, checked, classified, indexed';
  await benchText(figures, folder, list, own, ceilings.importOverSqlite);
  if (makeGivenRegistry(list))
    await benchText(
      figures,
      folder,
      list,
      '500,000 rows whose scopes all hold governed words',
      ceilings.governedImportOverSqlite,
    );
  else figures.leave(`import of governed words alone: no make-registry.py ${whyWithoutData}`);
  rmSync(list, { force: true });
  const sheet = join(folder, 'registry.xlsx');
  writeSheet(sheet, SHEET_ROWS);
  await benchWorkbook(figures, folder, sheet);
  await benchPage(figures, folder, sheet);
}

/** The real registers' form, with the words that are governed in each row. */
function makeGivenRegistry(list: string): boolean {
  if (!hasGivenData) return false;
  const file = openSync(list, 'w');
  const { status } = spawnSync('python3', [givenData('make-registry.py'), String(ROWS)], {
    stdio: ['ignore', file, 'ignore'],
  });
  closeSync(file);
  return status === 0;
}

async function benchText(
  figures: Figures,
  folder: string,
  list: string,
  what: string,
  limit: number,
): Promise<void> {
  let [peer, best]: [number | null, Imported | null] = [null, null];
  for (let time = 0; time < 3; time++) {
    const shell = timeOfShell(list, join(folder, 'bare.sqlite'));
    if (shell !== null) peer = Math.min(peer ?? shell, shell);
    const imported = await importOnce(folder, list);
    if (imported.added !== ROWS) throw new Error(`${imported.added} of ${ROWS} rows were added`);
    if (!best || imported.ms < best.ms) best = imported;
  }
  if (!best) return;
  if (peer === null) figures.leave('import beside sqlite3 .import: sqlite3 is not here');
  else
    figures.add({
      ...{ what, value: best.ms, unit: 'ms', limit: limit * peer },
      ...{ peer: 'sqlite3 .import into a bare table', peerValue: peer },
    });
  await showFloor(figures, `${what}: floor`, openPieces({ path: list, name: 'list.csv' }, READING), best);
  showMemory(figures, what, best, ceilings.importMib);
}

async function benchWorkbook(figures: Figures, folder: string, sheet: string): Promise<void> {
  let [peer, best]: [number | null, Imported | null] = [null, null];
  for (let time = 0; time < 3; time++) {
    const reader = timeOfReader(sheet);
    if (reader !== null) peer = Math.min(peer ?? reader, reader);
    const imported = await importOnce(folder, sheet);
    if (imported.added !== SHEET_ROWS) throw new Error(`${imported.added} of ${SHEET_ROWS} rows were added`);
    if (!best || imported.ms < best.ms) best = imported;
  }
  if (!best) return;
  const what = '100,000 rows from xlsx';
  figures.add({
    ...{ what, value: best.ms, unit: 'ms', limit: ceilings.workbookMs },
    ...{ peer: peer === null ? '' : 'openpyxl, read-only, reading alone', peerValue: peer },
  });
  const pieced = await openSheetPieces({ path: sheet, name: 'list.xlsx' }, READING);
  await showFloor(figures, `${what}: floor`, pieced, best);
  showMemory(figures, what, best, ceilings.workbookMib);
}

const READING = { encoding: 'auto', sheet: null, header: true } as const;

/** What parting the cells takes alone, and writing as many bytes as the database has. */
async function showFloor(
  figures: Figures,
  what: string,
  pieced: PiecedTable | null,
  { bytes }: Imported,
): Promise<void> {
  const alone = { limit: null, peer: '', peerValue: null, unit: 'ms' } as const;
  let started = performance.now();
  let rows = 0;
  for await (const some of pieced?.pieces() ?? []) rows += some.length;
  figures.add({
    ...alone,
    what: `${what}, parting the cells of ${rows} rows`,
    value: performance.now() - started,
  });
  const file = join(mkdtempSync(join(tmpdir(), 'floor-')), 'bytes');
  started = performance.now();
  const handle = openSync(file, 'w');
  const block = Buffer.alloc(2 ** 20, 1);
  for (let at = 0; at < bytes; at += block.length) writeSync(handle, block);
  fsyncSync(handle);
  closeSync(handle);
  figures.add({
    ...alone,
    what: `${what}, writing the ${Math.round(bytes / 2 ** 20)} MiB of the database`,
    value: performance.now() - started,
  });
  rmSync(dirname(file), { recursive: true });
}

function showMemory(figures: Figures, what: string, { peak }: Imported, limit: number): void {
  if (peak === null) return;
  figures.add({ what: `${what}: memory`, value: peak, unit: 'MiB', limit, peer: '', peerValue: null });
}

/** What a reader of workbooks that streams them needs for the cells alone; null where it is not installed. */
function timeOfReader(sheet: string): number | null {
  const program = `import sys, openpyxl
for row in openpyxl.load_workbook(sys.argv[1], read_only=True).active.iter_rows(values_only=True): pass`;
  // That of Debian belongs to the Python of Debian.
  for (const python of ['python3', '/usr/bin/python3']) {
    const started = performance.now();
    const { error, status } = spawnSync(python, ['-c', program, sheet]);
    if (!error && status === 0) return performance.now() - started;
  }
  return null;
}

function writeSheet(path: string, rows: number): void {
  const book = utils.book_new();
  const sheet = utils.aoa_to_sheet([header, ...registryRows(rows)], { dense: true });
  utils.book_append_sheet(book, sheet, '名单');
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer);
}

/** The longest time that the page stands still while a clerk imports the spreadsheet in it. */
async function benchPage(figures: Figures, folder: string, sheet: string): Promise<void> {
  if (!chromiumPath()) {
    figures.leave('page during an import: no Chromium here (apt-get install chromium)');
    return;
  }
  const workspace = join(folder, 'page');
  run('cli.ts', 'init', workspace, '--pack', 'national');
  const door = await openBrowserDoor(workspace, 'real');
  try {
    const { page } = door;
    await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名单' }).click();
    await door.chooseFile(sheet);
    await choose(page, '坐标系', 'WGS84（GPS）');
    await page.evaluate(() => {
      const longest = { ms: 0 };
      Object.assign(window, { longest });
      new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest.ms = Math.max(longest.ms, duration);
      }).observe({ type: 'longtask' });
    });
    await page.getByRole('button', { name: '预览结果' }).click();
    await page.getByText('将会发生的变化（尚未写入）').waitFor({ timeout: 120_000 });
    await page.getByRole('button', { name: '确认导入' }).click();
    await page.getByText('已导入并重新研判').waitFor({ timeout: 120_000 });
    figures.add({
      what: 'longest block of the page while 100,000 rows are previewed and imported in it',
      value: await page.evaluate(() => (window as unknown as { longest: { ms: number } }).longest.ms),
      unit: 'ms',
      limit: ceilings.pageBlockMs,
      peer: '',
      peerValue: null,
    });
  } finally {
    await door.close();
  }
}

/** One import: how long it took, the most memory it held (MiB), and the bytes of the database. */
interface Imported {
  readonly ms: number;
  readonly peak: number | null;
  readonly added: number;
  readonly bytes: number;
}

async function importOnce(folder: string, list: string): Promise<Imported> {
  const workspace = join(folder, 'import');
  rmSync(workspace, { recursive: true, force: true });
  run('cli.ts', 'init', workspace, '--pack', 'national');
  const { stdout, ms, peak } = await runWatched(
    'cli.ts',
    'import',
    workspace,
    list,
    '--as',
    'venues',
    '--crs',
    'wgs84',
    '--json',
  );
  const { added } = JSON.parse(stdout) as { added: number };
  const bytes = statSync(join(workspace, DATABASE_FILE)).size;
  rmSync(workspace, { recursive: true, force: true });
  return { ms, peak, added, bytes };
}

/** What SQLite's shell needs for the same file; null where it is not installed. */
function timeOfShell(list: string, database: string): number | null {
  const started = performance.now();
  const { error, status } = spawnSync('sqlite3', [database], { input: `.mode csv\n.import ${list} bare\n` });
  const ms = performance.now() - started;
  rmSync(database, { force: true });
  return error || status !== 0 ? null : ms;
}

function writeRows(path: string, count: number): void {
  const file = openSync(path, 'w');
  let block = `${header.join(',')}\n`;
  for (const row of registryRows(count)) {
    block += `${row.join(',')}\n`;
    if (block.length < 2 ** 20) continue;
    writeSync(file, block);
    block = '';
  }
  writeSync(file, block);
  closeSync(file);
}
