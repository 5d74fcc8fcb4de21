import { spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { app, type BrowserWindow, dialog, shell } from 'electron';
import { openUpdate, type UpdateManifest } from './update-package.ts';

/**
 * Asks for an update file and verifies its signature; then starts its installer, or shows it in its folder where the
 * system installs packages itself. Null where the user cancelled.
 */
export async function installUpdate(
  window: BrowserWindow,
): Promise<{ version: string; started: boolean } | null> {
  const { filePaths } = await dialog.showOpenDialog(window, {
    title: '选择更新文件',
    properties: ['openFile'],
    filters: [{ name: '学安图更新文件', extensions: ['xau'] }],
  });
  const [path] = filePaths;
  if (!path) return null;
  const { manifest, installer } = await openUpdate(path, join(app.getPath('userData'), 'updates'), {
    version: app.getVersion(),
    platform: process.platform,
    arch: process.arch,
    publicKey: readKey(),
  });
  return { version: manifest.version, started: await handOver(window, manifest, installer) };
}

/**
 * The key that the program was packed with: it lies in a folder where only the person who installs the program can
 * write.
 */
function readKey(): string | null {
  const path = join(process.resourcesPath, 'update-key.pem');
  return app.isPackaged && existsSync(path) ? readFileSync(path, 'utf8') : null;
}

async function handOver(
  window: BrowserWindow,
  { version, notes }: UpdateManifest,
  installer: string,
): Promise<boolean> {
  const onWindows = process.platform === 'win32' && installer.endsWith('.exe');
  const { response } = await dialog.showMessageBox(window, {
    type: 'info',
    title: '安装更新',
    message: `更新文件已验证：学安图 ${version}`,
    detail: `${notes}${notes === '' ? '' : '\n\n'}${
      onWindows
        ? '现在退出学安图并安装吗？数据不受影响，升级前会自动备份。'
        : '请退出学安图，用系统的软件安装工具安装打开的文件夹里的安装包。数据不受影响，升级前会自动备份。'
    }`,
    buttons: onWindows ? ['退出并安装', '以后'] : ['打开文件夹', '以后'],
    defaultId: 0,
    cancelId: 1,
  });
  if (response !== 0) return false;
  if (!onWindows) {
    shell.showItemInFolder(installer);
    return true;
  }
  spawn(installer, [], { detached: true, stdio: 'ignore' }).unref();
  app.quit();
  return true;
}
