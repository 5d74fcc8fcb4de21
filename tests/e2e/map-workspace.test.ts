import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { systemClock } from '#service/platform/clock.ts';
import { writeDemo } from '../../electron/demo/write-demo.ts';
import { chromiumPath } from '../support/chromium.ts';
import { electronRuntime } from '../support/electron-runtime.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { choose, type Door, mapReady, openBrowserDoor, openDesktopDoor } from './driver.ts';

const noBrowser = chromiumPath() === null;
const noElectron = process.platform !== 'linux' || !process.env.DISPLAY || electronRuntime() === null;

describe('the map workspace: tables, queries, selection, drawing, undo', () => {
  it.skipIf(noBrowser)('in Chromium over HTTP', async () => {
    const folder = temporaryFolder();
    await play(folder, openBrowserDoor);
  });

  it.skipIf(noElectron)('in Electron', async () => {
    const folder = temporaryFolder();
    await play(folder, (workspace) => openDesktopDoor(workspace, join(folder, 'home')));
  });
}, 240_000);

async function play(folder: string, open: (workspace: string) => Promise<Door>): Promise<void> {
  const workspace = join(folder, '演示');
  await writeDemo(workspace, systemClock);
  const door = await open(workspace);
  const { page } = door;
  const rows = (count: number) =>
    page
      .getByRole('status')
      .filter({ hasText: `${count} 行` })
      .waitFor();
  try {
    await mapReady(page);
    await page.getByRole('tab', { name: '场所' }).click();
    await rows(602);

    // when the clerk asks for 网吧 that stand inside a zone, then the query is in words and the table follows
    await page.getByRole('button', { name: '筛选', exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: '加条件' }).click();
    await dialog.getByRole('button', { name: '加条件' }).click();
    await pick(page, '栏目', 0, '类别');
    await pick(page, '取值', 0, '网吧（10）');
    await page.keyboard.press('Escape');
    await pick(page, '栏目', 1, '判定');
    await pick(page, '取值', 1, /^区内·禁设/);
    await page.keyboard.press('Escape');
    await dialog.getByText('类别 是 网吧 且 判定 是 区内·禁设').waitFor();
    await dialog.getByLabel('查询名称').fill('禁设网吧');
    await dialog.getByRole('button', { name: '保存并应用' }).click();
    await page.getByText('已保存查询“禁设网吧”').waitFor();
    await rows(6);

    // when a name is changed in the table, then undo takes it back and redo makes it again
    const table = page.getByRole('region', { name: '场所' });
    const cell = table.locator('.ag-row').first().locator('[col-id=name]');
    await table.locator('.ag-row').filter({ hasText: '云' }).first().waitFor();
    const before = (await cell.textContent()) ?? '';
    await cell.dblclick();
    await page.keyboard.press('Control+A');
    await page.keyboard.type('改过名的网吧');
    await page.keyboard.press('Enter');
    await table.getByText('改过名的网吧').first().waitFor();
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await table.getByText(before).first().waitFor();
    await page.locator('body').press('Control+y');
    await table.getByText('改过名的网吧').first().waitFor();
    await page.getByRole('button', { name: '操作记录' }).click();
    await page.locator('.edit-list').getByText('修改“改过名的网吧”').waitFor();
    await page.locator('.ant-drawer-close').click();
    await page.locator('.ant-drawer-mask').waitFor({ state: 'hidden' });

    // when only the saved query is shown on the map, then a layer says so; and what the table holds can sort
    await pick(page, '只显示', 0, '只显示：禁设网吧');
    await table.getByText('最近距离').click();
    await table.locator('[aria-sort=ascending]').waitFor();
    await pick(page, '只显示', 0, '全部场所');

    // when a rectangle is drawn, then what lies in it is selected, counted and changed at once
    await page.getByRole('button', { name: '选择', exact: true }).click();
    await page.getByRole('menuitem', { name: '矩形选择' }).click();
    await drag(page, [0.45, 0.45], [0.7, 0.8]);
    const heading = page.getByTestId('panel').getByRole('heading', { name: /^已选 \d+ 个场所$/ });
    await heading.waitFor();
    const selected = Number(/\d+/.exec((await heading.textContent()) ?? '')?.[0]);
    expect(selected).toBeGreaterThan(1);
    await page.getByRole('button', { name: '批量修改' }).click();
    await choose(page, '栏目', '登记状态');
    await dialog.getByLabel('改为').fill('在营（开业）');
    await dialog.getByRole('button', { name: '修改', exact: true }).click();
    await page.getByText(`已修改 ${selected} 个场所`).waitFor();
    await page.getByRole('button', { name: '取消选择' }).click();
    await page.getByRole('button', { name: '结束' }).click();

    // when a distance is measured on the ellipsoid, then it is told while drawing and after
    await page.locator('body').press('Control+k');
    await page.keyboard.type('量距离');
    await page.locator('.ant-select-item-option').getByText('量距离', { exact: true }).click();
    await settle(page);
    await click(page, [0.5, 0.6]);
    await click(page, [0.7, 0.6], 2);
    expect(await page.getByTestId('measured').textContent()).toMatch(/^\d+\.\d m$/);
    await page.getByRole('button', { name: '结束' }).click();

    // when initials are typed, then the venue is found and shown
    await page.locator('body').press('Control+k');
    await page.keyboard.type('ggmdwb');
    await page.locator('.ant-select-item-option').getByText('改过名的网吧', { exact: true }).click();
    await page.getByTestId('panel').getByRole('heading', { name: '改过名的网吧' }).waitFor();

    // when a venue is drawn, then it is judged by its name; and it can be taken back
    await page.getByRole('button', { name: '绘制' }).click();
    await page.getByRole('menuitem', { name: '新增场所' }).click();
    await settle(page);
    await click(page, [0.5, 0.5]);
    await page.getByTestId('panel').getByLabel('名称').fill('新开的网吧');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByTestId('panel').getByRole('heading', { name: '新开的网吧' }).waitFor();
    expect(await page.getByTestId('panel').textContent()).toContain('网吧');
    await page.getByRole('button', { name: '撤销', exact: true }).click();
    await page.getByText('已撤销：画出“新开的网吧”').waitFor();

    // when a road is clicked, then it opens to be changed
    await page.locator('.layer').filter({ hasText: '道路' }).getByRole('checkbox').check();
    await page.getByRole('tab', { name: '学校' }).click();
    await page.getByRole('region', { name: '学校' }).getByText('云溪第一中学').first().click();
    await page.getByTestId('panel').getByRole('heading', { name: '云溪第一中学' }).waitFor();
    await page.waitForTimeout(1000);
    await clickRoad(page);
    await page.getByRole('heading', { name: '编辑道路' }).waitFor();
    await page.getByTestId('panel').getByLabel('名称').fill('校前新路');
    await page.getByRole('button', { name: '保存', exact: true }).click();
    await page.getByText('道路已保存').waitFor();
    await page.getByRole('button', { name: '撤销', exact: true }).click();

    // when regions are shaded, then each tells what it holds; and figures of the overview open their rows
    await page.locator('.layer').filter({ hasText: '辖区' }).getByRole('checkbox').check();
    await choose(page, '着色', '按区内·禁设数着色');
    await page.getByRole('button', { name: '云溪镇', exact: true }).waitFor();
    await page.getByRole('link', { name: '总览' }).click();
    await page.getByRole('button', { name: /重点监管的场所/ }).click();
    await mapReady(page);
    await page.getByText('判定 是 重点监管').waitFor();
    await rows(50);
  } catch (error) {
    if (process.env.E2E_SCREENSHOTS)
      await page.screenshot({ path: join(process.env.E2E_SCREENSHOTS, 'map-failed.png') });
    throw error;
  } finally {
    await door.close();
  }
}

