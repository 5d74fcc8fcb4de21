import { X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright';
import { describe, expect, it } from 'vitest';
import { addAccount } from '#service/accounts/manage-accounts.ts';
import { initOffice, openOffice } from '#service/accounts/office.ts';
import { OfficeKeys } from '#service/accounts/office-keys.ts';
import { saveProvider } from '#service/accounts/providers/known-providers.ts';
import { systemClock } from '#service/platform/clock.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { Browser } from '../support/by-hand-browser.ts';
import { layDemo } from '../support/demo.ts';
import { freePort } from '../support/free-port.ts';
import { CLIENT, CLIENT_SECRET, type Issuer, openIssuer } from '../support/own-issuer.ts';
import { serveOffice } from '../support/served-workspace.ts';
import { temporaryFolder } from '../support/temporary.ts';
import { hasElectron } from '../support/this-machine.ts';
import { until } from '../support/until.ts';
import { type DesktopDoor, openDesktopDoor } from './driver.ts';
import { told } from './messages.ts';
import { keepPicture, mapReady, playAt, pressUntil, takeFromMenu, workspaceMenu } from './steps.ts';

const PASSWORD = 'Menkou-Anquan-88';

describe.skipIf(!hasElectron())('the desktop as a client of an office', () => {
  it('works on a server whose fingerprint was compared, beside its own workspace, and on no other', async () => {
    const home = temporaryFolder();
    const workspace = await layDemo();
    const first = await addCoordinator(workspace, home);
    const own = join(temporaryFolder(), '本机');
    await createWorkspace({ directory: own, pack: 'national', now: new Date() });
    let served = await serveOffice(workspace, home);
    const desktop = temporaryFolder();
    try {
      await playAt(openDesktopDoor(own, desktop), async (door) => {
        const server = await connect(door, served.url, join(home, 'office', 'tls', 'ca.pem'));
        try {
          await work(server, first);
          await seeNothing(server, door);
        } catch (error) {
          await keepPicture(server);
          throw error;
        }
        expect(readFileSync(join(desktop, 'settings.json'), 'utf8')).toContain('"session": null');

        // when somebody goes back, then the workspace of this machine is there as it was
        await door.inMain(({ Menu }) => {
          const files = Menu.getApplicationMenu()?.items[0]?.submenu?.items;
          files?.find(({ label }) => label === '回到本机工作区')?.click();
        });
        await door.page.getByText('本机 · 规则包：国家通用规则').waitFor();

        // when another machine answers in the server's place, then its page is closed and it is not opened again
        const closed = server.waitForEvent('close');
        await holdMessages(door);
        await served.stop();
        rmSync(join(home, 'office', 'tls'), { recursive: true });
        served = await serveOffice(workspace, home, Number(new URL(served.url).port));
        // Nothing is sent to it, not even while the person reads why.
        expect(await reaches(server, '/healthz')).toBe('refused');
        expect(await readMessage(door)).toMatch(/证书与信任时的不一样，没有连接/);
        await closed;
        await openPlaces(door.page);
        const row = door.page.getByRole('region', { name: '单位服务器' }).getByRole('listitem');
        await pressUntil(
          'it is told why the server is not opened',
          async (patience) => await row.getByRole('button', { name: '打开', exact: true }).click(patience),
          async (patience) => await told(door.page, /证书与信任时的不一样，没有连接/, patience),
        );
      });
    } finally {
      await served.stop();
    }
  });
});

describe.skipIf(!hasElectron())('the desktop as a client of an office with an issuer', () => {
  it('has somebody sign in by the system’s browser, and goes on in its own window', async () => {
    const home = temporaryFolder();
    const workspace = await layDemo();
    const port = await freePort();
    await addCoordinator(workspace, home);
    const issuer = await openIssuer(`https://127.0.0.1:${port}/provider/back`);
    issuer.person = { sub: '1', name: 'xietiao' };
    addIssuer(workspace, home, issuer);
    const own = join(temporaryFolder(), '本机');
    await createWorkspace({ directory: own, pack: 'national', now: new Date() });
    const served = await serveOffice(workspace, home, port);
    try {
      await playAt(openDesktopDoor(own, temporaryFolder()), async (door) => {
        const authority = join(home, 'office', 'tls', 'ca.pem');
        const server = await connect(door, served.url, authority);
        const given = await signInAway(door, server);
        expect(new URL(given).origin).toBe(new URL(served.url).origin);
        const browser = new Browser(readFileSync(authority, 'utf8'), issuer.authority);
        const { body } = await browser.follow(given);
        const back = /href="(http:[^"]+)"/.exec(body)?.[1]?.replaceAll('&#38;', '&') ?? '';
        expect((await fetch(back)).status).toBe(200);
        await mapReady(server);
      });
    } finally {
      await served.stop();
    }
  });
});

/** An issuer that says who somebody is, for accounts that are there. */
function addIssuer(workspace: string, home: string, { url, authority }: Issuer): void {
  const office = openOffice(workspace, systemClock, new OfficeKeys(join(home, 'office')));
  const settings = {
    kind: 'oidc',
    issuer: url,
    clientId: CLIENT,
    nameClaim: 'preferred_username',
    authority,
  };
  saveProvider(office, '测试', { id: 'danwei', title: '区统一认证', settings, secret: CLIENT_SECRET });
  office.db.close();
}

