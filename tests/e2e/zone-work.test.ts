import { spawnSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { chromiumPath } from '../support/chromium.ts';
import { electronRuntime } from '../support/electron-runtime.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { choose, type Door, mapReady, openBrowserDoor, openDesktopDoor, screenPoint } from './driver.ts';

const frame = localFrame([116.4, 39.9]);
const place = (x: number, y: number) => frame.toLngLat([x, y]);

const noBrowser = chromiumPath() === null;
const noPoppler = spawnSync('pdftotext', ['-v']).error !== undefined;
const noElectron = process.platform !== 'linux' || !process.env.DISPLAY || electronRuntime() === null;

describe('zones edited, doubts settled, proposals checked', () => {
  it.skipIf(noBrowser || noPoppler)('in Chromium over HTTP', async () => {
    await play(temporaryFolder(), (workspace) => openBrowserDoor(workspace));
  });

  it.skipIf(noElectron || noPoppler)('in Electron', async () => {
    const folder = temporaryFolder();
    await play(folder, (workspace) => openDesktopDoor(workspace, join(folder, 'home')));
  });
}, 240_000);

async function play(folder: string, open: (workspace: string) => Promise<Door>): Promise<void> {
  // given a school with a campus, a gate and a road, and three venues
  const workspace = await givenTown(folder);
  const door = await open(workspace);
  const { page } = door;
  const flips = page.getByTestId('flips');
  try {
    await mapReady(page);
    const table = page.getByRole('region', { name: '研判结果' });
    await table.getByText('极速网吧').waitFor();

    // when the clerk drags a corner of the campus, the flips are shown before anything is saved
    await goTo(page, 'map/school/1');
    await page.getByRole('button', { name: '编辑边界' }).click();
    await page.getByRole('heading', { name: '编辑校园边界' }).waitFor();
    await settle(page);
    await drag(page, place(40, -40), place(200, -40));
    await flips.getByText('远方网吧').waitFor();
    expect(await flips.textContent()).toMatch(/远方网吧.*(进入|存疑)/);
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('校园边界已保存').waitFor();
    // then the table and the figures have followed
    await table.getByText('远方网吧').waitFor();

    // when a gate is moved by typed coordinates, then it is where it was typed
    await page.locator('.gate-row').getByRole('link', { name: '编辑' }).click();
    await page.getByRole('heading', { name: '编辑校门' }).waitFor();
    await page.getByLabel('纬度').fill('39.8995500');
    await page.getByLabel('纬度').press('Enter');
    await page.getByText('禁停区：沿道路带状').waitFor();
    await page.getByRole('button', { name: '保存' }).click();
    await page.getByText('校门已保存').waitFor();
    await page.locator('.gate-row').getByRole('link', { name: '编辑' }).click();
    expect(await page.getByLabel('纬度').inputValue()).toBe('39.8995500');

    // when the walk to a venue is asked for, then its stretches are listed
    await goTo(page, 'map');
    await page.getByRole('button', { name: '查询与视图' }).click();
    await page.getByRole('menuitem', { name: '需实测或核对' }).click();
    await table.getByText('边缘KTV').click();
    await page.getByText('怎样判定：实测校园边界最近处至场所出入口的直线距离。').waitFor();
    await page.getByRole('button', { name: '步行路线' }).first().click();
    await page.locator('.walk-segments').getByText('南街').waitFor();

    // when two officers measure the doubtful distance, then the survey governs and its record prints
    await page.getByRole('button', { name: '登记实测' }).first().click();
    await page.getByLabel('第 1 段长度').fill('203.15');
    for (const [index, name] of ['王志强', '李海涛'].entries()) {
      await page.getByLabel(`执法人员 ${index + 1} 姓名`).fill(name);
      await page.getByLabel(`执法人员 ${index + 1} 证号`).fill(`ZF-${index}`);
      await choose(page, `执法人员 ${index + 1} 单位`, '公安分局');
    }
    await page.getByText('区外').last().waitFor();
    await page.getByRole('button', { name: '保存并出具测量记录' }).click();
    await page.getByTestId('document').getByText('CL-').waitFor();
    const record = join(folder, 'record.pdf');
    await door.printSheet(record);
    const text = pdfText(record);
    expect(text).toContain('学校周边场所距离测量记录');
    expect(text).toContain('203.15');
    expect(text).toMatch(/判定\s*区外/);
    expect(text).toContain('ZF-1');
    expect(statSync(record).size).toBeGreaterThan(10_000);
    await page.getByRole('button', { name: '返回' }).click();
    await page.getByText('现场实测').first().waitFor();
    await page.getByText('测量记录（1）').waitFor();

    // when a spot beside the school is proposed, then every category learns what it would break there
    await goTo(page, 'map/school/1');
    await page.getByRole('heading', { name: '东街小学' }).waitFor();
    await page.getByRole('button', { name: '预检场所' }).click();
    await settle(page);
    const spot = await screenPoint(page, ...place(-90, 0));
    await page.mouse.click(spot.x, spot.y);
    const advice = page.getByTestId('precheck');
    await advice.getByText('网吧').waitFor();
    expect(await advice.textContent()).toMatch(
      /不可设（禁设）距东街小学校园边界（直线）\s*[45]\d\.\d ± \d+ m/,
    );

    // when a rule of an own copy of the pack is shortened, then its flips and its difference are shown
    await page.getByRole('link', { name: '规则' }).click();
    await page.getByRole('button', { name: '复制为本区规则包' }).click();
    await page.getByRole('dialog').getByRole('button', { name: '复制', exact: true }).click();
    await page.getByText('与来源规则包的不同').waitFor();
    await page
      .getByRole('row', { name: /DX-11-1/ })
      .getByRole('button', { name: '编辑' })
      .click();
    await page.getByLabel('距离（米）').fill('20');
    await page.getByText(/研判结论改变|研判结论不变/).waitFor();
    await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click();
    await page.getByTestId('difference').getByText('距离（米）').waitFor();
    expect(await page.getByTestId('difference').textContent()).toContain('200 → 20');
  } catch (error) {
    if (process.env.E2E_SCREENSHOTS)
      await page.screenshot({ path: join(process.env.E2E_SCREENSHOTS, 'zone-failed.png') });
    throw error;
  } finally {
    await door.close();
  }
}

async function givenTown(folder: string): Promise<string> {
  const workspace = join(folder, '工作区');
  await createWorkspace({ directory: workspace, name: '试验区', pack: 'beijing-daxing', now: new Date() });
  const service = new DataService();
  await service.open(workspace);
  const load = async (as: string, name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    const input = { token: service.files.register(path), as, crs: 'wgs84', map: {} };
    await service.call({ id: name, name: 'import.run', input, signal: new AbortController().signal });
  };
  const ring = [place(-40, -40), place(40, -40), place(40, 40), place(-40, 40), place(-40, -40)];
  const feature = (properties: object, geometry: object) =>
    JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties, geometry }] });
  await load(
    'campuses',
    'campuses.geojson',
    feature({ 名称: '东街小学', 学段: '小学' }, { type: 'Polygon', coordinates: [ring] }),
  );
  await load(
    'roads',
    'roads.geojson',
    feature(
      { name: '南街', highway: 'residential' },
      { type: 'LineString', coordinates: [place(-300, -52), place(60, -52), place(60, -260)] },
    ),
  );
  const at = (x: number, y: number) =>
    place(x, y)
      .map((degree) => degree.toFixed(7))
      .join(',');
  await load('gates', 'gates.csv', `校门名称,所属学校,经度,纬度,主门\n南门,东街小学,${at(0, -41)},是\n`);
  await load(
    'venues',
    'venues.csv',
    [
      '名称,类别,地址,经度,纬度,成立日期',
      `极速网吧,网吧,东街1号,${at(30, -100)},2023-05-01`,
      `远方网吧,网吧,东街99号,${at(420, -20)},2023-05-01`,
      `边缘KTV,KTV,东街20号,${at(40, -238)},2023-03-05`,
      '',
    ].join('\n'),
  );
  await service.close();
  return workspace;
}

async function goTo(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = `/${hash}`;
  }, route);
}

/** Waits until the drawing has begun and the map stands still, so that a place is where it is drawn. */
async function settle(page: Page): Promise<void> {
  await page.locator('[data-testid=map][data-drawing]').waitFor();
  let before = { x: 0, y: 0 };
  for (let look = 0; look < 40; look++) {
    const now = await screenPoint(page, 116.4, 39.9);
    if (Math.abs(now.x - before.x) + Math.abs(now.y - before.y) < 0.5) return;
    before = now;
    await page.waitForTimeout(200);
  }
}

async function drag(
  page: Page,
  from: readonly [number, number],
  to: readonly [number, number],
): Promise<void> {
  const start = await screenPoint(page, ...from);
  const end = await screenPoint(page, ...to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move((start.x + end.x) / 2, (start.y + end.y) / 2, { steps: 5 });
  await page.mouse.move(end.x, end.y, { steps: 5 });
  await page.mouse.up();
}
