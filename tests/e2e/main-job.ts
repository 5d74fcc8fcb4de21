import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { write as encode, utils } from '@e965/xlsx';
import type { Page } from 'playwright';
import { expect } from 'vitest';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { writeVectorMbtiles } from '../../electron/demo/basemap.ts';
import { drawPage, measureScaleBar, pdfText } from '../support/pdf.ts';
import type { Door } from './driver.ts';
import { told } from './messages.ts';
import { choose, dealWith, fillOfficers, goTo, mapReady, playAt, screenPoint } from './steps.ts';

const frame = localFrame([116.4, 39.9]);
const place = (x: number, y: number) => frame.toLngLat([x, y]);
const csvPlace = (x: number, y: number) =>
  place(x, y)
    .map((degree) => degree.toFixed(7))
    .join(',');
const cafe = place(30, -100);

/** The main job from lists to a printed sheet, through a door, as a clerk does it. */
export async function playMainJob(folder: string, open: (workspace: string) => Promise<Door>): Promise<void> {
  // given a fresh workspace with a base map, and lists as the bureaus send them
  const lists = await givenLists(folder);
  await playAt(open(join(folder, '工作区')), (door) => fromListsToSheet(door, folder, lists));
}

async function fromListsToSheet(
  door: Door,
  folder: string,
  lists: Awaited<ReturnType<typeof givenLists>>,
): Promise<void> {
  const { page } = door;
  // when the clerk imports schools, campuses, gates and venues
  await page.getByText('还没有学校').waitFor();
  await importList(door, lists.schools, '学校');
  await importList(door, lists.campuses, '校园边界');
  await importList(door, lists.gates, '校门');
  const venues = await importList(door, lists.venues, '场所');
  // then every row is accounted for, with the reason of the refused one
  expect(venues).toContain('行数6');
  expect(venues).toContain('新增5');
  expect(venues).toContain('拒收1');
  expect(venues).toContain('第 7 行：没有名称，请补充后重新导入');

  // then the map and the table show what breaks a rule
  await page.getByRole('button', { name: '去地图查看' }).click();
  await mapReady(page);
  const table = page.getByRole('region', { name: '研判结果' });
  await table.getByText('极速网吧').waitFor();
  await page.getByRole('status').filter({ hasText: '4 行' }).waitFor();
  expect(await page.locator('.figure-violation .figure-value').first().textContent()).toBe('1');

  // when the clerk clicks the mark on the map, then the table selects it and the panel explains it
  await selectOnMap(page, cafe);
  await page.getByTestId('panel').getByText('极速网吧').waitFor();
  const why = await page.locator('.why').textContent();
  expect(why).toMatch(/距东街小学校园边界 5\d\.\d m（直线，椭球面），位于 200 m 范围内/);
  expect(why).toContain('工作方案》五（四）11');
  expect(await table.locator('.ag-row[aria-selected=true]').first().textContent()).toContain('极速网吧');
  // when a row is clicked, then the panel follows; and search finds by name
  await table.getByText('平安旅馆').click();
  await page.getByTestId('panel').getByRole('heading', { name: '平安旅馆' }).waitFor();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('极速');
  await page.locator('.ant-select-item-option').getByText('极速网吧').click();
  await page.getByTestId('panel').getByRole('heading', { name: '极速网吧' }).waitFor();

  // when a sweep is opened and the venue put on it
  await page.getByRole('link', { name: '整治' }).click();
  await page.getByRole('button', { name: '新建行动' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: '新建', exact: true }).click();
  await page.getByText('还没有检查点').waitFor();
  await page.goBack();
  await page.getByRole('link', { name: '地图' }).click();
  await mapReady(page);
  await table.getByText('极速网吧').click();
  await page.getByRole('button', { name: '加入整治' }).click();
  await page.getByRole('dialog').getByRole('button', { name: '加入', exact: true }).click();
  await told(page, '已把“极速网吧”加入整治行动');

  // when a visit with two officers finds a hazard
  await page.getByRole('link', { name: '整治' }).click();
  await page.getByRole('button', { name: /季度校园周边联合整治/ }).click();
  await page.getByRole('button', { name: '记录检查' }).click();
  await fillVisit(page, ['王志强', '李海涛'], '正在营业，未见营业执照');
  await choose(page, '检查结果', '发现隐患');
  await page.getByLabel('隐患情况').fill('距校园边界不足 200 米的网吧');
  await page.getByLabel('整改期限').fill('2099-12-01');
  await choose(page, '责任单位', '区文化和旅游局');
  await page.getByLabel('责任人').fill('孙文博');
  await page.getByRole('button', { name: '保存检查记录' }).click();
  await page.getByText('1 项隐患进入台账').waitFor();

  // then it is in the ledger, and closing demands a re-inspection
  await page.getByRole('link', { name: '台账' }).click();
  await page.getByRole('link', { name: /YH-\d{4}Q\d-0001/ }).click();
  const drawer = page.getByRole('dialog').filter({ hasText: '在地图上看' });
  await dealWith(page, drawer, '开始整改');
  await dealWith(page, drawer, '报请复查');
  await drawer.getByRole('button', { name: '复查合格并销号', exact: true }).click();
  await drawer.getByText('销号须有合格的复查').waitFor();
  await drawer.getByRole('button', { name: '确认复查合格并销号' }).click();
  await page.getByText('销号须有复查：请先到现场复查并记录').waitFor();
  await drawer.locator('.hazard-actions').getByRole('button', { name: '记录复查' }).click();
  const dialog = page.getByRole('dialog').filter({ hasText: '保存复查记录' });
  await choose(page, '复查结果', '已整改');
  const officers = ['赵振华', '周晓东'].map((name) => [name, `${name}-01`] as const);
  await fillOfficers(page, dialog, officers, '区公安分局');
  await dialog.getByLabel('复查情况').fill('已停业迁出');
  await dialog.getByRole('button', { name: '保存复查记录' }).click();
  await told(page, /^复查已记录/);
  await drawer.getByRole('button', { name: '取消' }).click();
  await dealWith(page, drawer, '复查合格并销号');
  await drawer.locator('.hazard-state').getByText('销号').waitFor();

  // when the school's sheet is printed, then the PDF can be read back and is true to scale
  await goTo(page, 'sheets/1');
  await page.getByTestId('sheet').waitFor();
  const pdf = join(folder, 'sheet.pdf');
  await door.saveAs(pdf, () => page.getByRole('button', { name: '出图并登记' }).click());
  checkSheet(pdf);
  await page.getByText('出图登记', { exact: true }).click();
  await page.getByRole('cell', { name: '东街小学周边学生安全区域图' }).waitFor();
}

