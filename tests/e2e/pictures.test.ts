import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Page } from 'playwright';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { openHttpDoor } from '#service/doors/http-server.ts';
import { writeDemo } from '../../electron/demo/write-demo.ts';
import { chromiumArguments, chromiumPath } from '../support/chromium.ts';
import { layMadeOnce } from '../support/made-once.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasChromium } from '../support/this-machine.ts';
import { PATIENCE_MS } from '../support/until.ts';
import { NOW, openService } from '../support/workspace.ts';
import { forgetChanged, lookAt } from './pictures/kept-pictures.ts';
import { goTo, mapReady, pageStill } from './steps.ts';

// Who works here is shown on some screens.
vi.mock('node:os', async (load) => ({
  ...(await load<typeof import('node:os')>()),
  userInfo: () => ({ username: '值班员' }),
}));

const root = join(import.meta.dirname, '..', '..');

/** A picture's name, the address of its screen, and what is there when the screen is. */
type Screen = readonly [name: string, route: string, shown: string];

const screens: readonly Screen[] = [
  ['map', 'map/school/1', '[data-testid=panel]'],
  ['overview', 'overview', '.chart canvas'],
  ['import', 'import', '.import-drop'],
  ['sweeps', 'sweeps', '.span-card'],
  ['teams', 'sweeps/2/teams', '.team-stop'],
  ['visit', 'sweeps/2/visit/STOP', '.visit-form'],
  ['gates', 'gates', '.matrix-mark'],
  ['ledger', 'ledger', '.ant-table-row'],
  ['hazard', 'ledger/1', '.hazard-facts'],
  ['reports', 'reports', '.report-form'],
  ['sheets', 'sheets', '.sheet-svg svg'],
  ['rules', 'rules', '.ant-table-row'],
];

/** Maps are left out: a machine draws them as its graphics card does. */
const withoutMaps = '.maplibregl-canvas { visibility: hidden; }';

/** Letters of the project's own fonts, drawn alike on every machine: what else is installed is not seen. */
const fontSettings = (cache: string) => `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}/400Regular</dir><dir>${fonts}/700Bold</dir><cachedir>${cache}</cachedir>
  <match target="font">
    <edit name="antialias" mode="assign"><bool>true</bool></edit>
    <edit name="hinting" mode="assign"><bool>false</bool></edit>
    <edit name="rgba" mode="assign"><const>none</const></edit>
  </match>
</fontconfig>`;
const fonts = join(root, 'node_modules', '@expo-google-fonts', 'noto-sans-sc');

describe.skipIf(!hasChromium)('pictures of screens', () => {
  it('twelve screens look as they were accepted, in both themes', async () => {
    const { page, stopId } = await openTown();
    forgetChanged();
    const version = page.context().browser()?.version() ?? '';
    const [release = ''] = version.split('.');
    const changed: string[] = [];
    for (const [name, route, shown] of screens) {
      await goTo(page, route.replace('STOP', String(stopId)));
      await page.locator(shown).first().waitFor();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
        const found = await lookAt(`${name}-${colorScheme}`, await stillPicture(page), release);
        if (found !== null) changed.push(found);
      }
    }
    expect(
      changed,
      `Look into tests/e2e/pictures/changed (Chromium ${version} drew it), then mend the screen or \`npm run pictures -- accept\``,
    ).toEqual([]);
  });
});

/** The demonstration town on one day of the calendar, in a page that knows no other. */
async function openTown(): Promise<{ page: Page; stopId: number }> {
  const clock = { now: () => NOW };
  const directory = join(temporaryFolder(), '演示');
  await layMadeOnce('demonstration of one day', (made) => writeDemo(made, clock), directory);
  const { service, call } = await openService(directory, clock);
  const { stops } = await call('sweeps.get', { id: 2 });
  const stop = stops.find(({ venueId, visitId }) => venueId !== null && visitId === null);
  const pages = join(root, 'dist', 'renderer');
  const door = await openHttpDoor({ service, port: 0, pages, version: '0' });
  const settings = join(temporaryFolder(), 'fonts.conf');
  writeFileSync(settings, fontSettings(temporaryFolder()));
  const browser = await chromium.launch({
    executablePath: chromiumPath() ?? '',
    // Put together by the processor itself: it has to draw everything anyway, and a graphics process takes five times that.
    args: [...chromiumArguments, '--force-color-profile=srgb', '--disable-gpu-compositing'],
    env: { ...process.env, FONTCONFIG_FILE: settings },
    timeout: PATIENCE_MS,
  });
  onTestFinished(async () => {
    await browser.close();
    await door.close();
  });
  const context = await browser.newContext({
    viewport: { width: 1366, height: 768 },
    locale: 'zh-CN',
    timezoneId: 'Asia/Shanghai',
    reducedMotion: 'reduce',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  await page.clock.setFixedTime(NOW);
  await page.addInitScript(() => localStorage.setItem('xueantu.theme', 'system'));
  await page.goto(door.offerAddress());
  await page.addStyleTag({ content: withoutMaps });
  await mapReady(page);
  return { page, stopId: stop?.id ?? 0 };
}

/** The page when it does not change any more: two pictures in a row are the same. */
async function stillPicture(page: Page): Promise<Buffer> {
  const take = async () => {
    await pageStill(page);
    return await page.screenshot({ animations: 'disabled', caret: 'hide' });
  };
  for (let before = await take(); ; ) {
    const now = await take();
    if (now.equals(before)) return now;
    before = now;
  }
}
