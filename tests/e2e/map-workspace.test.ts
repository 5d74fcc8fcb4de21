import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { callsTo } from '../support/calls.ts';
import { layDemo } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron } from '../support/this-machine.ts';
import { type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { told } from './messages.ts';
import {
  choose,
  drag,
  drawingReady,
  mapReady,
  pageStill,
  playAt,
  type ScreenPoint,
  screenPoint,
} from './steps.ts';

describe('the map workspace: tables, queries, selection, drawing, undo', () => {
  it.skipIf(!hasChromium)('in Chromium over HTTP', async () => {
    const workspace = await layDemo();
    const roads = await roadsOf(workspace);
    await playAt(openBrowserDoor(workspace), (door) => play(door, roads));
  });

  it.skipIf(!hasElectron())('in Electron', async () => {
    const workspace = await layDemo();
    const roads = await roadsOf(workspace);
    const opening = openDesktopDoor(workspace, join(temporaryFolder(), 'home'));
    await playAt(opening, (door) => play(door, roads));
  });
});

async function play({ page }: Door, roads: readonly LngLat[]): Promise<void> {
  const rows = (count: number) =>
    page
      .getByRole('status')
      .filter({ hasText: `${count} 行` })
      .waitFor();
  await mapReady(page);
  await page.getByRole('tab', { name: '场所' }).click();
  await rows(602);
  await pointerMoves(page);

  // when the clerk asks for 网吧 that stand inside a zone, then the query is in words and the table follows
  await page.getByRole('button', { name: '筛选', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: '加条件' }).click();
  await dialog.getByRole('button', { name: '加条件' }).click();
  await choose(page, '栏目', '类别', 0);
  await choose(page, '取值', '网吧（10）', 0);
  await page.keyboard.press('Escape');
  await choose(page, '栏目', '判定', 1);
  await choose(page, '取值', /^区内·禁设/, 1);
  await page.keyboard.press('Escape');
  await dialog.getByText('类别 是 网吧 且 判定 是 区内·禁设').waitFor();
  await dialog.getByLabel('查询名称').fill('禁设网吧');
  await dialog.getByRole('button', { name: '保存并应用' }).click();
  await told(page, '已保存查询“禁设网吧”');
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
  await choose(page, '只显示', '只显示：禁设网吧', 0);
  await table.getByText('最近距离').click();
  await table.locator('[aria-sort=ascending]').waitFor();
  await choose(page, '只显示', '全部场所', 0);

  // when a rectangle is drawn, then what lies in it is selected, counted and changed at once
  await page.getByRole('button', { name: '选择', exact: true }).click();
  await page.getByRole('menuitem', { name: '矩形选择' }).click();
  await drawingReady(page);
  await drag(page, await pointOf(page, [0.45, 0.45]), await pointOf(page, [0.7, 0.8]));
  const heading = page.getByTestId('panel').getByRole('heading', { name: /^已选 \d+ 个场所$/ });
  await heading.waitFor();
  const selected = Number(/\d+/.exec((await heading.textContent()) ?? '')?.[0]);
  expect(selected).toBeGreaterThan(1);
  // The panel grows while it counts what is selected: a press meanwhile may miss its button.
  await pageStill(page);
  await page.getByRole('button', { name: '批量修改' }).click();
  await dialog.getByText('改为').waitFor();
  await choose(page, '栏目', '登记状态');
  await dialog.getByLabel('改为').fill('在营（开业）');
  await dialog.getByRole('button', { name: '修改', exact: true }).click();
  await told(page, `已修改 ${selected} 个场所`);
  await page.getByRole('button', { name: '取消选择' }).click();
  await page.getByRole('button', { name: '结束' }).click();

  // when a distance is measured on the ellipsoid, then it is told while drawing and after
  await page.locator('body').press('Control+k');
  await page.keyboard.type('量距离');
  await page.locator('.ant-select-item-option').getByText('量距离', { exact: true }).click();
  await drawingReady(page);
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
  await drawingReady(page);
  await click(page, [0.5, 0.5]);
  await page.getByTestId('panel').getByLabel('名称').fill('新开的网吧');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await page.getByTestId('panel').getByRole('heading', { name: '新开的网吧' }).waitFor();
  expect(await page.getByTestId('panel').textContent()).toContain('网吧');
  await page.getByRole('button', { name: '撤销', exact: true }).click();
  await told(page, '已撤销：画出“新开的网吧”');

  // when a road is clicked, then it opens to be changed
  await page.locator('.layer').filter({ hasText: '道路' }).getByRole('checkbox').check();
  await page.getByRole('tab', { name: '学校' }).click();
  await page.getByRole('region', { name: '学校' }).getByText('云溪第一中学').first().click();
  await page.getByTestId('panel').getByRole('heading', { name: '云溪第一中学' }).waitFor();
  await pageStill(page);
  await clickRoad(page, roads);
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
  await rows(40);
}

/** A place in the middle of a stretch of each road. */
async function roadsOf(workspace: string): Promise<LngLat[]> {
  const service = new DataService();
  await service.open(workspace);
  const call = callsTo(service);
  const shapeOf = (id: number) => call('places.shape', { table: 'roads', id }).catch(() => null);
  const places: LngLat[] = [];
  for (let id = 1, road = await shapeOf(id); road !== null; road = await shapeOf(++id)) {
    if (road.geometry?.type !== 'LineString') continue;
    const [[x, y] = [0, 0], [toX, toY] = [x, y]] = road.geometry.coordinates;
    places.push([((x ?? 0) + (toX ?? 0)) / 2, ((y ?? 0) + (toY ?? 0)) / 2]);
  }
  await service.close();
  return places;
}

/** Clicks roads in the middle of the map until one answers that no mark lies upon. */
async function clickRoad(page: Page, roads: readonly LngLat[]): Promise<void> {
  const [least, most] = [await pointOf(page, [0.25, 0.2]), await pointOf(page, [0.85, 0.8])];
  for (const [lng, lat] of roads) {
    const { x, y } = await screenPoint(page, lng, lat);
    if (x < least.x || y < least.y || x > most.x || y > most.y) continue;
    await page.mouse.move(x, y, { steps: 3 });
    await page.mouse.click(x, y);
    if ((await page.evaluate(() => location.hash)).includes('/draw/roads/')) return;
  }
  throw new Error('no road in sight answers');
}

/** When the pointer moves over the map, then the line below follows, and the table is not drawn again. */
async function pointerMoves(page: Page): Promise<void> {
  const table = page.getByRole('region', { name: '场所' });
  await table.locator('.ag-row').filter({ hasText: '云' }).first().waitFor();
  await pageStill(page);
  const line = page.locator('.status-position');
  const moves = await table.evaluateHandle((element) => {
    const seen: MutationRecord[] = [];
    const options = { subtree: true, childList: true, characterData: true };
    new MutationObserver((found) => void seen.push(...found)).observe(element, options);
    return seen;
  });
  for (const at of [0.4, 0.5]) {
    const before = (await line.textContent()) ?? '';
    const { x, y } = await pointOf(page, [at, at]);
    await page.mouse.move(x, y);
    await expect.poll(() => line.textContent()).not.toBe(before);
  }
  expect(await moves.evaluate((seen) => seen.length)).toBe(0);
}

/** A place of the map as parts of its width and height. */
async function pointOf(page: Page, [x, y]: readonly [number, number]): Promise<ScreenPoint> {
  const box = await page.getByTestId('map').boundingBox();
  if (!box) throw new Error('there is no map');
  return { x: box.x + box.width * x, y: box.y + box.height * y };
}

async function click(page: Page, at: readonly [number, number], clickCount = 1): Promise<void> {
  const { x, y } = await pointOf(page, at);
  await page.mouse.move(x, y, { steps: 3 });
  await page.mouse.click(x, y, { clickCount });
}
