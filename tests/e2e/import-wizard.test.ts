import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils, write } from '@e965/xlsx';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { fromWgs84 } from '#shared/geodesy/reference-systems.ts';
import { withCheckCharacter } from '#shared/registry/credit-code.ts';
import { DECISION_COLUMN, pairChoices } from '#shared/registry/queue-sheet.ts';
import { callsTo } from '../support/calls.ts';
import { givenData, hasGivenData, whyWithoutData } from '../support/given-data.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron } from '../support/this-machine.ts';
import { type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { told } from './messages.ts';
import { choose, drawingReady, goTo, mapReady, playAt, screenPoint } from './steps.ts';

describe('a quarter’s list after the other, in the hands of a clerk', () => {
  it.skipIf(!hasChromium)('in Chromium over HTTP', async () => {
    const folder = temporaryFolder();
    await playAt(openBrowserDoor(await givenTown(folder)), (door) => play(door, folder));
  });

  it.skipIf(!hasElectron())('in Electron', async () => {
    const folder = temporaryFolder();
    const opening = openDesktopDoor(await givenTown(folder), join(folder, 'home'));
    await playAt(opening, (door) => play(door, folder));
  });

  it.skipIf(!hasChromium || !hasGivenData)(
    `real lists of registries and map services ${whyWithoutData}`,
    async () => {
      const directory = join(temporaryFolder(), 'real');
      await createWorkspace({ directory, name: '真实名单', pack: 'beijing-daxing', now: new Date() });
      await playAt(openBrowserDoor(directory), playRealLists);
    },
  );
});

async function play(door: Door, folder: string): Promise<void> {
  const { page } = door;
  // given two lists of the same office a quarter apart
  const { firstList, secondList } = givenLists(folder);
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名单' }).click();

  // when the first list comes without a reference system, the figures and a small map say which it is
  await door.chooseFile(firstList);
  await page.getByRole('row', { name: /GCJ-02.*吻合/ }).waitFor();
  const points = page.getByTestId('evidence-map').locator('circle');
  await points.nth(11).waitFor();
  expect(await points.count()).toBe(12);
  await page
    .getByRole('row', { name: /GCJ-02/ })
    .getByRole('button', { name: '采用' })
    .click();
  // and each column says how surely it was matched
  expect(await page.getByText('● 可靠').count()).toBeGreaterThan(5);
  await page.getByRole('button', { name: '预览结果' }).click();
  await page.getByText('将会发生的变化（尚未写入）').waitFor();
  await page.getByRole('tab', { name: '类别' }).click();
  await page.getByRole('cell', { name: '网吧', exact: true }).waitFor();
  await confirm(page);

  // when the next list of that office comes, it is told field by field what changes and who is missing
  await page.getByRole('button', { name: '继续导入' }).click();
  await door.chooseFile(secondList);
  await page.getByText('已按上次导入同样表头的名单时的对应填好。').waitFor();
  await choose(page, '坐标系', 'GCJ-02（高德、腾讯）');
  await page.getByRole('button', { name: '预览结果' }).click();
  await page.getByRole('tab', { name: '变化 1' }).click();
  expect(await page.locator('.changed-list').textContent()).toContain('名称一号网吧 → 新名网吧');
  await page.getByRole('tab', { name: '消失 1' }).click();
  await page.getByText('对照同一来源的上一份名单').waitFor();
  await page.getByRole('link', { name: '二号网吧' }).waitFor();
  await confirm(page);
  // then the report tells which of the new ones stand in a zone
  const report = page.getByTestId('report');
  await report.getByText('家在学校管控范围内或存疑').waitFor();
  await report.getByRole('tab', { name: '更名 1' }).click();
  await report.getByText('一号网吧 → 新名网吧').waitFor();
  // a like name of one owner is offered as a move: it is said to be two, and the one that is missing has closed
  await report.getByRole('tab', { name: '疑似迁移 1' }).click();
  await report
    .getByRole('row', { name: /二号网吧.*三号网吧/ })
    .getByRole('checkbox')
    .check();
  await report.getByRole('button', { name: '是两家，分开保留' }).click();
  await report.getByRole('tab', { name: '疑似迁移 0' }).waitFor();
  await report.getByRole('tab', { name: '名单中消失 1' }).click();
  await report
    .getByRole('row', { name: /二号网吧/ })
    .getByRole('checkbox')
    .check();
  await report.getByRole('button', { name: '记为停业' }).click();
  await report.getByRole('cell', { name: '停业', exact: true }).waitFor();

  await locate(page);
  await review(page);
  await mergeAndPart(door, folder);

  // when the last import is to be taken back, what was since decided by hand on it is not lost
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名单' }).click();
  await readProblems(door, folder);
  await page
    .getByRole('row', { name: /四季度/ })
    .getByRole('button', { name: '撤销' })
    .click();
  await page.locator('.ant-popconfirm-buttons .ant-btn-primary').click();
  await page.getByText('1 行已手工修改').waitFor();
}

async function confirm(page: Page): Promise<void> {
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入并重新研判').waitFor();
}

/** A venue whose address is known is placed at once, another by a click on the map. */
async function locate(page: Page): Promise<void> {
  await page.getByRole('button', { name: '处理待定位' }).click();
  const list = page.getByTestId('unplaced');
  await list.getByText('甲地网吧').waitFor();
  await page.getByRole('button', { name: '地址完全一致的 1 家，核对后定位' }).click();
  // what will be done is listed first, the two addresses side by side
  await page
    .getByRole('dialog')
    .getByRole('row', { name: /甲地网吧/ })
    .waitFor();
  await page.getByRole('button', { name: '定位所选 1 家' }).click();
  await told(page, '已定位 1 家');
  await list.getByText('甲地网吧').waitFor({ state: 'detached' });
  // what was done at once is taken back at once, and made again
  await page.keyboard.press('Control+z');
  await list.getByText('甲地网吧').waitFor();
  await page.keyboard.press('Control+y');
  await list.getByText('甲地网吧').waitFor({ state: 'detached' });
  await list.getByText('乙地网吧').waitFor();
  await mapReady(page);
  await page.locator('[data-testid=map][data-drawing^="place/"][data-drawing$="/new"]').waitFor();
  await drawingReady(page);
  const spot = await screenPoint(page, 116.4, 39.9);
  await page.mouse.move(spot.x, spot.y);
  await page.mouse.down();
  await page.mouse.up();
  await page.getByRole('button', { name: '保存位置' }).click();
  await page.getByText('没有待定位的场所').waitFor();
}

/** One key decides a venue, another takes it back. */
async function decideByKeys(page: Page): Promise<void> {
  const queue = page.getByTestId('review-queue');
  const name = queue.getByTestId('queued-name');
  await queue.getByText('还有 2 家待认定').waitFor();
  const first = await name.innerText();
  await queue.getByText('其他（不受管控）').waitFor();
  await page.keyboard.press('Digit2');
  await queue.getByText('还有 1 家待认定').waitFor();
  expect(await name.innerText()).not.toBe(first);
  await page.getByTestId('review-groups').getByText('1 家', { exact: true }).waitFor();
  await page.keyboard.press('KeyU');
  await queue.getByText('还有 2 家待认定').waitFor();
  await page.getByTestId('review-groups').getByText('2 家', { exact: true }).waitFor();
}

/** One decision holds for all whose category rests on the same words. */
async function review(page: Page): Promise<void> {
  await page.getByRole('link', { name: /类别复核/ }).click();
  const groups = page.getByTestId('review-groups');
  await groups.getByText('只有经营范围含“住宿”').waitFor();
  await decideByKeys(page);
  await choose(page, '类别', '其他（不受管控）');
  await groups.getByRole('button', { name: '都定为此类' }).click();
  await page.getByText('没有需要复核的类别').waitFor();
  await page.getByRole('cell', { name: '经营范围含“住宿”' }).waitFor();
}

/** Two rows of one venue become one, and two again. */
async function mergeAndPart(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await page.getByRole('link', { name: /疑似重复/ }).click();
  const pair = page.getByTestId('pair');
  await pair.getByText('三号网吧').first().waitFor();
  // by a key, taken back by another, and done again in a workbook that goes out and comes back
  await page.keyboard.press('Digit1');
  await page.getByText('没有符合条件的').or(page.getByText('没有疑似重复的场所')).waitFor();
  await page.keyboard.press('KeyU');
  await pair.getByText('三号网吧').first().waitFor();
  await decideInExcel(door, join(folder, '疑似重复.xlsx'));
  await page.getByText('没有符合条件的').or(page.getByText('没有疑似重复的场所')).waitFor();
  await goTo(page, 'map');
  await page.getByLabel('搜索').fill('三号网吧');
  await page.locator('.ant-select-item-option-content').getByText('三号网吧').first().click();
  const history = page.getByTestId('venue-history');
  await history.getByText('并入').waitFor();
  await history.getByRole('button', { name: '撤销合并' }).click();
  await page.getByText('恢复为单独一家').waitFor();
}

/** Takes the queue to a workbook, decides its first row there, and brings it back. */
async function decideInExcel(door: Door, path: string): Promise<void> {
  const { page } = door;
  await door.saveAs(path, () => page.getByRole('button', { name: '导出到 Excel' }).click());
  const book = read(readFileSync(path), { type: 'buffer' });
  const sheet = book.Sheets[book.SheetNames[0] ?? ''] ?? {};
  const [header = []] = utils.sheet_to_json<string[]>(sheet, { header: 1 });
  const origin = { r: 1, c: header.indexOf(DECISION_COLUMN) };
  utils.sheet_add_aoa(sheet, [[pairChoices.mergeFirst]], { origin });
  writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  await door.pick(path, () => page.getByRole('button', { name: '带回填好的表' }).click());
  // What it would do is told before anything is done.
  await page
    .getByRole('dialog')
    .getByRole('row', { name: /三号网吧/ })
    .waitFor();
  await page.getByRole('button', { name: '按表处理 1 条' }).click();
}

/** What was wrong in a list is found by its reason, with its name, and taken along to be put right. */
async function readProblems(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await page
    .getByRole('row', { name: /四季度/ })
    .getByRole('button', { name: '问题行' })
    .click();
  const problems = page.getByRole('dialog', { name: /《四季度.xlsx》的问题/ });
  await choose(page, '原因', /^拒收/);
  await problems.getByRole('cell', { name: '错位网吧', exact: true }).waitFor();
  await problems.getByText('共 1 个').waitFor();
  const path = join(folder, '问题行.xlsx');
  await door.saveAs(path, () => problems.getByRole('button', { name: /全部导出/ }).click());
  const book = read(readFileSync(path), { type: 'buffer' });
  expect(JSON.stringify(utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''] ?? {}))).toContain(
    '错位网吧',
  );
  await problems.locator('.ant-modal-close').click();
}

