// `npm start`: installs what is missing, builds, and opens the application. Runs on any Node from 20 on.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { installPackages, ownNode, root } from './install.mjs';
import { sandboxFor } from './sandbox.mjs';

const { platform, env } = process;
const sandbox = sandboxFor({ platform, uid: process.getuid?.(), sudoUser: env.SUDO_USER });
if (sandbox.refused) {
  process.stderr.write(`${sandbox.words}\n`);
  process.exit(1);
}
installPackages();
runOrExit(ownNode(), [join(root, 'electron', 'build.ts')]);

const electron = findElectron();
if (electron.path) {
  if (sandbox.words !== '') process.stderr.write(`${sandbox.words}\n`);
  const child = spawn(electron.path, [...sandbox.args, root, ...process.argv.slice(2)], { stdio: 'inherit' });
  child.on('exit', (code) => process.exit(code ?? 1));
} else {
  process.stdout.write(`${electron.reason}，改用浏览器打开同一个应用。\n`);
  serveDemonstration();
}

/** The official Electron, downloaded on first use, or why it cannot be used. */
function findElectron() {
  if (process.platform === 'linux' && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY)
    return { path: null, reason: '没有图形界面（DISPLAY 未设置）' };
  const folder = join(root, 'node_modules', 'electron');
  const installed = spawnSync(ownNode(), [join(folder, 'install.js')], {
    stdio: 'ignore',
    timeout: 15 * 60_000,
  });
  if (installed.status !== 0)
    return { path: null, reason: '无法下载 Electron（可用 ELECTRON_MIRROR 指定镜像）' };
  const path = spawnSync(ownNode(), ['-p', "require('electron')"], {
    cwd: root,
    encoding: 'utf8',
  }).stdout.trim();
  return { path, reason: '' };
}

function serveDemonstration() {
  const home = process.env.XUEANTU_HOME ?? join(homedir(), '.xueantu');
  const workspace = join(home, '演示工作区');
  mkdirSync(home, { recursive: true, mode: 0o700 });
  const service = join(root, 'electron', 'service', 'doors');
  runOrExit(ownNode(), [join(service, 'demo.ts'), workspace]);
  const child = spawn(
    ownNode(),
    [join(service, 'cli.ts'), 'serve', workspace, '--port', process.env.XUEANTU_PORT ?? '0'],
    { stdio: 'inherit' },
  );
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 0));
}

function runOrExit(command, args) {
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}
