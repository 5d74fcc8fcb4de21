// Shared by `npm start` and `npm test`, which must both work as the first command after a clone.
import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';

export const root = join(import.meta.dirname ?? new URL('.', import.meta.url).pathname, '..');

/** Installs the locked packages unless they are there and no older than the lock file. */
export function installPackages() {
  const mark = join(root, 'node_modules', '.package-lock.json');
  const lock = join(root, 'package-lock.json');
  if (existsSync(mark) && existsSync(ownNode()) && statSync(mark).mtimeMs >= statSync(lock).mtimeMs) return;
  process.stdout.write('正在安装依赖（npm ci）…\n');
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const { status } = spawnSync(npm, ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: 'inherit',
    shell: process.platform === 'win32',
  });
  if (status !== 0) {
    process.stderr.write('依赖没有装好，请检查网络或 npm 源后重试\n');
    process.exit(1);
  }
}

/** The Node that the project brings along, newer than the machine's may be. */
export function ownNode() {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  return join(root, 'node_modules', 'node', 'bin', name);
}
