import { execFile } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');
const tool = (...parts: string[]) => join(root, 'node_modules', ...parts);

/** What is counted is told even where nothing is wrong. */
const FIGURES = 'figures of the code';

/**
 * The linter with types is written in Go, whose collector took a sixth of its work: it waits until the memory that was
 * used before is used again. Whoever sets these themselves is heard.
 */
const environment = { GOGC: 'off', GOMEMLIMIT: '5GiB', ...process.env };

/** The longest first: they run side by side. */
const checks: readonly (readonly [title: string, script: string, ...args: string[]])[] = [
  // One pass of the compiler over every folder, with the rules that need its types.
  ['types, promises and switches', tool('oxlint', 'bin', 'oxlint'), '--deny-warnings', '.'],
  [
    'format and lint',
    tool('@biomejs', 'biome', 'bin', 'biome'),
    'ci',
    '--error-on-warnings',
    '--colors=off',
    '.',
  ],
  [
    'import table',
    tool('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
    '--config',
    'tests/architecture/dependency-rules.mjs',
    '--output-type',
    'err',
    'shared',
    'electron',
    'renderer',
    'tests',
  ],
  ['unused files, exports and packages', tool('knip', 'bin', 'knip.js'), '--no-progress'],
  [FIGURES, join(root, 'tests', 'architecture', 'code-figures.ts')],
];

/** Runs one check and tells its outcome when it ends; true where nothing was found. */
function run([title, script, ...args]: (typeof checks)[number]): Promise<boolean> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [script, ...args],
      { cwd: root, env: environment, maxBuffer: 64 * 1024 * 1024 },
      (error, stdout, stderr) => {
        const told = error || title === FIGURES ? `${stdout}${stderr}` : '';
        process.stdout.write(`${error ? '✗' : '✓'} ${title}\n${told}`);
        resolve(!error);
      },
    );
  });
}

const passed = await Promise.all(checks.map(run));
process.exitCode = passed.every(Boolean) ? 0 : 1;
