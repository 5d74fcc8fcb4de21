import { join } from 'node:path';
import { app, BrowserWindow, dialog, Menu } from 'electron';
import { registerAppScheme, serveApp } from './app-protocol.ts';
import { chooseAndOpenWorkspace, HostProcedures } from './host-procedures.ts';
import { openWindow } from './main-window.ts';
import { buildMenu } from './menu.ts';
import { linkPage } from './page-link.ts';
import { lockDown } from './security.ts';
import { ServiceHost } from './service-host.ts';
import { SettingsFile } from './settings.ts';

// Bundled to dist/electron/main.cjs: the interface and the service lie beside it.
const pages = join(__dirname, '..', 'renderer');
// The service and its native database module cannot run from inside an archive.
const servicePath = join(__dirname.replace('app.asar', 'app.asar.unpacked'), '..', 'service', 'desktop.mjs');

registerAppScheme();
lockDown();
// Root has no Chromium sandbox and says so with --no-sandbox; every window asks for it besides.
if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox();
app.setName('学安图');
if (process.env.XUEANTU_HOME) app.setPath('userData', process.env.XUEANTU_HOME);

if (app.requestSingleInstanceLock()) {
  void app.whenReady().then(start);
  app.on('second-instance', () => {
    const [window] = BrowserWindow.getAllWindows();
    if (window?.isMinimized()) window.restore();
    window?.focus();
  });
} else {
  app.quit();
}

async function start(): Promise<void> {
  serveApp(pages);
  const settings = new SettingsFile(join(app.getPath('userData'), 'settings.json'));
  let leaving = false;
  const service = new ServiceHost(servicePath, () => {
    if (leaving) return;
    dialog.showErrorBox('数据服务已停止', '已保存的内容都在。请重新打开学安图；若再次出现请联系维护人员。');
    app.exit(1);
  });
  const demonstration = join(app.getPath('userData'), '演示工作区');
  await openFirstWorkspace(service, settings, demonstration);
  const link = (window: BrowserWindow) => linkPage(window, service, host);
  const host: HostProcedures = new HostProcedures({
    service,
    settings,
    printer: { openHidden: (hash) => openWindow({ hash, show: false, settings: null, link }) },
  });
  const window = openWindow({ hash: '/map', show: true, settings, link });
  Menu.setApplicationMenu(
    buildMenu({
      openWorkspace: () => void attempt(() => chooseAndOpenWorkspace(window, service, settings)),
      openDemonstration: () =>
        void attempt(async () => {
          await service.control({ name: 'openDemonstration', directory: demonstration });
          settings.remember({ workspace: null });
        }),
      goTo: (hash) => void window.webContents.executeJavaScript(`location.hash = ${JSON.stringify(hash)}`),
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

/** The workspace named on the command line, else the last one, else the demonstration. */
async function openFirstWorkspace(
  service: ServiceHost,
  settings: SettingsFile,
  demonstration: string,
): Promise<void> {
  const named = process.argv
    .find((argument) => argument.startsWith('--workspace='))
    ?.slice('--workspace='.length);
  const wanted = named ?? settings.current.workspace;
  if (wanted && (await attempt(() => service.control({ name: 'open', directory: wanted })))) return;
  await attempt(() => service.control({ name: 'openDemonstration', directory: demonstration }));
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
