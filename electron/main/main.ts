import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu } from 'electron';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { type GivenFile, givenFile } from './given-files.ts';
import { chooseAndOpenWorkspace, HostProcedures } from './host-procedures.ts';
import { keepCrashes, logFolder, mainLog, reportCrash } from './main-log.ts';
import { openWindow } from './main-window.ts';
import { buildMenu } from './menu.ts';
import { linkPage } from './page-link.ts';
import { lockDown } from './security.ts';
import { systemKeyStore } from './servers/key-store.ts';
import { ServerList } from './servers/server-list.ts';
import { ServerWindows } from './servers/server-windows.ts';
import { ServiceHost } from './service-host.ts';
import { SettingsFile } from './settings.ts';

// Only this user can read files that this process and its children create.
process.umask(0o077);

// Bundled to dist/electron/main.cjs: the interface lies beside it. The service and the fonts that it shares with the
// interface lie outside of the archive: native modules cannot run from inside.
const pages = join(__dirname, '..', 'renderer');
const files = app.isPackaged ? join(process.resourcesPath, 'service', 'dist') : join(__dirname, '..');
const servicePath = join(files, 'service', 'desktop.mjs');

registerAppScheme();
lockDown();
// Chromium cannot run its sandbox as root, so root starts with --no-sandbox. All others use the sandbox in every
// window.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.setName('学安图');
if (process.env.XUEANTU_HOME) app.setPath('userData', process.env.XUEANTU_HOME);
keepCrashes();

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start(): Promise<void> {
  serveApp(pages, join(files, 'renderer'));
  mainLog().note('start', {
    version: app.getVersion(),
    electron: process.versions.electron ?? '',
    sandboxed: !app.commandLine.hasSwitch('no-sandbox'),
  });
  const settings = new SettingsFile(join(app.getPath('userData'), 'settings.json'));
  let leaving = false;
  const service = new ServiceHost(servicePath, logFolder(), (code) => {
    if (leaving) return;
    mainLog().note('service ended', { code });
    reportCrash({ process: 'service', reason: `ended with ${code}` });
    dialog.showErrorBox('数据服务已停止', '已保存的内容都在。请重新打开学安图；若再次出现请联系维护人员。');
    app.exit(1);
  });
  const demonstration = join(app.getPath('userData'), '演示工作区');
  const given = givenFile(process.argv, process.cwd());
  const named = given?.kind === 'workspace' ? given.path : null;
  const opened = await openFirstWorkspace(service, named ?? settings.current.workspace, demonstration);
  if (opened !== null) settings.rememberOpen(opened);
  const offered = { backup: given?.kind === 'backup' ? given.path : null };
  const link = (window: BrowserWindow) => linkPage(window, service, host);
  const list = new ServerList(settings, systemKeyStore);
  const windows = new ServerWindows(list);
  const host: HostProcedures = new HostProcedures({
    service,
    settings,
    offered,
    servers: { list, windows, keepsSessions: () => systemKeyStore.isThere },
    printer: { openHidden: (hash) => openWindow({ hash, show: false, settings: null, link }) },
  });
  let own = openWindow({ hash: firstPage(given), show: true, settings, link });
  /** The window of this machine's workspaces, which somebody may have closed beside a server's. */
  const ownWindow = (hash: string | null): BrowserWindow => {
    if (own.isDestroyed()) own = openWindow({ hash: hash ?? '/map', show: true, settings, link });
    else {
      if (own.isMinimized()) own.restore();
      own.focus();
      if (hash !== null) goTo(own, hash);
    }
    return own;
  };
  const openHere = async (directory: string) => {
    await service.control({ name: 'open', directory });
    settings.rememberOpen(directory);
  };
  app.on('second-instance', (_, argv, folder) => {
    const next = givenFile(argv, folder);
    if (next?.kind === 'backup') offered.backup = next.path;
    ownWindow(next === null || next.kind === 'workspace' ? null : firstPage(next));
    if (next?.kind === 'workspace') void attempt(() => openHere(next.path));
  });
  Menu.setApplicationMenu(
    buildMenu({
      openWorkspace: () => void attempt(() => chooseAndOpenWorkspace(ownWindow(null), service, settings)),
      openDemonstration: () =>
        void attempt(async () => {
          ownWindow(null);
          await service.control({ name: 'openDemonstration', directory: demonstration });
          settings.remember({ workspace: null });
        }),
      showOwn: () => ownWindow(null),
      goHere: (hash) => ownWindow(hash),
      goTo: (hash) => {
        const shown = BrowserWindow.getFocusedWindow();
        if (shown && windows.isOne(shown)) goTo(shown, hash);
        else ownWindow(hash);
      },
    }),
  );
  app.on('window-all-closed', () => app.quit());
  app.on('will-quit', (event) => {
    if (leaving) return;
    leaving = true;
    event.preventDefault();
    void service.close().finally(() => app.exit(0));
  });
}

/** The workspace that the application was started with or that was open last time, else the demonstration (null). */
async function openFirstWorkspace(
  service: ServiceHost,
  wanted: string | null,
  demonstration: string,
): Promise<string | null> {
  if (wanted && (await attempt(() => service.control({ name: 'open', directory: wanted })))) return wanted;
  await attempt(() => service.control({ name: 'openDemonstration', directory: demonstration }));
  return null;
}

/** The address of the page that opens a link. */
function addressOf(link: string): string {
  return `/link/${encodeURIComponent(link)}`;
}

/** What the window shows first. */
function firstPage(given: GivenFile | null): string {
  if (given?.kind === 'link') return addressOf(given.path);
  return given?.kind === 'backup' ? '/restore' : '/map';
}

function goTo(window: BrowserWindow, hash: string): void {
  void window.webContents.executeJavaScript(`location.hash = ${JSON.stringify(hash)}`);
}

/** Runs something the user asked for; a refusal is shown in the service's words. */
async function attempt(task: () => Promise<unknown>): Promise<boolean> {
  try {
    await task();
    return true;
  } catch (error) {
    dialog.showErrorBox('没有打开', error instanceof Error ? error.message : String(error));
    return false;
  }
}