/** Lists that nobody here wrote: read as they came, each row accounted for on the screen. */
async function playRealLists(door: Door): Promise<void> {
  const { page } = door;
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名单' }).click();
  // given a registration list of the old Excel format, then its form is known and no system is asked for
  await door.chooseFile(givenData('registry', 'qinghai-2003.xls'));
  await page.getByText('企业登记数据').first().waitFor();
  expect(await page.getByLabel('坐标系').count()).toBe(0);
  await page.getByRole('button', { name: '预览结果' }).click();
  await expectCounts(page, 823);
  await confirm(page);
  await page.getByRole('button', { name: '继续导入' }).click();
  // given a GBK file with polygons as text, then both are read
  await door.chooseFile(givenData('haidian', 'bjtu-poi.gbk.csv'));
  await page.getByText('自动（gb18030）').waitFor();
  expect(await page.locator('.import-sample').textContent()).toMatch(/[\u4e00-\u9fff]{2}/);
  await page.getByRole('button', { name: '换一个文件' }).click();
  // given a district boundary in GCJ-02 and a list without a header in the same system
  await door.chooseFile(givenData('hangzhou', 'district-330102.gcj02.geojson'));
  await choose(page, '内容', '辖区');
  await choose(page, '坐标系', 'GCJ-02（高德、腾讯）');
  await page.getByRole('button', { name: '预览结果' }).click();
  await page.getByText('将会发生的变化（尚未写入）').waitFor();
  await confirm(page);
  await page.getByRole('button', { name: '继续导入' }).click();
  await door.chooseFile(givenData('hangzhou', 'poi.tsv'));
  await page.getByRole('button', { name: '第一行就是数据' }).click();
  await choose(page, '名称', '1 列1');
  await choose(page, '地址', '2 列2');
  await choose(page, '类别', '4 列4');
  await choose(page, '经度,纬度（同一列）', '6 列6');
  await choose(page, '内容', '混合名单（逐行分辨）');
  await page.getByRole('row', { name: /GCJ-02.*吻合.*100.0%/ }).waitFor();
  await page
    .getByRole('row', { name: /GCJ-02/ })
    .getByRole('button', { name: '采用' })
    .click();
  await page.getByRole('button', { name: '预览结果' }).click();
  await expectCounts(page, 22_437);
  await page.getByRole('tab', { name: '内容分类' }).click();
  await page.getByRole('cell', { name: '交通设施' }).waitFor();
  await confirm(page);
}