/** Follows the way to the issuer on a server's page; the address that the system's browser is given. */
async function signInAway(door: DesktopDoor, server: Page): Promise<string> {
  await door.inMain(({ shell, dialog }) => {
    Object.assign(shell, {
      openExternal: async (url: string) => void Object.assign(globalThis, { given: url }),
    });
    // Nobody gives it up.
    Object.assign(dialog, { showMessageBox: () => new Promise(() => undefined) });
  });
  // Playwright's own click waits for the navigation that the application keeps from happening.
  await server.getByRole('link', { name: '用单位账号登录（区统一认证）' }).dispatchEvent('click');
  const given = () => door.inMain(() => (globalThis as { given?: string }).given);
  await until('the browser is given an address', async () => (await given()) !== undefined);
  return (await given()) ?? '';
}

/** The first password of somebody who sees the whole district. */
async function addCoordinator(workspace: string, home: string): Promise<string> {
  const folder = join(home, 'office');
  mkdirSync(folder, { mode: 0o700 });
  // What a password costs is tried elsewhere.
  const keys = new OfficeKeys(folder, { memory: 64, passes: 1 });
  initOffice(workspace, systemClock, keys);
  const office = openOffice(workspace, systemClock, keys);
  const account = { name: 'xietiao', person: '钱明', body: '区委政法委', regions: [], school: null };
  const { password } = await addAccount(office, '测试', { ...account, role: 'coordinator' });
  office.db.close();
  return password;
}

async function openPlaces(page: Page): Promise<void> {
  await takeFromMenu(page, workspaceMenu(page), page.getByText('工作区和服务器…'));
  await page.getByRole('dialog', { name: '工作区和服务器' }).waitFor();
}

/** Connects to a server for the first time, and compares what the dialog shows with the office's authority. */
async function connect(door: DesktopDoor, url: string, authority: string): Promise<Page> {
  const { page } = door;
  await openPlaces(page);
  await page.getByLabel('服务器地址').fill(url);
  await page.getByRole('button', { name: '连接', exact: true }).click();
  const shown = await page.locator('.fingerprint').textContent();
  const { fingerprint256 } = new X509Certificate(readFileSync(authority));
  expect(shown?.replaceAll('\n', ':')).toBe(fingerprint256);
  await page.getByText('这台电脑没有系统密钥库').waitFor();
  return await door.opened(() => page.getByRole('button', { name: '逐组核对一致，信任并打开' }).click());
}

/** Signs in on the server's own page, and looks at its map. */
async function work(server: Page, first: string): Promise<void> {
  await server.getByLabel('登录名').fill('xietiao');
  await server.getByLabel('密码', { exact: true }).fill(first);
  await server.getByRole('button', { name: '登录', exact: true }).click();
  await server.getByLabel('新密码').fill(PASSWORD);
  await server.getByLabel('再填一次').fill(PASSWORD);
  await server.getByRole('button', { name: '修改密码并进入' }).click();
  await mapReady(server);
}

/** The page of a server gets nothing of the application, and leads nowhere else. */
async function seeNothing(server: Page, door: DesktopDoor): Promise<void> {
  const own = new URL(server.url()).origin;
  const globals = await server.evaluate(() =>
    ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in window),
  );
  expect(globals).toEqual([]);
  await server.evaluate(() => {
    location.href = 'https://example.com/';
  });
  expect(await reaches(server, 'https://127.0.0.1:1/')).toBe('refused');
  expect(await server.evaluate(() => window.open('/') === null)).toBe(true);
  expect(new URL(server.url()).origin).toBe(own);
  const preferences = await door.inMain(({ BrowserWindow }, address) => {
    const window = BrowserWindow.getAllWindows().find((each) =>
      each.webContents.getURL().startsWith(address),
    );
    const contents = window?.webContents as unknown as { getLastWebPreferences(): Record<string, unknown> };
    return contents.getLastWebPreferences();
  }, own);
  expect(preferences).toMatchObject({ nodeIntegration: false, contextIsolation: true, sandbox: true });
  expect(preferences.preload ?? null).toBeNull();
  await until('its title says whose it is', async () =>
    (
      await door.inMain(({ BrowserWindow }) => BrowserWindow.getAllWindows().map((each) => each.getTitle()))
    ).some((title) => title.includes(own)),
  );
}

/** Whether a page gets an answer from an address. */
async function reaches(page: Page, address: string): Promise<string> {
  return await page.evaluate(
    (to) =>
      fetch(to, { mode: 'no-cors' }).then(
        () => 'done',
        () => 'refused',
      ),
    address,
  );
}

/** In the application: messages that wait for a person. */
interface Held {
  heldMessage?: string;
  letGo?: () => void;
}

/** Has messages of the application wait until they are read. */
async function holdMessages(door: DesktopDoor): Promise<void> {
  await door.inMain(({ dialog }) => {
    const here = globalThis as Held;
    Object.assign(dialog, {
      showMessageBox: async (_: unknown, { message }: { message: string }) => {
        here.heldMessage = message;
        await new Promise<void>((resolve) => {
          here.letGo = resolve;
        });
        return { response: 0 };
      },
    });
  });
}

async function readMessage(door: DesktopDoor): Promise<string> {
  await until('a message is shown', () => door.inMain(() => (globalThis as Held).heldMessage !== undefined));
  return await door.inMain(() => {
    const here = globalThis as Held;
    here.letGo?.();
    return here.heldMessage ?? '';
  });
}
