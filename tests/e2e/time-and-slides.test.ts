import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { DataService } from '#service/dispatch/service.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { callsTo } from '../support/calls.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron, hasPoppler } from '../support/this-machine.ts';
import { importSmallTown } from '../support/workspace.ts';
import { type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { choose, goTo, mapReady, pageStill, playAt, screenPoint } from './steps.ts';

describe('what was is looked back at, and a quarter is presented', () => {
  it.skipIf(!hasChromium || !hasPoppler)('in Chromium over HTTP', async () => {
    await playAt(openBrowserDoor(await layPastTown()), play);
  });

  it.skipIf(!hasElectron() || !hasPoppler)('in Electron', async () => {
    await playAt(openDesktopDoor(await layPastTown(), join(temporaryFolder(), 'home')), play);
  });
});

const DAY = 24 * 3600_000;

/** A town that was begun five days ago, and in which a venue was closed three days ago. */
async function layPastTown(): Promise<string> {
  const directory = join(temporaryFolder(), '小镇');
  const clock = { now: new Date(Date.now() - 5 * DAY) };
  await createWorkspace({ directory, name: '小镇', pack: 'beijing-daxing', now: clock.now });
  const service = new DataService({ now: () => clock.now });
  await service.open(directory);
  const call = callsTo(service);
  const file = (name: string, content: string | Uint8Array) => {
    const path = join(temporaryFolder(), name);
    writeFileSync(path, content);
    return service.files.register(path);
  };
  await importSmallTown({ directory, service, call, file });
  clock.now = new Date(Date.now() - 3 * DAY);
  const [venue] = await call('search.places', { text: '极速网吧' });
  await call('venues.end', { id: venue?.id ?? 0, how: 'closed', reason: '已搬走' });
  await service.close();
  return directory;
}

/** A figure of the day by its name. */
const count = (page: Page, name: string) =>
  page.locator('.time-counts > div').filter({ hasText: name }).locator('dd').first();

async function play(door: Door): Promise<void> {
  const { page } = door;
  await mapReady(page);

  // when the days are gone through, then each has its own figures, and the map is asked nothing more
  await goTo(page, 'overview/time');
  const slider = page.getByRole('slider', { name: '日期' });
  await slider.focus();
  await page.keyboard.press('Home');
  const atFirst = Number(await count(page, '在业场所').textContent());
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expect.poll(async () => await count(page, '当天停业场所').textContent()).toBe('1');
  expect(Number(await count(page, '在业场所').textContent())).toBe(atFirst - 1);
  // and on the map stands what was there on the day, and nothing else
  await pageStill(page);
  const spot = await screenPoint(page, 116.4, 39.8985);
  await page.mouse.click(spot.x, spot.y);
  expect(new URL(page.url()).hash).toBe('#/overview/time');
  await slider.focus();
  await page.keyboard.press('Home');
  await pageStill(page);
  await page.mouse.click(spot.x, spot.y);
  await expect.poll(() => new URL(page.url()).hash).toMatch(/^#\/map\/venue\/\d+$/);
  await page.goBack();
  await slider.focus();
  await page.keyboard.press('Home');
  await page.getByRole('button', { name: '播放' }).click();
  await expect.poll(async () => await slider.inputValue()).toBe('5');

  // when two days are laid side by side, then the handle goes by keys and by the pointer
  await page.getByText('两天对照').click();
  const handle = page.getByRole('slider', { name: '左右两图的分界' });
  await handle.focus();
  await page.keyboard.press('PageDown');
  expect(await handle.getAttribute('aria-valuenow')).toBe('70');
  const box = await page.locator('.swipe').boundingBox();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.7, (box?.y ?? 0) + 80);
  await page.mouse.down();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) * 0.3, (box?.y ?? 0) + 80);
  await page.mouse.up();
  expect(Number(await handle.getAttribute('aria-valuenow'))).toBeCloseTo(30, -1);

  // when two rule packs are, then each judges by itself
  await page.getByText('两套规则对照').click();
  await choose(page, '右边的规则', /安阳/);
  await page.getByText(/只在左边 \d+ 家，只在右边 \d+ 家/).waitFor();
  await pageStill(page);

  // when the quarter is presented, then slides go on by key, a figure opens its rows, and Esc ends it
  await goTo(page, 'reports/present');
  await page.getByRole('button', { name: '开始汇报' }).click();
  const shown = (number: number) => page.getByRole('region', { name: `第 ${number} 页，共 10 页` });
  await shown(1).waitFor();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('PageDown');
  await shown(3).waitFor();
  await page.getByRole('button', { name: /^待实测（家） \d+，打开明细/ }).click();
  await page.locator('.dock-count').waitFor();
  await page.goBack();
  await shown(3).waitFor();
  await page.keyboard.press('Escape');
  await shown(3).waitFor({ state: 'detached' });

  // and it is taken along as a page without a network, and as a PDF
  await page.getByText('脱敏版', { exact: true }).click();
  await page.getByText('脱敏版只有范围和数').waitFor();
  await pageStill(page);
  const folder = temporaryFolder();
  const html = join(folder, 'quarter.html');
  await door.saveAs(html, () => page.getByRole('button', { name: '导出网页' }).click());
  const text = readFileSync(html, 'utf8');
  expect(text.match(/<section/g)).toHaveLength(10);
  expect(text).not.toContain('远方网吧');
  const pdf = join(folder, 'quarter.pdf');
  await door.saveAs(pdf, () => page.getByRole('button', { name: '导出 PDF' }).click());
  expect(pdfText(pdf)).toContain('学生安全区域');
}