/** The figures of the preview: every row is one of them. */
async function expectCounts(page: Page, rows: number): Promise<void> {
  await page.getByText('将会发生的变化（尚未写入）').waitFor();
  const figures = (await page.locator('.import-counts dd').allTextContents()).map(Number);
  const [total = 0, added = 0, updated = 0, unchanged = 0, rejected = 0] = figures;
  expect(total).toBe(rows);
  expect(added + updated + unchanged + rejected).toBe(rows);
}

/** A school and twelve venues that the workspace knows. */
async function givenTown(folder: string): Promise<string> {
  const directory = join(folder, 'town');
  await createWorkspace({ directory, name: '名单测试', pack: 'beijing-daxing', now: new Date() });
  const service = new DataService();
  await service.open(directory);
  const call = callsTo(service);
  const load = async (as: 'schools' | 'venues', name: string, text: string) => {
    const path = join(folder, name);
    writeFileSync(path, text);
    await call('import.run', { token: service.files.register(path), as, crs: 'wgs84', map: {} });
  };
  await load('schools', 'schools.csv', '学校名称,学段,经度,纬度\n东街小学,小学,116.4,39.9\n');
  await load(
    'venues',
    'known.csv',
    `名称,类别,地址,经度,纬度\n${places.map(([name, address, lng, lat]) => `${name},网吧,${address},${lng},${lat}`).join('\n')}\n`,
  );
  await service.close();
  return directory;
}

