import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { layDemo } from '../support/demo.ts';
import { pdfText } from '../support/pdf.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron } from '../support/this-machine.ts';
import { type DesktopDoor, type Door, openBrowserDoor, openDesktopDoor } from './driver.ts';
import { told } from './messages.ts';
import { goTo, pageStill, playAt } from './steps.ts';

describe('sheets at the desk', () => {
  it.skipIf(!hasChromium)(
    'are chosen, laid out by hand, kept as a template, made, and printed in a browser',
    async () => {
      await playAt(openBrowserDoor(await layDemo()), (door) => workAtDesk(door, temporaryFolder()));
    },
  );

  it.skipIf(!hasElectron())(
    'go to a printer through a hidden window and the system’s dialog in the desktop application',
    async () => {
      await playAt(openDesktopDoor(await layDemo(), temporaryFolder()), print);
    },
  );
});

async function workAtDesk(door: Door, folder: string): Promise<void> {
  const { page } = door;
  // given the atlas desk, with the school that was looked at on the map
  await goTo(page, 'sheets/5');
  await sheet(page, '云溪镇中心小学周边学生安全区域图');
  await page.getByText('已选 1 / 12').waitFor();

  // when the map is moved, the sheet follows, and it comes back
  await pageStill(page);
  const before = await svgText(page);
  await page.getByLabel('移动图面').press('ArrowRight');
  await expect.poll(() => svgText(page)).not.toBe(before);
  await page.getByLabel('移动图面').press('Home');
  await expect.poll(() => svgText(page)).toBe(before);

  // when a table is dragged and the grid taken away, that can be undone, and kept as a template
  await page.getByRole('button', { name: '编辑版式' }).click();
  const north = page.getByLabel('移动指北针 north');
  const box = await north.boundingBox();
  if (!box) throw new Error('no north arrow');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x - 200, box.y + 60, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await north.boundingBox())?.x ?? 0).toBeLessThan(box.x - 100);
  await page.getByRole('button', { name: '撤销版式改动' }).click();
  await expect.poll(async () => Math.abs(((await north.boundingBox())?.x ?? 0) - box.x)).toBeLessThan(3);
  await north.press('ArrowDown');
  await page.getByRole('button', { name: '存为本区模板' }).click();
  await page.getByLabel('模板名称').fill('本区学校图');
  await page.getByRole('button', { name: '保存', exact: true }).click();
  await told(page, '已存为本区模板“本区学校图”');
  await page.locator('.sheets-template').getByText('本区学校图').waitFor();

  // when all schools are made into an atlas for somebody, the record says so, and its index can be taken
  await page.getByRole('button', { name: '完成编辑' }).click();
  await page.getByText('加目录和场所索引').click();
  await page.getByLabel('发给').fill('区教委');
  const atlas = join(folder, 'atlas.pdf');
  await door.saveAs(atlas, () => page.getByRole('button', { name: '出图 12 幅' }).click());
  expect(pdfText(atlas)).toContain('目录');
  await page.getByText('出图登记', { exact: true }).click();
  await page.getByRole('row', { name: /本区学校图.*区教委/ }).waitFor();
  const index = join(folder, 'index.xlsx');
  await door.saveAs(index, () => page.getByRole('button', { name: '索引表' }).first().click());

  // when a page is to go to a printer, the browser shows the pages at their true size
  await goTo(page, 'sheets/district-overview');
  await sheet(page, '校园周边安全形势图');
  await page.getByRole('button', { name: /打印$/ }).click();
  await page.locator('.print-sheets-page svg').waitFor();
  const printed = join(folder, 'printed.pdf');
  await door.printSheet(printed);
  expect(pdfText(printed).replaceAll(/\s/g, '')).toContain('分镇街情况');
  await page.getByRole('button', { name: '返回' }).click();
  await page.getByText('出图登记', { exact: true }).click();
  await page.getByRole('row', { name: /形势图/ }).waitFor();
}

async function print(door: DesktopDoor): Promise<void> {
  const { page } = door;
  await goTo(page, 'sheets/gate-plan');
  await sheet(page, '方案图');
  await page.getByText(/已选 21/).click();
  await page
    .getByRole('checkbox', { name: /^出图：/ })
    .first()
    .check();
  // A test machine has no printer: what the hidden window hands to it is kept instead.
  await door.inMain(({ app }) => {
    const state = globalThis as unknown as { handed: unknown[] };
    state.handed = [];
    const watch = (_: unknown, window: Electron.BrowserWindow) => {
      window.webContents.print = ((options: object, done: (printed: boolean) => void) => {
        void window.webContents
          .executeJavaScript('document.querySelectorAll(".print-sheets-page svg").length')
          .then((pages) => {
            state.handed.push({ options, pages, visible: window.isVisible() });
            done(true);
          });
      }) as typeof window.webContents.print;
    };
    app.on('browser-window-created', watch);
  });
  await page.getByRole('button', { name: /打印$/ }).click();
  await expect
    .poll(() => door.inMain(() => (globalThis as unknown as { handed: unknown[] }).handed))
    .toEqual([{ options: { silent: false, printBackground: true }, pages: 1, visible: false }]);
  await page.getByText('出图登记', { exact: true }).click();
  await page.getByRole('row', { name: /方案图/ }).waitFor();
}

/** Waits until the desk shows a sheet of this title. */
async function sheet(page: Page, title: string): Promise<void> {
  await page.getByTestId('sheet').getByText(title).first().waitFor();
}

async function svgText(page: Page): Promise<string> {
  return await page.locator('.sheet-svg svg').first().innerHTML();
}
