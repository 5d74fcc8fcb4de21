// `npm test`: installs what tests need, checks, builds and runs everything. The last line counts the tests.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { installPackages, ownNode, root } from '../electron/install.mjs';

installPackages();
installTools();
const checked = run(ownNode(), [join(root, 'tests', 'check.ts')]);
const built = checked && run(ownNode(), [join(root, 'electron', 'build.ts')]);
const counts = built ? runTests() : { passed: 0, failed: 1, skipped: 0 };
const skipped = counts.skipped > 0 ? `, ${counts.skipped} skipped` : '';
process.stdout.write(`${counts.passed} passed, ${counts.failed} failed${skipped}\n`);
process.exit(counts.failed === 0 ? 0 : 1);

/** Debian parts LibreOffice: its writer is a library of its own. */
function hasWriter() {
  return existsSync('/usr/lib/libreoffice/program/libswlo.so') || !existsSync('/usr/lib/libreoffice');
}

/** Chromium, a display, Chinese fonts and PDF tools, through apt where that can be done; else says what is missing. */
function installTools() {
  const wanted = [
    ['chromium', has('chromium') || has('google-chrome')],
    ['xvfb', has('Xvfb')],
    ['xauth', has('xauth')],
    ['fonts-noto-cjk', spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout?.trim().length > 0],
    ['poppler-utils', has('pdftoppm')],
    ['libreoffice-calc-nogui', has('soffice')],
    ['libreoffice-writer-nogui', has('soffice') && hasWriter()],
  ];
  const missing = wanted.filter(([, there]) => !there).map(([name]) => name);
  if (missing.length === 0) return;
  if (has('apt-get') && process.getuid?.() === 0) {
    process.stdout.write(`installing ${missing.join(' ')}\n`);
    const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    const { status } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: environment,
    });
    if (status === 0) return;
  }
  process.stdout.write(`missing: ${missing.join(' ')}; the tests that need them are skipped\n`);
}

function has(program) {
  return (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, program)));
}

/** Runs the suite, under a virtual display where there is none, and reads its counts. */
function runTests() {
  const folder = join(root, 'node_modules', '.cache');
  const report = join(folder, 'test-report.json');
  mkdirSync(folder, { recursive: true });
  rmSync(report, { force: true });
  const vitest = [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config',
    join(root, 'tests', 'vitest.config.ts'),
  ];
  const args = [
    ...vitest,
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ];
  const display =
    process.env.DISPLAY || !has('xvfb-run') ? [] : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'];
  const [command, ...rest] = [...display, ownNode(), ...args];
  const ended = run(command, rest);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(report, 'utf8'));
  // A suite that broke outside a test must not pass for one without failures.
  const failed = numFailedTests === 0 && !ended ? 1 : numFailedTests;
  return { passed: numPassedTests, failed, skipped: numPendingTests };
}

function run(command, args) {
  return spawnSync(command, args, { cwd: root, stdio: 'inherit' }).status === 0;
}