const numbers = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const places = numbers.map(
  (number, i) =>
    [`${number}号网吧`, `东街${2 * i + 1}号`, 116.402 + i * 0.003, 39.898 + (i % 3) * 0.004] as const,
);

/** The lists of two quarters, in GCJ-02 and silent about it. */
function givenLists(folder: string): { firstList: string; secondList: string } {
  const header = [
    '企业名称',
    '统一社会信用代码',
    '经营范围',
    '住所',
    '法定代表人',
    '登记状态',
    '经度',
    '纬度',
  ];
  const row = (name: string, code: string, scope: string, address: string, lng: number, lat: number) => {
    const [x, y] = fromWgs84([lng, lat], 'gcj02');
    return [name, code, scope, address, '王芳', '存续', x.toFixed(7), y.toFixed(7)];
  };
  const cafes = places.map(([name, address, lng, lat], i) =>
    row(name, codes[i] ?? '', '互联网上网服务', address, lng, lat),
  );
  const next = cafes
    .filter((_, i) => i !== 1)
    .map((cells, i) => (i === 0 ? ['新名网吧', ...cells.slice(1)] : cells));
  const lodging = (name: string, n: number) =>
    row(name, '', '住宿；食品', `西街${n}号`, 116.4012 + n * 1e-4, 39.9);
  next.push(
    row('新开网吧', '', '互联网上网服务', '西街1号', 116.4006, 39.9),
    lodging('安心服务部', 3),
    lodging('顺意服务部', 5),
    ['甲地网吧', '', '互联网上网服务', '东街9号', '李四', '存续', '', ''],
    ['乙地网吧', '', '互联网上网服务', '无名巷9号', '李四', '存续', '', ''],
    ['错位网吧', '', '互联网上网服务', '西街9号', '李四', '存续', '16.4', '139.9'],
    row('三号网吧（东街店）', '', '互联网上网服务', '东街5号', places[2]?.[2] ?? 0, places[2]?.[3] ?? 0),
  );
  const firstList = join(folder, '三季度.xlsx');
  const secondList = join(folder, '四季度.xlsx');
  for (const [path, rows] of [
    [firstList, cafes],
    [secondList, next],
  ] as const) {
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['经营主体名单'], header, ...rows]), '名单');
    writeFileSync(path, write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  }
  return { firstList, secondList };
}

/** Valid by GB 32100, of nobody. */
const codes = Array.from({ length: 12 }, (_, i) =>
  withCheckCharacter(`92110115MA00000${i.toString(31).toUpperCase().padStart(2, '0')}`),
);
