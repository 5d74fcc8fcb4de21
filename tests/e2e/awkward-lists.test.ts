import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { utils, type WorkSheet, write } from '@e965/xlsx';
import { zipSync } from 'fflate';
import type { Page } from 'playwright';
import proj4 from 'proj4';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { coordinateSystemName } from '#shared/geodesy/coordinate-systems.ts';
import { callsTo } from '../support/calls.ts';
import { dbase, points } from '../support/gis-files.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium } from '../support/this-machine.ts';
import { type Door, openBrowserDoor } from './driver.ts';
import { told } from './messages.ts';
import { choose, playAt } from './steps.ts';

// How the desktop hands files over is played with the import wizard: tests/e2e/import-wizard.test.ts.
describe('lists as offices send them, in the hands of a clerk', () => {
  it.skipIf(!hasChromium)('in Chromium over HTTP', async () => {
    const folder = temporaryFolder();
    await playAt(openBrowserDoor(await givenTown(folder)), (door) => play(door, folder));
  });
});

async function play(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名单' }).click();
  await chooseSheet(door, folder);
  await meetRefusals(door, folder);
  await correctRows(door, folder);
  await sayMeridian(door, folder);
  await settleChanges(door, folder);
  await compareDays(page);
}

/** Each sheet says what it is, and columns that are not used are named. */
async function chooseSheet(door: Door, folder: string): Promise<void> {
  const { page } = door;
  const path = join(folder, '台账.xlsx');
  writeFileSync(
    path,
    workbook({
      字典: utils.aoa_to_sheet([
        ['名称', '地址'],
        ['示例网吧（请删除）', '示例路1号'],
      ]),
      说明: utils.aoa_to_sheet([['填表说明'], ['每季度末报送']]),
      场所名单: utils.aoa_to_sheet([
        ['名称', '统一社会信用代码', '地址', '包保民警', '经度', '纬度'],
        ['丁香网吧', '', '南街1号', '赵某', 116.41, 39.9],
      ]),
      学校名册: utils.aoa_to_sheet([
        ['学校名称', '学段', '经度', '纬度'],
        ['南街小学', '小学', 116.411, 39.9],
      ]),
    }),
  );
  await door.chooseFile(path);
  await page.getByText('没有用到的列：4 包保民警').waitFor();
  const unread = page.locator('.import-unread');
  await unread.getByText('字典（1 行）：隐藏的工作表').waitFor();
  await unread.getByText('学校名册（1 行）：另一张工作表（学校）').waitFor();
  await page.getByTitle('场所名单（场所）').waitFor();
  await choose(page, '工作表', '学校名册（学校）');
  await page.getByLabel('学段').waitFor();
  await page.getByTitle('学校名册（学校）').waitFor();
  await choose(page, '坐标系', 'WGS84（GPS）');
  await confirm(page);
  await page.getByRole('button', { name: '继续导入' }).click();
}

/** A file that cannot be read says why, and another is at hand; so does an encoding that was chosen wrongly. */
async function meetRefusals(door: Door, folder: string): Promise<void> {
  const { page } = door;
  const bare = join(folder, '缺表.zip');
  writeFileSync(bare, zipSync({ '场所.shp': points([[116.4, 39.9]]) }));
  await door.chooseFile(bare);
  await page.getByText('压缩包 缺表.zip 的图层“场所”缺 场所.dbf').waitFor();
  await page.getByRole('button', { name: '换一个文件' }).click();
  const text = join(folder, '编码.csv');
  writeFileSync(text, '名称,地址\n丁香网吧,南街1号\n');
  await door.chooseFile(text);
  await choose(page, '编码', 'UTF-16');
  await page.getByRole('button', { name: '恢复自动识别' }).click();
  await page.getByText('自动（utf8）').waitFor();
  await page.getByRole('button', { name: '换一个文件' }).click();
}

/** What stands in a row is corrected in the preview; a list of which nothing can be imported is not imported. */
async function correctRows(door: Door, folder: string): Promise<void> {
  const { page } = door;
  const path = join(folder, '错误值.csv');
  writeFileSync(path, '名称,地址,经度,纬度\n#REF!,南街3号,116.412,39.9\n');
  await door.chooseFile(path);
  await choose(page, '坐标系', 'WGS84（GPS）');
  await preview(page);
  await page.getByText('没有一行可以导入').waitFor();
  expect(await page.getByRole('button', { name: '确认导入' }).isDisabled()).toBe(true);
  const name = page.getByLabel('第 2 行名称').first();
  await name.click();
  await page.keyboard.press('Control+A');
  await page.keyboard.type('海棠网吧');
  await page.getByText('已更正 1 处').waitFor();
  await confirm(page);
  await page.getByRole('link', { name: '海棠网吧' }).waitFor();
  await page.getByRole('button', { name: '继续导入' }).click();
}

/** Metres without a zone: the wizard says where to choose the meridian. */
async function sayMeridian(door: Door, folder: string): Promise<void> {
  const { page } = door;
  const path = join(folder, '平面.zip');
  const at = proj4('+proj=etmerc +lon_0=117 +x_0=500000 +ellps=GRS80 +units=m').forward([116.413, 39.9]);
  writeFileSync(
    path,
    zipSync({
      '场所.shp': points([[at[0] ?? 0, at[1] ?? 0]]),
      '场所.dbf': dbase(
        [
          ['名称', 20],
          ['地址', 30],
        ],
        [['百灵网吧', '南街5号']],
      ),
    }),
  );
  await door.chooseFile(path);
  await choose(page, '坐标系', 'WGS84（GPS）');
  await preview(page);
  await page.getByText('请在“坐标系”里选中央经线').first().waitFor();
  await page.getByLabel('坐标系').click();
  await page.keyboard.type('117');
  await page.keyboard.press('Enter');
  await page.getByTitle(coordinateSystemName('cgcs2000:117')).first().waitFor();
  await confirm(page);
  await page.getByRole('link', { name: '百灵网吧' }).waitFor();
  await page.getByRole('button', { name: '继续导入' }).click();
}