/** Clicks along a line across the map until a road answers. */
async function clickRoad(page: Page): Promise<void> {
  for (let at = 0.3; at < 0.9; at += 0.01) {
    await click(page, [at, 0.62]);
    await page.waitForTimeout(60);
    if (page.url().includes('/draw/roads/')) return;
  }
  throw new Error('no road lies along the line');
}

/** Picks an option of one of several choices of the same label. */
async function pick(page: Page, label: string, at: number, option: string | RegExp): Promise<void> {
  const exact = typeof option === 'string' ? { exact: true } : {};
  for (let attempt = 0; attempt < 3; attempt++) {
    await page.getByRole('combobox', { name: label, exact: true }).nth(at).click();
    // The list grows while it opens and while its values arrive; a drawer that closes takes the focus from it.
    await page.waitForTimeout(500);
    const list = page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)').last();
    const wanted = list.getByText(option, exact).first();
    const isPicked = await wanted.click({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
    if (isPicked) return;
  }
  throw new Error(`“${label}” offers no ${option}`);
}

/** A place of the map as parts of its width and height. */
async function pointOf(page: Page, [x, y]: readonly [number, number]) {
  const box = await page.getByTestId('map').boundingBox();
  if (!box) throw new Error('there is no map');
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

async function click(page: Page, at: readonly [number, number], clickCount = 1): Promise<void> {
  const { x, y } = await pointOf(page, at);
  await page.mouse.move(x, y, { steps: 3 });
  await page.mouse.click(x, y, { clickCount });
}

async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  await settle(page);
  const [start, end] = [await pointOf(page, from), await pointOf(page, to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
  await page.mouse.move(end.x, end.y, { steps: 5 });
  await page.mouse.up();
}

/** The pointer belongs to a drawing once the map says so. */
async function settle(page: Page): Promise<void> {
  await page.locator('[data-testid=map][data-drawing]').waitFor();
  await page.waitForTimeout(300);
}