async function givenLists(folder: string) {
  const workspace = join(folder, '工作区');
  mkdirSync(workspace);
  await createWorkspace({
    directory: workspace,
    name: '东街工作区',
    pack: 'beijing-daxing',
    now: new Date(),
  });
  const road: GeoJSON.Feature = {
    type: 'Feature',
    properties: { name: '东街', highway: 'secondary' },
    geometry: { type: 'LineString', coordinates: [[...place(-900, -60)], [...place(900, -60)]] },
  };
  const [west, south] = place(-1000, -1000);
  const [east, north] = place(1000, 1000);
  writeVectorMbtiles(
    join(workspace, 'basemaps', '东街.mbtiles'),
    { name: '东街', attribution: '自绘' },
    { roads: [road] },
    [west, south, east, north],
  );
  const write = (name: string, content: string | Uint8Array) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const ring = [
    [-45, -50],
    [45, -50],
    [45, 50],
    [-45, 50],
    [-45, -50],
  ].map(([x, y]) => [...place(x ?? 0, y ?? 0)]);
  const campus = {
    type: 'Feature',
    properties: { 名称: '东街小学', 学段: '小学' },
    geometry: { type: 'Polygon', coordinates: [ring] },
  };
  return {
    schools: write('学校.csv', `学校名称,学段,经度,纬度\n东街小学,小学,${csvPlace(0, 0)}\n`),
    campuses: write('校园.geojson', JSON.stringify({ type: 'FeatureCollection', features: [campus] })),
    gates: write('校门.csv', `校门名称,所属学校,经度,纬度,是否主门\n南门,东街小学,${csvPlace(0, -50)},是\n`),
    // A workbook, as the registry has it: it is read in a thread of its own.
    venues: write(
      '场所.xlsx',
      workbook([
        ['名称', '类别', '地址', '经度', '纬度'],
        ['极速网吧', '网吧', '东街1号', ...cafe],
        ['平安旅馆', '住宿', '东街3号', ...place(-120, 20)],
        ['边缘歌舞厅', 'KTV', '东街20号', ...place(0, 249)],
        ['远方网吧', '网吧', '东街99号', ...place(700, 0)],
        ['好邻居彩票站', '彩票', '东街21号', ...place(251, 10)],
        ['', '网吧', '东街5号', ...place(60, 60)],
      ]),
    ),
  };
}

function workbook(rows: readonly (readonly (string | number)[])[]): Uint8Array {
  const book = utils.book_new();
  utils.book_append_sheet(book, utils.aoa_to_sheet(rows as (string | number)[][]), '场所');
  return encode(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
}

/** Imports one file through the screen; returns the text of the outcome. */
async function importList(door: Door, path: string, kind: string): Promise<string> {
  const { page } = door;
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名单' }).click();
  const again = page.getByRole('button', { name: '继续导入' });
  if (await again.isVisible()) await again.click();
  await door.chooseFile(path);
  await page.getByRole('heading', { name: /列的对应/ }).waitFor();
  await choose(page, '内容', kind);
  await choose(page, '坐标系', 'WGS84（GPS）');
  await page.getByRole('button', { name: '预览结果' }).click();
  await page.getByText('将会发生的变化（尚未写入）').waitFor();
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入并重新研判').waitFor();
  return (await page.locator('.import-plan').textContent()) ?? '';
}

async function fillVisit(page: Page, names: readonly string[], facts: string): Promise<void> {
  const officers = names.map((name) => [name, `${name}-01`] as const);
  await fillOfficers(page, page, officers, '区公安分局');
  await page.getByLabel('现场情况').fill(facts);
}

/** Clicks where a place is drawn. */
async function selectOnMap(page: Page, at: readonly [number, number]): Promise<void> {
  const { x, y } = await screenPoint(page, at[0], at[1]);
  await page.mouse.move(x, y);
  await page.mouse.click(x, y);
}

function checkSheet(pdf: string): void {
  const text = pdfText(pdf);
  for (const wanted of [
    '东街小学周边学生安全区域图',
    '内部工作用图，不得公开',
    '极速网吧',
    '平安旅馆',
    '边缘歌舞厅',
    '好邻居彩票站',
    '场所索引',
    '图例',
    '统计',
  ])
    expect(text).toContain(wanted);
  expect(text).not.toContain('远方网吧');
  expect(text).toMatch(/1:4000\s+CGCS2000 地理坐标/);
  const page = drawPage(pdf, 1, 600);
  expect(page.width / page.dpi).toBeCloseTo(297 / 25.4, 1);
  // 200 m at 1:4000 are 50 mm on paper.
  const paper = measureScaleBar(page, { x0: 0.03, x1: 0.4, y0: 0.75, y1: 0.95 });
  expect(Math.abs(paper - 50) / 50).toBeLessThan(0.002);
}
