import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { writeSharedLink } from '../../renderer/routes/shared-link.ts';
import { layDemo } from '../support/demo.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium, hasElectron } from '../support/this-machine.ts';
import { openBrowserDoor, openDesktopDoor } from './driver.ts';
import { told } from './messages.ts';
import { goTo, mapReady, playAt } from './steps.ts';

describe.skipIf(!hasChromium)('links', () => {
  it('are copied from what is shown, and opened from the search box', async () => {
    await playAt(openBrowserDoor(await layDemo()), async ({ page }) => {
      await mapReady(page);
      await goTo(page, 'map/venue/5');
      const name = (await page.getByTestId('panel').getByRole('heading', { level: 1 }).textContent()) ?? '';
      await page.getByRole('button', { name: '复制链接' }).click();
      await told(page, '链接已复制，粘贴到搜索框即可打开');
      await goTo(page, 'overview');
      await page.locator('.overview-figure').first().waitFor();
      await page.keyboard.press('Control+K');
      await page.keyboard.press('Control+V');
      await page.getByTitle('打开这个链接').waitFor();
      await page.keyboard.press('Enter');
      await page.getByTestId('panel').getByRole('heading', { name }).waitFor();
      expect(new URL(page.url()).hash).toBe('#/map/venue/5');
      await page.goBack();
      await page.locator('.overview-figure').first().waitFor();
    });
  });

  it('lead nowhere where they belong to another workspace or are not whole', async () => {
    await playAt(openBrowserDoor(await layDemo()), async ({ page }) => {
      await mapReady(page);
      await openByHand(page, writeSharedLink({ workspace: '昌平区', route: { name: 'venue', id: 5 } }));
      await page.getByText('这个链接属于工作区“昌平区”').waitFor();
      await page.getByRole('link', { name: '回到地图' }).click();
      await mapReady(page);
      await openByHand(page, 'xueantu://open/昌平区/map/ven');
      await page.getByText('这个链接打不开').waitFor();
      await goTo(page, 'map/venue/x');
      await page.getByText('这个地址打不开').waitFor();
    });
  });
});

describe.skipIf(!hasElectron())('a link that the system hands over', () => {
  it('is opened in the window that is there', async () => {
    const folder = temporaryFolder();
    await playAt(openDesktopDoor(await layDemo(), join(folder, 'home')), async ({ page, inMain }) => {
      await mapReady(page);
      const workspace = (await page.locator('.bar-workspace').textContent())?.split(' · ')[0] ?? '';
      const link = writeSharedLink({ workspace, route: { name: 'hazard', id: 1 } });
      await inMain(({ app }, text) => void app.emit('second-instance', {}, ['xueantu', text], '/'), link);
      await page.locator('.hazard-facts').waitFor();
    });
  });
});

async function openByHand(page: Page, link: string): Promise<void> {
  await page.getByRole('combobox', { name: '搜索' }).fill(link);
  await page.getByTitle('打开这个链接').click();
}
