import AxeBuilder from '@axe-core/playwright';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { layDemo } from '../support/demo.ts';
import { hasChromium } from '../support/this-machine.ts';
import { openBrowserDoor } from './driver.ts';
import { goTo, mapReady, pageStill, playAt } from './steps.ts';

const screens: readonly (readonly [route: string, wait: string])[] = [
  ['overview', '.overview-figure'],
  ['overview/changes', '.changes-kinds'],
  ['overview/time', '.time-bar'],
  ['overview/time/swipe', '.swipe-handle'],
  ['reports/present', '.present-slides'],
  ['map', '.ag-row'],
  ['map/venue/5', '[data-testid=panel]'],
  ['map/school/1', '[data-testid=panel]'],
  ['map/school/1/campus', '.area-parts'],
  ['map/draw/facilities', '[data-testid=panel]'],
  ['map/precheck/list', '[data-testid=panel]'],
  ['map/precheck/ground', '[data-testid=panel]'],
  ['map/precheck/venue', '[data-testid=precheck], .panel, .map-right'],
  ['import', '.screen, .import-screen, h1'],
  ['import/locating', 'h1, h2'],
  ['import/review', 'h1, h2'],
  ['import/duplicates', 'h1, h2'],
  ['sweeps', '.span-card'],
  ['sweeps/2', '.ant-table-row'],
  ['sweeps/2/teams', '.team-stop'],
  ['gates', '.matrix-mark'],
  ['gates/duties', '.duty-list'],
  ['gates/incidents', '.density'],
  ['map/gate/1', '.requirement-list'],
  ['ledger', '.ant-table-row'],
  ['ledger/1', '.hazard-facts'],
  ['reports', 'h1'],
  ['rules', 'h1, h2'],
  ['sheets', '.sheet-svg svg'],
  ['sheets/prints', '.sheets-prints'],
  ['about', '.checks'],
];

describe.skipIf(!hasChromium)('accessibility', () => {
  it('no screen has a serious fault, in the light theme or in the dark one', async () => {
    await playAt(openBrowserDoor(await layDemo()), async ({ page }) => {
      await mapReady(page);
      // The theme follows the machine, which changes while a screen is looked at.
      await page.evaluate(() => localStorage.setItem('xueantu.theme', 'system'));
      await page.reload();
      await mapReady(page);
      const faults: string[] = [];
      for (const [route, wait] of screens) {
        await goTo(page, route);
        await page.locator(wait).first().waitFor();
        for (const colorScheme of ['light', 'dark'] as const) {
          await page.emulateMedia({ colorScheme });
          await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
          await pageStill(page);
          const found = await faultsOf(page, colorScheme);
          faults.push(...found.map((fault) => `${route}, ${colorScheme}: ${fault}`));
        }
      }
      expect(faults).toEqual([]);
    });
  });
});

/** The rules that ask for colours. */
const ofColours = ['color-contrast', 'link-in-text-block'];

/** All rules in the light theme; in the dark one the page is the same but for its colours. */
async function faultsOf(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  // What a library draws inside its own canvas or grid is its own; everything that we lay out is looked at.
  const axe = new AxeBuilder({ page }).exclude('.maplibregl-canvas-container');
  // There are no frames of elsewhere, so the page can judge itself; and what is right need not be listed.
  axe.setLegacyMode().options({ resultTypes: ['violations'] });
  const { violations } = await (colorScheme === 'light' ? axe : axe.withRules(ofColours)).analyze();
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => {
      const examples = nodes.slice(0, 3).map(({ html }) => html.slice(0, 160));
      return `${id}: ${examples.join(' | ')}`;
    });
}
