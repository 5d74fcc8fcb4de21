import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { contentPolicy } from '#shared/contract/content-policy.ts';
import { type DesktopDoor, openDesktopDoor } from '../e2e/driver.ts';
import { goTo, mapReady, pageStill } from '../e2e/steps.ts';
import { hasElectron } from '../support/this-machine.ts';
import { until } from '../support/until.ts';

const root = join(import.meta.dirname, '..', '..');
/** In the page: whether something it tries is done or refused. */
declare const tried: (act: () => Promise<unknown>) => Promise<string>;

/** The items of Electron's security guide, by its numbers. Fuses (19) are tried on the packed program. */
describe.skipIf(!hasElectron())('the desktop window keeps to the guide of Electron', () => {
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-window-'));
  let door: DesktopDoor;

  beforeAll(async () => {
    const workspace = join(folder, 'W');
    await createWorkspace({ directory: workspace, pack: 'national', now: new Date() });
    door = await openDesktopDoor(workspace, join(folder, 'home'));
    await mapReady(door.page);
    await door.page.evaluate(() => {
      Object.assign(window, {
        tried: (act: () => Promise<unknown>) =>
          act().then(
            () => 'done',
            () => 'refused',
          ),
      });
    });
  });
  afterAll(async () => {
    await door?.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('1, 7: loads nothing from elsewhere, and says so in its policy', async () => {
    const policy = await door.page.evaluate(async () =>
      (await fetch(location.href)).headers.get('content-security-policy'),
    );
    // Without it the rest would wait for refusals that never come.
    expect(policy).toBe(contentPolicy);
    const seen = await door.page.evaluate(async () => ({
      remote: await tried(() => fetch('https://example.com')),
      script: await new Promise((resolve) => {
        const script = document.createElement('script');
        script.src = 'https://example.com/x.js';
        script.onload = () => resolve('run');
        script.onerror = () => resolve('refused');
        document.head.append(script);
      }),
      inline: (() => {
        const script = document.createElement('script');
        script.textContent = 'window.planted = true';
        document.head.append(script);
        return 'planted' in window;
      })(),
      evaluated: await tried(async () => new Function('return 1')()),
      frame: await new Promise((resolve) => {
        const frame = document.createElement('iframe');
        frame.src = 'https://example.com/';
        // A frame that is refused loads, too: an empty page of its own.
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
          if (effectiveDirective === 'frame-src') resolve(`refused ${blockedURI}`);
        });
        document.body.append(frame);
      }),
    }));
    expect(seen).toEqual({
      remote: 'refused',
      script: 'refused',
      inline: false,
      evaluated: 'refused',
      frame: 'refused https://example.com',
    });
  });

  it('2, 3, 4, 6, 8, 9, 10: gives its page no Node, isolates and sandboxes it, and switches nothing on', async () => {
    const preferences = await door.inMain(({ BrowserWindow }) => {
      const [window] = BrowserWindow.getAllWindows();
      const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
    expect(preferences.nodeIntegrationInWorker ?? false).toBe(false);
    expect(preferences.enableBlinkFeatures ?? '').toBe('');
  });

  it('5: refuses every permission that a page can ask for', async () => {
    const seen = await door.page.evaluate(async () => ({
      place: await new Promise((resolve) =>
        navigator.geolocation.getCurrentPosition(
          () => resolve('given'),
          () => resolve('refused'),
        ),
      ),
      notices: await Notification.requestPermission(),
      camera: await tried(() => navigator.mediaDevices.getUserMedia({ video: true })),
      clipboard: await tried(() => navigator.clipboard.readText()),
    }));
    expect(seen).toEqual({ place: 'refused', notices: 'denied', camera: 'refused', clipboard: 'refused' });
  });

  it('11, 12: has no webviews', async () => {
    const attached = await door.page.evaluate(async () => {
      const view = document.createElement('webview');
      view.setAttribute('src', 'app://xueantu/index.html');
      view.setAttribute('allowpopups', '');
      document.body.append(view);
      return 'getWebContentsId' in view || customElements.get('webview') !== undefined;
    });
    expect(attached).toBe(false);
    // A webview would ask the main process for its contents before this page's next calls are answered.
    await goTo(door.page, 'about');
    await door.page.getByText('完整，没有发现损坏').waitFor();
    expect(await door.inMain(({ webContents }) => webContents.getAllWebContents().length)).toBe(1);
  });

  it('13, 14, 15: goes nowhere, opens no window and hands nothing to other programs', async () => {
    const { page } = door;
    await door.inMain(({ BrowserWindow }) => {
      const asked: { url: string; isRefused: boolean }[] = [];
      Object.assign(globalThis, { asked });
      // Heard after the application has answered.
      BrowserWindow.getAllWindows()[0]?.webContents.on('will-navigate', (event) => {
        asked.push({ url: event.url, isRefused: event.defaultPrevented });
      });
    });
    expect(await page.evaluate(() => window.open('https://example.com') === null)).toBe(true);
    for (const address of ['https://example.com/', 'file:///etc/passwd', 'app://other/index.html'])
      await page.evaluate((to) => {
        const link = document.createElement('a');
        link.href = to;
        link.target = to.startsWith('https') ? '_blank' : '';
        document.body.append(link);
        link.click();
        location.href = to;
      }, address);
    // The last of them is asked for last; a file is refused before anybody is asked.
    const asked = () =>
      door.inMain(() => (globalThis as unknown as { asked: { url: string; isRefused: boolean }[] }).asked);
    await until('the last navigation is asked for', async () =>
      (await asked()).some(({ url }) => url.startsWith('app://other/')),
    );
    expect((await asked()).filter(({ isRefused }) => !isRefused)).toEqual([]);
    expect(page.url()).toMatch(/^app:\/\/xueantu\/index\.html/);
    expect(await door.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
    // The window of a server alone has the browser opened, to sign in on that server.
    expect(sourcesNaming('openExternal')).toEqual([join('servers', 'sign-in-by-browser.ts')]);
  });

  it('16: is the current Electron, pinned', () => {
    const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
      devDependencies: Record<string, string>;
    };
    expect(Number(/^(\d+)\.\d+\.\d+$/.exec(devDependencies.electron ?? '')?.[1])).toBeGreaterThanOrEqual(45);
  });

  it('17: listens to no page but its own, and to that over one port that is checked', async () => {
    expect(sourcesNaming('ipcMain')).toEqual([]);
    expect(
      await door.inMain(({ ipcMain }) => ipcMain.eventNames().filter((name) => name !== 'error')),
    ).toEqual([]);
    await door.page.evaluate(() => {
      // Another message of the same name, with a port of the page's own, is not taken for the application's.
      const { port1, port2 } = new MessageChannel();
      const heard: unknown[] = [];
      Object.assign(window, { heard });
      port1.onmessage = ({ data }) => heard.push(data);
      window.postMessage('xueantu-port', '*', [port2]);
    });
    // What the page asks for from then on still goes by the application's port.
    await goTo(door.page, 'ledger');
    await door.page.getByText('还没有隐患').waitFor();
    await pageStill(door.page);
    expect(await door.page.evaluate(() => (window as unknown as { heard: unknown[] }).heard)).toEqual([]);
  });

  it('18: serves its page by a protocol of its own, which never leaves its folder', async () => {
    // a picture beside the page's folder, of a kind that is served
    const beside = join(root, 'dist', 'beside.svg');
    writeFileSync(beside, '<svg xmlns="http://www.w3.org/2000/svg"/>');
    onTestFinished(() => rmSync(beside));
    const seen = await door.page.evaluate(async () => {
      const status = (path: string) =>
        fetch(path).then(
          (response) => response.status,
          () => 'refused',
        );
      return {
        file: await tried(() => fetch('file:///etc/passwd')),
        above: await status('app://xueantu/../../package.json'),
        encoded: await status('app://xueantu/%2e%2e/%2e%2e/package.json'),
        picture: await status('app://xueantu/%2e%2e%2fbeside.svg'),
        fontsPicture: await status('app://xueantu/fonts/%2e%2e%2f%2e%2e%2fbeside.svg'),
        slashes: await status('app://xueantu/..%5c..%5cpackage.json'),
        fonts: await status('app://xueantu/fonts/../../electron/main.cjs'),
        fontsEncoded: await status('app://xueantu/fonts/%2e%2e%2f%2e%2e%2felectron/main.cjs'),
        unknownType: await status('app://xueantu/index.html.bak'),
      };
    });
    expect(seen).toEqual({
      file: 'refused',
      above: 404,
      encoded: 404,
      picture: 404,
      fontsPicture: 404,
      slashes: 404,
      fonts: 404,
      fontsEncoded: 404,
      unknownType: 404,
    });
  });

  it('20: shows its page nothing of Electron', async () => {
    const globals = await door.page.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer', 'xueantu'].filter(
        (name) => name in window,
      ),
    );
    expect(globals).toEqual([]);
    const preload = readFileSync(join(root, 'electron', 'preload', 'preload.ts'), 'utf8');
    expect(preload).not.toMatch(/contextBridge|require\(|invoke|sendSync/);
  });
});

/** Sources of the shell that name something. */
function sourcesNaming(word: string): string[] {
  return ['main', 'preload'].flatMap((folder) =>
    readdirSync(join(root, 'electron', folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts'))
      .filter((name) => readFileSync(join(root, 'electron', folder, name), 'utf8').includes(word)),
  );
}
