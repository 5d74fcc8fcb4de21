// `npm run cli` and `npm run serve`: the built program, which starts in half the time, where it was built of the sources
// as they are; else the sources. What a browser is given is built first where it has to be.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { installPackages, ownNode, root } from './install.mjs';
import { pagesAreCurrent, servesPages, serviceIsCurrent } from './what-to-build.mjs';

const given = process.argv.slice(2);

if (!servesPages(given)) await run();
else {
  // What serves people is not installed anew while they wait: only where nothing is installed at all.
  if (!existsSync(ownNode())) installPackages();
  if (!pagesAreCurrent(root)) buildPages();
  // On a fresh clone this is the Node of the machine, which may be older than the program needs.
  if (isOwnNode()) await run();
  else runByOwnNode();
}

async function run() {
  const built = join(root, 'dist', 'service', 'cli.mjs');
  const sources = join(root, 'electron', 'service', 'doors', 'cli.ts');
  await import(pathToFileURL(serviceIsCurrent(root) ? built : sources).href);
}

function buildPages() {
  process.stderr.write('正在构建界面（第一次用和更新以后需要，约半分钟）…\n');
  const { status } = spawnSync(ownNode(), [join(root, 'electron', 'build.ts'), 'pages'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  if (status === 0) return;
  process.stderr.write('界面没有构建成，请看上面的原因，改好后重试\n');
  process.exit(1);
}

function isOwnNode() {
  return existsSync(ownNode()) && realpathSync(process.execPath) === realpathSync(ownNode());
}

function runByOwnNode() {
  const child = spawn(ownNode(), [join(root, 'electron', 'cli.mjs'), ...given], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => process.exit(code ?? 0));
}
