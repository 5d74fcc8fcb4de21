import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { callsTo } from '../support/calls.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium } from '../support/this-machine.ts';
import { type Door, openBrowserDoor } from './driver.ts';
import { told } from './messages.ts';
import { choose, goTo, playAt } from './steps.ts';

// How the desktop hands files over is played with the import wizard: tests/e2e/import-wizard.test.ts.
describe('a list whose codes say nothing, from its proposals to the last doubt', () => {
  it.skipIf(!hasChromium)('in Chromium over HTTP', async () => {
    const folder = temporaryFolder();
    await playAt(openBrowserDoor(await givenTown(folder)), (door) => play(door, givenList(folder)));
  });
});

/** One school; all venues of the list stand near it. */
async function givenTown(folder: string): Promise<string> {
  const directory = join(folder, 'town');
  await createWorkspace({ directory, name: '类别测试', pack: 'beijing-daxing', now: new Date() });
  const service = new DataService();
  await service.open(directory);
  const path = join(folder, 'schools.csv');
  writeFileSync(path, '学校名称,学段,经度,纬度\n东街小学,小学,116.4,39.9\n');
  const token = service.files.register(path);
  await callsTo(service)('import.run', { token, as: 'schools', crs: 'wgs84', map: {} });
  await service.close();
  return directory;
}

/** Codes by what most of their names say, and names that say it or nothing. */
const coded: Readonly<Record<string, readonly string[]>> = {
  '0613': ['黑八台球', '星牌桌球俱乐部', '一杆清台球厅', '乔氏台球', '老街撞球馆', '青藤', '百合'],
  '0641': ['极速网吧', '飞马网咖', '天雨网吧', '椰子网吧', '和兴网吧', '紫薇', '玉兰'],
  '0655': ['夜色酒吧', '老船长酒吧', '蓝莲花酒吧', '零点酒吧', '转角酒吧', '海棠', '芙蓉'],
  '0999': ['第1号会所', '第2号会所', '第3号会所', '如意饭店', '平安大厦', '老四川火锅店'],
};

function givenList(folder: string): string {
  const path = join(folder, '登记.csv');
  const rows = Object.entries(coded).flatMap(([code, names]) => names.map((name) => [name, code] as const));
  const lines = rows.map(([name, code], i) => `${name},${code},东街${i + 1}号,${116.4 + i / 1e5},39.8995`);
  writeFileSync(path, `店名,小类,地址,经度,纬度\n${lines.join('\n')}\n`);
  return path;
}

async function play(door: Door, list: string): Promise<void> {
  const { page } = door;
  await page.getByRole('navigation', { name: '主导航' }).getByRole('link', { name: '名单' }).click();
  await door.chooseFile(list);
  await answerProposals(page);
  await importList(page);
  await decideByKeys(page);
  // when a person adds a kind, both stand there
  await addKind(page);
  // then what was adopted can be taken back
  await goTo(page, 'import/review');
  const kept = page.getByRole('row', { name: /0613/ });
  await kept.getByRole('button', { name: '取消' }).click();
  await kept.waitFor({ state: 'detached' });
}

/** One code by the mouse, one by the keyboard, the last one with what is left. */
async function answerProposals(page: Page): Promise<void> {
  const proposals = page.getByTestId('kind-proposals');
  await proposals.getByText('小类 0613：7 行，其中 5 行可认作台球').waitFor();
  await proposals.getByText('例如：').first().waitFor();
  await proposals.getByRole('radiogroup', { name: '小类 0613' }).getByText('全部作台球').click();
  const netCafes = proposals.getByRole('radiogroup', { name: '小类 0641' });
  await netCafes.getByRole('radio').first().focus();
  await page.keyboard.press('Space');
  await page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => await netCafes.getByRole('radio', { name: '逐条复核' }).isChecked())
    .toBe(true);
  await proposals.getByRole('button', { name: '其余 1 项全部采用' }).focus();
  await page.keyboard.press('Enter');
  const bars = proposals.getByRole('radiogroup', { name: '小类 0655' });
  await expect.poll(async () => await bars.getByRole('radio', { name: '全部作酒吧' }).isChecked()).toBe(true);
}

async function importList(page: Page): Promise<void> {
  await choose(page, '坐标系', /^WGS84/);
  await page.getByRole('button', { name: '预览结果' }).click();
  await page.getByText('将会发生的变化（尚未写入）').waitFor();
  await page.getByRole('button', { name: '确认导入' }).click();
  await page.getByText('已导入并重新研判').waitFor();
}

/** The two names of the code that is looked at one by one, then those that no code explains. */
async function decideByKeys(page: Page): Promise<void> {
  await goTo(page, 'import/review');
  const name = page.getByTestId('queued-name');
  const queue = page.getByTestId('review-queue');
  const press = async (key: string) => {
    const before = await name.innerText();
    await page.keyboard.press(key);
    await expect
      .poll(async () => (await name.count()) === 0 || (await name.innerText()) !== before)
      .toBe(true);
  };
  await queue.getByText(/还有 \d+ 家待认定/).waitFor();
  const waiting = async () => Number(/还有 (\d+) 家/.exec(await queue.innerText())?.[1]);
  const first = await waiting();
  const begun = await name.innerText();
  await press('Digit1');
  expect(await waiting()).toBe(first - 1);
  await press('KeyU');
  expect([await waiting(), await name.innerText()]).toEqual([first, begun]);
  await press('KeyN');
  // by the mouse, the first kind that it could be of
  await queue.locator('.review-keys button').first().click();
  // those that wait for the same reason go together, until nothing is left, not even what was passed over
  const end = queue.getByText('待认定的都已认定');
  const isMore = async () => {
    await end.or(name).first().waitFor();
    return await name.isVisible();
  };
  while (await isMore()) await press('Shift+Digit0');
  await end.waitFor();
}

/** 青藤 is a billiard hall by its code: a person adds that it sells lottery. */
async function addKind(page: Page): Promise<void> {
  await goTo(page, 'map');
  await page.getByLabel('搜索').fill('青藤');
  await page.locator('.ant-select-item-option-content').getByText('青藤').first().click();
  const panel = page.getByTestId('panel');
  await panel.getByText('台球').first().waitFor();
  await panel.getByRole('button', { name: '更正' }).click();
  await page.getByText('增加一类').click();
  await page.getByRole('combobox', { name: '另一类' }).fill('彩票');
  await page.keyboard.press('Enter');
  await page
    .getByRole('button', { name: /保\s*存/ })
    .last()
    .click();
  await told(page, '已给“青藤”增加一类');
  await page.getByTestId('venue-kinds').getByRole('button', { name: '去掉彩票' }).waitFor();
}
