import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { read, utils } from '@e965/xlsx';
import { unzipSync } from 'fflate';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { callsTo } from '../support/calls.ts';
import { layDemo } from '../support/demo.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron, hasPoppler } from '../support/this-machine.ts';
import { type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { told } from './messages.ts';
import { choose, goTo, mapReady, pageStill, playAt, takeFromMenu } from './steps.ts';

describe('everyday questions are answered at the desk', () => {
  it.skipIf(!hasChromium || !hasPoppler)('in Chromium over HTTP', async () => {
    const scene = await givenDesk();
    await playAt(openBrowserDoor(scene.directory), (door) => play(door, scene));
  });

  it.skipIf(!hasElectron() || !hasPoppler)('in Electron', async () => {
    const scene = await givenDesk();
    const opening = openDesktopDoor(scene.directory, join(temporaryFolder(), 'home'));
    await playAt(opening, (door) => play(door, scene));
  });
});

interface Scene {
  readonly directory: string;
  /** The school whose page of the atlas differs from what was printed. */
  readonly school: string;
  readonly pages: number;
  readonly all: number;
}

/** The demonstration town with an atlas printed, a venue closed since, and a school of which nothing is drawn. */
async function givenDesk(): Promise<Scene> {
  const directory = await layDemo();
  const service = new DataService();
  await service.open(directory);
  const call = callsTo(service);
  const school = { name: '城东第三小学', stage: '小学' };
  const geometry = { type: 'Point' as const, coordinates: [116.4085, 39.5888] };
  await call('places.save', { table: 'schools', id: null, values: school, geometry });
  const found = (await call('sheets.templates', {})).find(({ id }) => id === 'school-zone');
  if (!found) throw new Error('no template of schools');
  const { savedId: _, ...template } = found;
  const order = { template, format: 'svg' as const };
  const { id } = await call('sheets.begin', { order });
  await call('sheets.draw', { id });
  await call('sheets.finish', { id });
  const [finding] = await call('findings.list', {});
  if (!finding) throw new Error('nothing is near a school');
  await call('tables.edit', { table: 'venues', ids: [finding.venueId], values: { status: '停业' } });
  const { pages } = await call('sheets.changes', { order });
  const all = (await call('sheets.pages', { kind: 'school', order })).length;
  await service.close();
  return { directory, school: finding.schoolName, pages: pages.length, all };
}

async function play(door: Door, scene: Scene): Promise<void> {
  const { page } = door;
  const folder = temporaryFolder();
  await mapReady(page);
  await count(door, folder);
  await seeChanges(door, folder);
  await printChanges(door, scene, folder);
  await drawWhatSettles(page);
  await pressKeys(page);
}

/** A command by its name, as the search box finds it. */
async function carryOut(page: Page, command: string): Promise<void> {
  await page.getByLabel('搜索').fill(command);
  await page.getByLabel('搜索').press('Enter');
}

/** 学校 × 类别: counted by two columns with shares and a chart, taken along; lists parted by who is responsible. */
async function count(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await page.getByRole('tab', { name: '研判结果' }).click();
  await page.getByRole('button', { name: '统计', exact: true }).click();
  const counting = page.getByRole('region', { name: '研判结果统计' });
  await choose(page, '分组', '学校');
  await choose(page, '再按', '类别');
  await choose(page, '占比', '占本行');
  await counting.getByRole('columnheader', { name: '合计' }).waitFor();
  await counting.getByRole('button', { name: '图表' }).click();
  await counting.locator('canvas').waitFor();
  const counted = join(folder, '统计.xlsx');
  await door.saveAs(counted, () => counting.getByRole('button', { name: '导出统计表' }).click());
  const book = read(readFileSync(counted), { type: 'buffer' });
  const lines = book.SheetNames.flatMap((name) =>
    utils.sheet_to_json<string[]>(book.Sheets[name] ?? {}, { header: 1 }),
  );
  expect(lines.filter(([first]) => /小学|合计/.test(String(first))).map(([first]) => first)).toEqual(
    expect.arrayContaining([expect.stringContaining('小学'), expect.stringContaining('合计')]),
  );
  await counting.getByRole('button', { name: '关闭统计' }).click();
  const bodies = join(folder, '按部门.zip');
  await door.saveAs(bodies, () =>
    takeFromMenu(
      page,
      page.getByRole('button', { name: '导出或打印' }),
      page.getByRole('menuitem', { name: /^按责任部门分开导出/ }),
    ),
  );
  expect(Object.keys(unzipSync(readFileSync(bodies))).length).toBeGreaterThan(1);
}

/** The school whose gate settles most comes first, and is done without the mouse. */
async function drawWhatSettles(page: Page): Promise<void> {
  await carryOut(page, '待画的校门和边界');
  const list = page.getByRole('region', { name: '待画的校门和边界' });
  const first = list.getByRole('link').first();
  await first.waitFor();
  const number = async (pattern: RegExp) =>
    Number(pattern.exec((await list.getByRole('status').textContent()) ?? '')?.[1]);
  const waiting = await list.getByRole('link').count();
  const left = await number(/还有 (\d+) 处/);
  await page.getByLabel('经度').fill('116.4085');
  await page.getByLabel('经度').press('Enter');
  await page.getByLabel('纬度').fill('39.5888');
  await page.getByLabel('纬度').press('Enter');
  await page.keyboard.press('Control+Enter');
  await told(page, '校门已保存');
  await expect.poll(async () => await number(/已解决 (\d+) 处/)).toBeGreaterThan(0);
  expect(await number(/还有 (\d+) 处/)).toBeLessThan(left);
  await expect.poll(() => list.getByRole('link').count()).toBeLessThanOrEqual(waiting);
}

/** What changed: by kind, town and school, and as a file; what the workspace began with stands apart. */
async function seeChanges(door: Door, folder: string): Promise<void> {
  const { page } = door;
  await carryOut(page, '查看变化');
  const kinds = page.getByRole('group', { name: '变化的种类' });
  const begun = kinds.getByRole('button', { name: /^首份名单在区内 \d+$/ });
  const count = /\d+/.exec((await begun.textContent()) ?? '')?.[0];
  await begun.click();
  await page.getByRole('tab', { name: `明细 ${count}` }).waitFor();
  await page.getByRole('cell', { name: '首份名单在区内' }).first().waitFor();
  // What a school that was drawn since brings is news.
  await kinds.getByRole('button', { name: /^进入区内 \d+$/ }).waitFor();
  await page.getByRole('tab', { name: '按镇街' }).click();
  await page.getByRole('columnheader', { name: '停业消失' }).filter({ visible: true }).waitFor();
  await page.getByRole('tab', { name: '按学校' }).click();
  await page
    .getByRole('button', { name: /的变化$/ })
    .first()
    .waitFor();
  const file = join(folder, '变化.xlsx');
  await door.saveAs(file, () => page.getByRole('button', { name: '导出表格' }).click());
  expect(read(readFileSync(file), { type: 'buffer' }).SheetNames).toEqual(['变化明细', '按镇街', '按学校']);
}

/** Only the pages that differ from the last print are made. */
async function printChanges(door: Door, { school, pages, all }: Scene, folder: string): Promise<void> {
  const { page } = door;
  expect(pages).toBeLessThan(all);
  await carryOut(page, '打印图幅');
  await page.getByText(`自上次打印以来有变化：${pages} 页`).waitFor();
  await page.getByLabel('自上次打印以来的变化').getByText(school).waitFor();
  await page.getByText(`已选 ${pages} / ${all}`).waitFor();
  await pageStill(page);
  const atlas = join(folder, '有变化的.pdf');
  await door.saveAs(atlas, () => page.getByRole('button', { name: /出图( \d+ 幅|并登记)$/ }).click());
  expect(existsSync(atlas)).toBe(true);
  expect(pdfText(atlas)).toContain(school);
}

/** Every command has its keys; a view of the map is taken along as a picture. */
async function pressKeys(page: Page): Promise<void> {
  // The field that was written into is gone when this screen is there.
  await goTo(page, 'overview');
  await page.getByRole('heading', { name: '今日要办' }).click();
  await page.keyboard.press('?');
  const sheet = page.getByRole('dialog', { name: '快捷键' });
  await sheet.getByText('隐患台账').first().waitFor();
  await page.keyboard.press('Escape');
  await sheet.waitFor({ state: 'hidden' });
  await page.keyboard.press('q');
  await page.keyboard.press('t');
  await page.getByRole('heading', { name: '隐患台账' }).waitFor();
  await page.keyboard.press('q');
  await page.keyboard.press('d');
  await mapReady(page);
  await pageStill(page);
  const box = await page.getByTestId('map').boundingBox();
  const [x, y] = [(box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2];
  await page.mouse.click(x, y, { button: 'right' });
  await page.getByRole('menuitem', { name: '复制图片（带图例、比例尺）' }).click();
  // A browser without a clipboard for pages has it as a file.
  await told(page, /图片已复制|已另存为文件/);
}
