import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import ceilings from './ceilings.json' with { type: 'json' };
import { type Figures, root } from './figures.ts';
import { type BrokenLine, brokenLines } from './promises/broken-lines.ts';

/** A test that needs longer to notice is not asked often enough. */
const LONGEST_MS = 60_000;
/** What no test of a promise reads: the packages are linked instead of copied. */
const leftOut = new Set(['.git', 'dist', 'node_modules', 'release']);

const reportSchema = z.object({
  testResults: z.array(
    z.object({ assertionResults: z.array(z.object({ fullName: z.string(), status: z.string() })) }),
  ),
});

/** Names by which single promises can be tried. */
export const promiseNames: readonly string[] = brokenLines.map(({ name }) => name);

/**
 * Breaks each line that keeps a promise, one at a time and in a copy of the project, and runs the test that SECURITY.md
 * names for it: it has to fail, within a minute. All of them where none is named.
 */
export function benchPromises(figures: Figures, folder: string, named: readonly string[]): void {
  const copy = copyProject(join(folder, 'project'));
  const wanted = brokenLines.filter(({ name }) => named.length === 0 || named.includes(name));
  const unnoticed = wanted.filter((line) => {
    const started = performance.now();
    const outcome = tryBroken(copy, line);
    process.stdout.write(
      `  ${outcome === 'noticed' ? '✓' : '✗'} ${line.name}: ${outcome}, ${Math.round((performance.now() - started) / 1000)} s\n`,
    );
    return outcome !== 'noticed';
  });
  figures.add({
    what: `broken promises that their test does not notice within a minute, of ${wanted.length}`,
    value: unnoticed.length,
    unit: 'lost',
    limit: ceilings.unnoticedPromises,
    peer: '',
    peerValue: null,
  });
}

function copyProject(copy: string): string {
  cpSync(root, copy, {
    recursive: true,
    filter: (path) => !leftOut.has(path.slice(root.length + 1)),
  });
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'), 'junction');
  return copy;
}

/** Breaks one line in the copy, runs its test, and mends it again. */
function tryBroken(copy: string, { file, find, put, test, title }: BrokenLine): string {
  const path = join(copy, file);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    whole.replace(find, () => put),
  );
  try {
    return runTest(copy, test, title);
  } finally {
    writeFileSync(path, whole);
  }
}

/** `noticed` where the named test itself failed; else what happened instead. */
function runTest(copy: string, test: string, title: string): string {
  const report = join(copy, 'promise-report.json');
  rmSync(report, { force: true });
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const pattern = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const args = ['run', '--config', 'tests/vitest.config.ts', test, '-t', pattern, '--bail', '1'];
  const { XUEANTU_BUILT: _, ...env } = process.env;
  const { signal } = spawnSync(
    process.execPath,
    [vitest, ...args, '--reporter=json', `--outputFile.json=${report}`],
    { cwd: copy, env, stdio: 'ignore', timeout: LONGEST_MS, killSignal: 'SIGKILL' },
  );
  if (signal !== null) return 'takes longer than a minute';
  if (!existsSync(report)) return 'no report';
  const { testResults } = reportSchema.parse(JSON.parse(readFileSync(report, 'utf8')));
  const tried = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(
      ({ fullName, status }) => fullName.includes(title) && status !== 'skipped' && status !== 'pending',
    );
  if (tried.length === 0) return 'no test of that name ran';
  return tried.some(({ status }) => status === 'failed') ? 'noticed' : 'not noticed';
}
