import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createWorkspace } from '#service/workspace.ts';
import { type Door, mapReady, openDesktopDoor } from '../e2e/driver.ts';
import { electronRuntime } from '../support/electron-runtime.ts';
import { temporaryFolder } from '../support/temporary.ts';

const noElectron = process.platform !== 'linux' || !process.env.DISPLAY || electronRuntime() === null;

async function openEmpty(): Promise<Door> {
  const folder = temporaryFolder();
  const workspace = join(folder, 'W');
  await createWorkspace({ directory: workspace, pack: 'national', now: new Date() });
  const door = await openDesktopDoor(workspace, join(folder, 'home'));
  await mapReady(door.page);
  return door;
}

describe.skipIf(noElectron)('the desktop window', () => {
  it('gives its page no Node, no Electron, no other site and no other window', async () => {
    const { page, close } = await openEmpty();
    try {
      const seen = await page.evaluate(async () => ({
        globals: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter(
          (name) => name in window,
        ),
        opened: window.open('https://example.com') === null,
        inline: (() => {
          const script = document.createElement('script');
          script.textContent = 'window.planted = true';
          document.head.append(script);
          return 'planted' in window;
        })(),
        file: await fetch('file:///etc/passwd').then(
          () => 'read',
          () => 'refused',
        ),
        outside: await fetch('app://xueantu/../../package.json').then(
          (response) => response.status,
          () => 'refused',
        ),
        remote: await fetch('https://example.com').then(
          () => 'read',
          () => 'refused',
        ),
        geolocation: await new Promise((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve('given'),
            () => resolve('refused'),
          ),
        ),
      }));
      expect(seen).toEqual({
        globals: [],
        opened: true,
        inline: false,
        file: 'refused',
        outside: 404,
        remote: 'refused',
        geolocation: 'refused',
      });
      await page.evaluate(() => {
        location.href = 'https://example.com/';
      });
      await page.waitForTimeout(300);
      expect(page.url()).toMatch(/^app:\/\/xueantu\/index\.html/);
    } finally {
      await close();
    }
  });
});
