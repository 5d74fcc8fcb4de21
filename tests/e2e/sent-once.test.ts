import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { layDemo } from '../support/demo.ts';
import { hasChromium } from '../support/this-machine.ts';
import { openBrowserDoor } from './driver.ts';
import { keepMessages, told } from './messages.ts';
import { mapReady, playAt } from './steps.ts';

describe.skipIf(!hasChromium)('a visit that is sent more than once', () => {
  it('is told in Chinese when its answer is lost, and is recorded once', async () => {
    await playAt(openBrowserDoor(await layDemo()), async ({ page }) => {
      await mapReady(page);
      const before = await waitingStops(page);
      const visit = await fillVisit(page, '应答丢失的检查');

      // when the service records it and its answer never comes
      let sent = 0;
      await page.route('**/call', async (route) => {
        if (!route.request().postData()?.includes('visits.record')) return await route.continue();
        sent += 1;
        await route.fetch();
        await route.abort('connectionreset');
      });
      await save(visit);
      await told(page, /连接断了，填写的内容还在/);
      expect(await page.getByText('Failed to fetch').count()).toBe(0);

      // then the form is still there, and saving again records nothing twice
      await page.unroute('**/call');
      await save(visit);
      await told(page, /^检查已记录/);
      expect(sent).toBe(1);
      await expect.poll(() => page.getByRole('button', { name: '记录检查' }).count()).toBe(before - 1);
    });
  });

  it('by two people at one stop is told to the second, and both stay if both want it', async () => {
    await playAt(openBrowserDoor(await layDemo()), async ({ page }) => {
      await mapReady(page);
      await waitingStops(page);
      const other = await page.context().newPage();
      await keepMessages(other);
      await other.goto(page.url());
      await waitingStops(other);
      const [one, two] = [await fillVisit(page, '先到的一组'), await fillVisit(other, '后到的一组')];
      await save(one);
      await told(page, /^检查已记录/);
      await save(two);
      const asked = other.getByRole('dialog', { name: '这个检查点刚才已有人记录' });
      await asked.getByText('已由').waitFor();
      await asked.getByRole('button', { name: '仍要保存' }).click();
      await told(other, /^检查已记录/);
    });
  });
});

/** Goes to the sweep that is planned; how many stops wait there. */
async function waitingStops(page: Page): Promise<number> {
  await page.evaluate(() => {
    location.hash = '#/sweeps/2/stops';
  });
  const waiting = page.getByRole('button', { name: '记录检查' });
  await waiting.first().waitFor();
  return await waiting.count();
}

async function fillVisit(page: Page, facts: string): Promise<Locator> {
  await page.getByRole('button', { name: '记录检查' }).first().click();
  const visit = page.getByRole('dialog', { name: /^现场检查：/ });
  await visit.getByLabel('现场情况').fill(facts);
  return visit;
}

async function save(visit: Locator): Promise<void> {
  await visit.getByRole('button', { name: '保存检查记录' }).click();
}
