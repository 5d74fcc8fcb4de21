import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import type { ImportKind } from '#shared/contract/import.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { callsTo } from '../support/calls.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron, hasPoppler } from '../support/this-machine.ts';
import { until } from '../support/until.ts';
import { type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { drag, drawingReady, fillOfficers, goTo, mapReady, pageStill, playAt, screenPoint } from './steps.ts';

const frame = localFrame([116.4, 39.9]);
const place = (x: number, y: number) => frame.toLngLat([x, y]);

describe('zones edited, doubts settled, proposals checked', () => {
  it.skipIf(!hasChromium || !hasPoppler)('in Chromium over HTTP', async () => {
    const folder = temporaryFolder();
    await playAt(openBrowserDoor(await givenTown(folder)), (door) => play(door, folder));
  });

  it.skipIf(!hasElectron() || !hasPoppler)('in Electron', async () => {
    const folder = temporaryFolder();
    const opening = openDesktopDoor(await givenTown(folder), join(folder, 'home'));
    await playAt(opening, (door) => play(door, folder));
  });
});

async function play(door: Door, folder: string): Promise<void> {
  const { page } = door;
  const flips = page.getByTestId('flips');
  await mapReady(page);
  const table = page.getByRole('region', { name: '研判结果' });
  await table.getByText('极速网吧').waitFor();

  // when the clerk drags a corner of the campus, the flips are shown before anything is saved
  await goTo(page, 'map/school/1');
  await page.getByRole('button', { name: '更多', exact: true }).click();
  await page.getByRole('menuitem', { name: '编辑边界' }).click();
  await page.getByRole('heading', { name: '编辑校园边界' }).waitFor();
  await drawingReady(page);
  await drag(page, await screenPoint(page, ...place(40, -40)), await screenPoint(page, ...place(200, -40)));
  await flips.getByText('远方网吧').waitFor();
  expect(await flips.textContent()).toMatch(/远方网吧.*(进入|存疑)/);
  // and Ctrl+Z takes the corner back, and nothing that was saved where no drag is left
  await page.keyboard.press('Control+z');
  await flips.waitFor({ state: 'hidden' });
  await page.keyboard.press('Control+z');
  // The corner is drawn where it was before somebody can take hold of it.
  await drawingReady(page);
  await drag(page, await screenPoint(page, ...place(40, -40)), await screenPoint(page, ...place(200, -40)));
  await flips.getByText('远方网吧').waitFor();
  expect(await page.getByText(/^已撤销/).count()).toBe(0);
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
  const saved = async () => (await page.getByLabel('纬度').inputValue()) === '39.8995500';
  await until('the gate is where it was typed', saved);

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
  const officers = [
    ['王志强', 'ZF-0'],
    ['李海涛', 'ZF-1'],
  ] as const;
  await fillOfficers(page, page, officers, '区公安分局');
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
  await drawingReady(page);
  const spot = await screenPoint(page, ...place(-90, 0));
  await page.mouse.click(spot.x, spot.y);
  const advice = page.getByTestId('precheck');
  await advice.getByText('网吧').waitFor();
  expect(await advice.textContent()).toMatch(/不可设（禁设）距东街小学校园边界（直线）\s*[45]\d\.\d ± \d+ m/);

  // when a rule of an own copy of the pack is shortened, then its flips and its difference are shown
  await page.getByRole('link', { name: '规则' }).click();
  await page.getByRole('button', { name: '复制为本区规则包' }).click();
  const copied = page.getByRole('dialog', { name: '复制为本区规则包' });
  await expect.poll(() => copied.getByLabel('规则包名称').inputValue()).toContain('本区修订');
  await pageStill(page);
  await copied.getByRole('button', { name: '复制', exact: true }).click();
  await copied.waitFor({ state: 'hidden' });
  await page.getByText('与来源规则包的不同').waitFor();
  await page
    .getByRole('row', { name: /DX-11-1/ })
    .getByRole('button', { name: '编辑' })
    .click();
  await page.getByRole('spinbutton', { name: '距离' }).fill('20');
  await page.getByText(/研判结论改变|研判结论不变/).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: '保存', exact: true }).click();
  await page.getByTestId('difference').getByText('距离（米）').waitFor();
  expect(await page.getByTestId('difference').textContent()).toContain('200 → 20');
}

/** A school with a campus, a gate and a road, and three venues. */
async function givenTown(folder: string): Promise<string> {
  const workspace = join(folder, '工作区');
  await createWorkspace({ directory: workspace, name: '试验区', pack: 'beijing-daxing', now: new Date() });
  const service = new DataService();
  await service.open(workspace);
  const call = callsTo(service);
  const load = async (as: ImportKind, name: string, content: string) => {
    const path = join(folder, name);
    writeFileSync(path, content);
    await call('import.run', { token: service.files.register(path), as, crs: 'wgs84', map: {} });
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
