import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';

import { utils, write } from '@e965/xlsx';
import { withCheckCharacter } from '#shared/registry/credit-code.ts';
import { openBrowserDoor } from '../e2e/driver.ts';
import { choose } from '../e2e/steps.ts';
import { chromiumPath } from '../support/chromium.ts';
import { createRandom } from '../support/random.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { type Figures, run, runWatched } from './figures.ts';

const ROWS = 500_000;
const SHEET_ROWS = 100_000;
export const header = [
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

export function* registryRows(count: number): Iterable<string[]> {
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

/** Half a million registrations into an empty workspace beside SQLite's own shell, and a large spreadsheet. */
export async function benchImport(figures: Figures, folder: string): Promise<void> {
  const list = join(folder, 'registry.csv');
  writeRows(list, ROWS);
  let [peer, ms]: [number | null, number] = [null, Number.POSITIVE_INFINITY];
  for (let time = 0; time < 3; time++) {
    const shell = timeOfShell(list, join(folder, 'bare.sqlite'));
    if (shell !== null) peer = Math.min(peer ?? shell, shell);
    const imported = await importOnce(folder, list);
    if (imported.added !== ROWS) throw new Error(`${imported.added} of ${ROWS} rows were added`);
    ms = Math.min(ms, imported.ms);
  }
  if (peer === null) figures.leave('import beside sqlite3 .import: sqlite3 is not here');
  else
    figures.add({
      what: '500,000 rows of 12 columns from CSV: read, checked, classified, indexed',
      value: ms,
      unit: 'ms',
      limit: ceilings.importOverSqlite * peer,
      peer: 'sqlite3 .import into a bare table',
      peerValue: peer,
    });
  rmSync(list);
  const sheet = join(folder, 'registry.xlsx');
  const book = utils.book_new();
  utils.book_append_sheet(
    book,
    utils.aoa_to_sheet([header, ...registryRows(SHEET_ROWS)], { dense: true }),
    '名单',
  );
  writeFileSync(sheet, write(book, { type: 'buffer', bookType: 'xlsx', compression: true }) as Buffer);
  const spreadsheet = await importOnce(folder, sheet);
  figures.add({
    what: '100,000 rows from xlsx',
    value: spreadsheet.ms,
    unit: 'ms',
    limit: ceilings.workbookMs,
    peer: '',
    peerValue: null,
  });
  await benchPage(figures, folder, sheet);
  if (spreadsheet.peak !== null)
    figures.add({
      what: '100,000 rows from xlsx: memory',
      value: spreadsheet.peak,
      unit: 'MiB',
      limit: ceilings.workbookMib,
      peer: '',
      peerValue: null,
    });
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

async function importOnce(folder: string, list: string) {
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
  rmSync(workspace, { recursive: true, force: true });
  return { ms, peak, added };
}

/** What SQLite's shell needs for the same file; null where it is not installed. */
function timeOfShell(list: string, database: string): number | null {
  const started = performance.now();
  const { error, status } = spawnSync('sqlite3', [database], { input: `.mode csv\n.import ${list} bare\n` });
  const ms = performance.now() - started;
  rmSync(database, { force: true });
  return error || status !== 0 ? null : ms;
}

export function writeRows(path: string, count: number): void {
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
