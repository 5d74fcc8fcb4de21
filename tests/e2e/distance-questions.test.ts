import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { layDemo } from '../support/demo.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron, hasPoppler } from '../support/this-machine.ts';
import { type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { choose, drawingReady, mapReady, pageStill, playAt } from './steps.ts';

describe('questions about distances are answered at the desk', () => {
  it.skipIf(!hasChromium || !hasPoppler)('in Chromium over HTTP', async () => {
    await playAt(openBrowserDoor(await layDemo()), play);
  });

  it.skipIf(!hasElectron() || !hasPoppler)('in Electron', async () => {
    await playAt(openDesktopDoor(await layDemo(), join(temporaryFolder(), 'home')), play);
  });
});

const rowsShown = (page: Page) => page.locator('.dock-count');
const query = (page: Page) => page.getByRole('list', { name: '筛选条件' });

async function play(door: Door): Promise<void> {
  const { page } = door;
  const folder = temporaryFolder();
  await mapReady(page);

  // when somebody asks how many inns lie within 200 m of any primary school, then so many rows are shown with their school
  await page.getByLabel('搜索').fill('距离条件');
  await page.getByLabel('搜索').press('Enter');
  await query(page).getByText('离任一学校 200 m 以内（直线，至边界或校门最近处，含存疑）').waitFor();
  await page.getByRole('button', { name: '筛选', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await choose(page, '学段', '小学');
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: '加条件' }).click();
  await choose(page, '栏目', '类别');
  await choose(page, '取值', /^旅馆|^住宿/);
  await page.keyboard.press('Escape');
  await dialog.getByRole('button', { name: '应用', exact: true }).click();
  await query(page).getByText('离任一小学 200 m 以内').waitFor();
  // The dialog counts what the table shows, once both have heard of the last condition.
  await page.getByRole('button', { name: '筛选', exact: true }).click();
  const counted = async () => /\d+/.exec((await dialog.getByRole('status').textContent()) ?? '')?.[0] ?? '';
  await expect.poll(async () => (await rowsShown(page).textContent()) === `${await counted()} 行`).toBe(true);
  const inns = await counted();
  await page.keyboard.press('Escape');
  expect(Number(inns)).toBeGreaterThan(0);
  await page.getByRole('region', { name: '场所', exact: true }).getByText('就近学校').waitFor();
  // and the map leaves only these, as long as somebody wants it
  await page.getByRole('button', { name: '地图只显示这些' }).click();
  await page.getByText('只显示：表格里的条件').waitFor();
  await page.getByRole('button', { name: '地图恢复全部场所' }).click();

  // when they are counted by school, then each school has its row
  await page.getByRole('button', { name: '统计', exact: true }).click();
  await choose(page, '分组', '范围内学校');
  await page
    .getByRole('region', { name: '场所统计' })
    .getByRole('rowheader', { name: /小学/ })
    .first()
    .waitFor();
  await page.getByRole('button', { name: '关闭统计' }).click();

  // when a line is drawn, then what lies along it is counted, and listed by a click
  await page.getByRole('button', { name: '周边', exact: true }).click();
  await page.getByRole('menuitem', { name: '一条线周边' }).click();
  await drawingReady(page);
  const box = await page.getByTestId('map').boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  await page.mouse.click(x - 60, y);
  await page.mouse.click(x + 60, y + 30);
  await page.keyboard.press('Enter');
  const around = page.getByRole('list', { name: '范围内有什么' });
  await around.getByRole('button', { name: /场所\s*[1-9]/ }).click();
  await query(page)
    .getByText(/离所画的线 200 m 以内/)
    .waitFor();
  await page.getByRole('button', { name: '结束' }).click();

  // when a list of proposed venues is pasted, then each is told, and the table is saved
  await page.getByRole('button', { name: '更多预检' }).click();
  await page.getByRole('menuitem', { name: /批量预检/ }).click();
  await page
    .getByLabel('拟设场所清单')
    .fill('名称\t类别\t地址\n甲网吧\t网吧\t无此路1号\n乙网吧\t网吧\t116.0,39.0');
  await page.getByRole('button', { name: '预检', exact: true }).click();
  const checked = page.getByTestId('checked-list');
  await checked.getByText('地址定不了位，请补坐标').waitFor();
  await checked.getByText('可设', { exact: true }).waitFor();
  const file = join(folder, '批量预检.xlsx');
  await door.saveAs(file, () => page.getByRole('button', { name: '导出 xlsx' }).click());
  const book = read(readFileSync(file), { type: 'buffer' });
  expect(utils.sheet_to_json(book.Sheets[book.SheetNames[0] ?? ''] ?? {})).toHaveLength(2);

  // when the ground is asked for where internet cafés may open, then what is banned is drawn and printed
  await page.getByRole('button', { name: '更多预检' }).click();
  await page.getByRole('menuitem', { name: /哪里可以开/ }).click();
  await choose(page, '类别', '网吧');
  await page
    .getByTestId('ground')
    .getByText(/不可设，\d+ 所学校周边/)
    .waitFor();
  await pageStill(page);
  await page.getByRole('button', { name: '打印所示范围' }).click();
  await page.getByTestId('document').getByText('网吧不可设地段示意图').waitFor();
  const printed = join(folder, 'ground.pdf');
  await door.printSheet(printed);
  expect(pdfText(printed)).toContain('其余地段按距离规则可设');
}