/** The next list of an office: a new name in an old house, one that is missing, and what is done about them. */
async function settleChanges(door: Door, folder: string): Promise<void> {
  const { page } = door;
  const path = join(folder, '四季度.csv');
  writeFileSync(
    path,
    quarter
      .filter(([name]) => name !== '一号网吧' && name !== '二号网吧')
      .concat([renamed])
      .map((row) => `${row.join(',')}\n`)
      .join(''),
  );
  await door.chooseFile(path);
  await choose(page, '坐标系', 'WGS84（GPS）');
  await confirm(page);
  const report = page.getByTestId('report');
  await report.getByRole('tab', { name: '疑似更名 1' }).click();
  await report
    .getByRole('row', { name: /一号网吧.*新名网咖/ })
    .getByRole('checkbox')
    .check();
  await report.getByRole('button', { name: '就是同一家，合并所选 1 对' }).click();
  await told(page, '已合并 1 对');
  await report.getByRole('tab', { name: '更名 1', exact: true }).waitFor();
  await report.getByRole('tab', { name: '名单中消失 1' }).click();
  const missing = report.getByRole('row', { name: /二号网吧/ });
  await missing.getByRole('checkbox').check();
  await report.getByRole('button', { name: '列入复核' }).click();
  const dialog = page.getByRole('dialog', { name: '把 1 个场所加入整治' });
  expect(await dialog.getByRole('textbox').last().inputValue()).toBe('名单中消失，待复核');
  // The only sweep is chosen by itself, when it is known.
  await dialog.getByText('秋季行动').waitFor();
  await dialog.getByRole('button', { name: '加入' }).click();
  await told(page, '已加入 1 个检查点');
  await dialog.waitFor({ state: 'hidden' });
  await report.getByRole('button', { name: '仍在经营' }).click();
  await told(page, '已把 1 家记为仍在经营');
  await report.getByRole('tab', { name: '名单中消失 0' }).waitFor();
  for (const [button, name] of [
    ['导出表格', '变化.xlsx'],
    ['导出文档', '变化.docx'],
  ] as const) {
    const saved = join(folder, name);
    await door.saveAs(saved, () => report.getByRole('button', { name: button }).click());
    expect(readFileSync(saved).toString('latin1', 0, 2)).toBe('PK');
  }
  await page.getByRole('button', { name: '继续导入' }).click();
}

/** What changed between the end of the day of the first list and today. */
async function compareDays(page: Page): Promise<void> {
  await page.getByRole('button', { name: '比较两个日期' }).click();
  const dialog = page.getByRole('dialog', { name: '比较两个日期' });
  expect(await dialog.getByLabel('从这天结束时').inputValue()).toBe('2026-07-01');
  await dialog.getByText('《四季度.csv》').waitFor();
  await dialog.getByRole('tab', { name: '更名 1', exact: true }).click();
  await dialog.getByText('一号网吧 → 新名网咖').waitFor();
}

async function preview(page: Page): Promise<void> {
  await page.getByRole('button', { name: '预览结果' }).click();
  await page.getByText('将会发生的变化（尚未写入）').waitFor();
}

async function confirm(page: Page): Promise<void> {
  await preview(page);
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入并重新研判').waitFor();
}

const quarter: readonly (readonly (string | number)[])[] = [
  ['企业名称', '经营场所', '法定代表人', '经度', '纬度'],
  ...['一号网吧', '二号网吧', '三号网吧', '四号网吧', '五号网吧', '六号网吧', '七号网吧', '八号网吧'].map(
    (name, i) => [name, `东街${2 * i + 1}号`, `甲${i}`, 116.402 + i * 0.003, 39.898] as const,
  ),
];
/** In the house of the first, of the same person. */
const renamed = ['新名网咖', '东街1号', '甲0', 116.402, 39.898] as const;

/** A town with a sweep, and with a list that came in summer. */
async function givenTown(folder: string): Promise<string> {
  const directory = join(folder, 'town');
  const summer = new Date('2026-07-01T02:00:00Z');
  await createWorkspace({ directory, name: '名单测试', pack: 'beijing-daxing', now: summer });
  const service = new DataService({ now: () => summer });
  await service.open(directory);
  const call = callsTo(service);
  await call('sweeps.create', { title: '秋季行动', period: '2026Q4', agencies: ['公安'], focusTopics: [] });
  const path = join(folder, '三季度.csv');
  writeFileSync(path, quarter.map((row) => `${row.join(',')}\n`).join(''));
  await call('import.run', { token: service.files.register(path), as: 'venues', crs: 'wgs84', map: {} });
  await service.close();
  return directory;
}

/** A workbook whose first sheet is hidden. */
function workbook(sheets: Readonly<Record<string, WorkSheet>>): Uint8Array {
  const book = utils.book_new();
  for (const [name, sheet] of Object.entries(sheets)) utils.book_append_sheet(book, sheet, name);
  book.Workbook = { Sheets: [{ Hidden: 1 }] };
  const bytes: Uint8Array = write(book, { type: 'buffer', bookType: 'xlsx' });
  return bytes;
}
