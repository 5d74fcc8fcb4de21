import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { join } from 'node:path';
import { chromium } from 'playwright';
import { type Door, openBrowserDoor, openDesktopDoor } from '../e2e/driver.ts';
import { mapReady } from '../e2e/steps.ts';
import { chromiumArguments, chromiumPath } from '../support/chromium.ts';
import { electronRuntime } from '../support/electron-runtime.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { bestOf, type Figures, root, run } from './figures.ts';

/** From opening the window to a usable map of the demonstration town, beside a blank page of the same browser. */
export async function benchWindow(figures: Figures, folder: string): Promise<void> {
  const workspace = join(folder, 'demo');
  run('demo.ts', workspace);
  if (!existsSync(join(root, 'dist', 'renderer')))
    spawnSync(process.execPath, [join(root, 'electron', 'build.ts')], { stdio: 'inherit' });
  const path = chromiumPath();
  if (!path) {
    figures.leave('window to map: no Chromium here (apt-get install chromium)');
    return;
  }
  const blank = await bestOf(3, async () => {
    const started = performance.now();
    const browser = await chromium.launch({ executablePath: path, args: chromiumArguments });
    const page = await browser.newPage();
    await page.setContent('<canvas id="c"></canvas>');
    await page.evaluate(() =>
      (document.getElementById('c') as HTMLCanvasElement).getContext('webgl2')?.finish(),
    );
    const ms = performance.now() - started;
    await browser.close();
    return ms;
  });
  const inBrowser = await timeToMap(() => openBrowserDoor(workspace, 'real'));
  figures.add({
    what: 'window to usable map, demonstration town, Chromium',
    value: inBrowser,
    unit: 'ms',
    limit: ceilings.windowMs,
    peer: 'the browser itself to a blank WebGL page',
    peerValue: blank,
  });
  if (!process.env.DISPLAY || electronRuntime() === null) {
    figures.leave('window to map in Electron: needs a display (xvfb-run npm run bench)');
    return;
  }
  const inElectron = await timeToMap(() =>
    openDesktopDoor(workspace, mkdtempSync(join(folder, 'home-')), { drawing: 'real' }),
  );
  figures.add({
    what: 'window to usable map, demonstration town, Electron 25',
    value: inElectron,
    unit: 'ms',
    limit: ceilings.windowMs,
    peer: 'Chromium itself to a blank WebGL page',
    peerValue: blank,
  });
}

/** From the moment the page began to the first complete map. */
async function timeToMap(open: () => Promise<Door>): Promise<number> {
  return await bestOf(3, async () => {
    const door = await open();
    const started = await door.page.evaluate(() => performance.timeOrigin);
    await mapReady(door.page);
    const ms = Date.now() - started;
    await door.close();
    return ms;
  });
}
