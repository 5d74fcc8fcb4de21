// All of `npm test` but the packages: installs the tools that tests need, checks, builds and runs everything. The last
// line counts the tests.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { coverageFolder, coverageLine, measureCoverage } from './coverage/entered-functions.ts';
import { electronRuntime } from './support/electron-runtime.ts';
import {
  hasChromium,
  hasOffice,
  hasPoppler,
  hasPostgis,
  hasPostgres,
  hasQgis,
  hasSlapd,
  hasWriter,
  isInstalled,
} from './support/this-machine.ts';

const root = join(import.meta.dirname, '..');
const reportSchema = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numPendingTests: z.number(),
});

/** What Debian's package of PostgreSQL asks for before it makes a server of its own. */
const CLUSTER_SETTINGS = '/etc/postgresql-common/createcluster.conf';

/** What a part of the suite enters says nothing of the whole. */
const isWhole = process.argv.length === 2;

installTools();
tellUninstalled();
// Fetched before three windows ask for it at once.
electronRuntime();
const isChecked = run(process.execPath, join(root, 'tests', 'check.ts'));
const isBuilt = isChecked && run(process.execPath, join(root, 'electron', 'build.ts'));
const { passed, failed, skipped } = isBuilt ? runTests() : { passed: 0, failed: 1, skipped: 0 };
process.stdout.write(`${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}\n`);
process.exit(failed === 0 ? 0 : 1);

/**
 * Chromium, a display, Chinese fonts, a directory server, PostgreSQL, and what reads PDF and office files: through apt where that
 * can be done.
 */
function installTools(): void {
  const fonts = spawnSync('fc-list', [':lang=zh'], { encoding: 'utf8' }).stdout ?? '';
  const wanted: readonly (readonly [name: string, isThere: boolean])[] = [
    ['chromium', hasChromium],
    ['xvfb', isInstalled('Xvfb')],
    ['xauth', isInstalled('xauth')],
    ['fonts-noto-cjk', fonts.trim() !== ''],
    ['poppler-utils', hasPoppler],
    ['libreoffice-calc-nogui', hasOffice],
    ['libreoffice-writer-nogui', hasWriter],
    ['slapd', hasSlapd],
    ['postgresql-15', hasPostgres],
  ];
  const missing = wanted.filter(([, isThere]) => !isThere).map(([name]) => name);
  if (missing.length === 0) return;
  if (isInstalled('apt-get') && process.getuid?.() === 0) {
    process.stdout.write(`installing ${missing.join(' ')}\n`);
    spawnSync('apt-get', ['update', '-qq'], { stdio: 'ignore' });
    // Tests start a directory of their own; the package's would listen on every address.
    if (missing.includes('slapd'))
      spawnSync('debconf-set-selections', { input: 'slapd slapd/no_configuration boolean true\n' });
    // The same of a database server: the package makes one that begins with the machine, unless it is told not to.
    if (missing.includes('postgresql-15') && !existsSync(CLUSTER_SETTINGS)) {
      mkdirSync(dirname(CLUSTER_SETTINGS), { recursive: true });
      writeFileSync(CLUSTER_SETTINGS, 'create_main_cluster = false\n');
    }
    const { status } = spawnSync('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...missing], {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
    if (status === 0) return;
  }
  process.stdout.write(`missing: ${missing.join(' ')}; the tests that need them are skipped\n`);
}

/** What is too large to install for one or two tests: they are skipped where it is not. */
function tellUninstalled(): void {
  const large = [
    ...(hasPostgis ? [] : ['postgresql-15-postgis-3']),
    ...(hasQgis ? [] : ['python3-qgis']),
  ].join(' ');
  if (large !== '')
    process.stdout.write(
      `not installed, as it is large: ${large}; the tests of map views are skipped (apt-get install --no-install-recommends ${large})\n`,
    );
}

/** Runs the tests, under a virtual display where there is none, and reads their counts. */
function runTests(): { passed: number; failed: number; skipped: number } {
  const folder = join(root, 'node_modules', '.cache');
  const report = join(folder, 'test-report.json');
  mkdirSync(folder, { recursive: true });
  rmSync(report, { force: true });
  rmSync(coverageFolder, { recursive: true, force: true });
  const vitest = [
    process.execPath,
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--config',
    join(root, 'tests', 'vitest.config.ts'),
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${report}`,
    ...process.argv.slice(2),
  ];
  const isDisplayed = Boolean(process.env.DISPLAY) || !isInstalled('xvfb-run');
  const display = isDisplayed ? [] : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24'];
  const [command = '', ...rest] = [...display, ...vitest];
  const hasEnded = run(command, ...rest);
  if (!existsSync(report)) return { passed: 0, failed: 1, skipped: 0 };
  if (isWhole) {
    measureCoverage(new Date().toISOString().slice(0, 10));
    process.stdout.write(`${coverageLine()}\n`);
  }
  const counts = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  // A suite that broke outside a test must not pass for one without failures.
  const failed = counts.numFailedTests === 0 && !hasEnded ? 1 : counts.numFailedTests;
  return { passed: counts.numPassedTests, failed, skipped: counts.numPendingTests };
}

/** Whether a program ended well; it knows that the sources are built, and where to note what tests enter. */
function run(command: string, ...args: string[]): boolean {
  const coverage = isWhole ? { XUEANTU_COVERAGE: coverageFolder } : {};
  const env = { ...process.env, ...coverage, XUEANTU_BUILT: '1' };
  return spawnSync(command, args, { cwd: root, stdio: 'inherit', env }).status === 0;
}
