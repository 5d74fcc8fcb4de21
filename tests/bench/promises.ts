import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import ceilings from './ceilings.json' with { type: 'json' };
import { type Figures, root } from './figures.ts';
import type { BrokenLine } from './promises/broken-line.ts';
import { brokenLines } from './promises/broken-lines.ts';

/** A test that needs longer to notice is not asked often enough. */
const LONGEST_MS = 60_000;
/** What a test of a broken promise may wait for anything; one that needed more of a sound program is asked again. */
const PATIENCE_MS = 25_000;
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
export async function benchPromises(
  figures: Figures,
  folder: string,
  named: readonly string[],
): Promise<void> {
  const copy = copyProject(join(folder, 'project'));
  const wanted = brokenLines.filter(({ name }) => named.length === 0 || named.includes(name));
  const longest = { seconds: 0, name: '' };
  let unnoticed = 0;
  for (const line of wanted) {
    const { outcome, seconds } = await tryBroken(copy, line);
    process.stdout.write(`  ${outcome === 'noticed' ? '✓' : '✗'} ${line.name}: ${outcome}, ${seconds} s\n`);
    if (seconds > longest.seconds) Object.assign(longest, { seconds, name: line.name });
    if (outcome !== 'noticed') unnoticed += 1;
  }
  process.stdout.write(`  the longest: ${longest.name}, ${longest.seconds} s\n`);
  figures.add({
    what: `broken promises that their test does not notice within a minute, of ${wanted.length}`,
    value: unnoticed,
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

/** What became of one test of a broken program, and how long it took, seconds. */
interface Tried {
  readonly outcome: string;
  readonly seconds: number;
}

/** Breaks one line in the copy, runs its test, and mends it again. */
async function tryBroken(copy: string, line: BrokenLine): Promise<Tried> {
  const path = join(copy, line.file);
  const whole = readFileSync(path, 'utf8');
  writeFileSync(
    path,
    whole.replace(line.find, () => line.put),
  );
  try {
    if (line.isBuilt && !builds(copy)) return { outcome: 'cannot be built', seconds: 0 };
    const broken = await timed(() => runTest(copy, line));
    // A test that ran out of patience may do so without the break, too.
    if (broken.outcome !== 'noticed' || broken.seconds * 1000 < PATIENCE_MS) return broken;
    writeFileSync(path, whole);
    if (line.isBuilt) builds(copy);
    return (await runTest(copy, line)) === 'not noticed'
      ? broken
      : { ...broken, outcome: 'fails without the break' };
  } finally {
    writeFileSync(path, whole);
  }
}

async function timed(run: () => Promise<string>): Promise<Tried> {
  const started = performance.now();
  const outcome = await run();
  return { outcome, seconds: Math.round((performance.now() - started) / 1000) };
}

function builds(copy: string): boolean {
  return spawnSync(process.execPath, [join('electron', 'build.ts')], { cwd: copy }).status === 0;
}

/** `noticed` where the named test itself failed; else what happened instead. */
async function runTest(copy: string, { test, title }: BrokenLine): Promise<string> {
  const report = join(copy, 'promise-report.json');
  rmSync(report, { force: true });
  const vitest = join('node_modules', 'vitest', 'vitest.mjs');
  const pattern = title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const args = ['run', '--config', 'tests/vitest.config.ts', test, '-t', pattern, '--bail', '1'];
  const { XUEANTU_BUILT: _, ...rest } = process.env;
  const env = { ...rest, XUEANTU_PATIENCE_MS: String(PATIENCE_MS) };
  const runner = spawn(
    process.execPath,
    [vitest, ...args, '--reporter=json', `--outputFile.json=${report}`],
    {
      cwd: copy,
      env,
      stdio: 'ignore',
      detached: true,
    },
  );
  if (!(await endsInTime(runner))) return 'takes longer than a minute';
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

/**
 * Whether a test ended by itself. All that it started ends with it: where a watchdog is what was broken, its reader
 * would go on for ever.
 */
async function endsInTime(runner: ChildProcess): Promise<boolean> {
  let inTime = true;
  const timer = setTimeout(() => {
    inTime = false;
    endGroup(runner);
  }, LONGEST_MS);
  // The test has a group of its own, which a Ctrl+C at the bench does not reach.
  const interrupted = () => {
    endGroup(runner);
    process.exit(1);
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, interrupted);
  try {
    await once(runner, 'exit');
  } finally {
    clearTimeout(timer);
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.off(signal, interrupted);
    endGroup(runner);
  }
  return inTime;
}

/** Ends a process that was started as the head of a group, and all others of the group. */
function endGroup({ pid }: ChildProcess): void {
  if (pid === undefined) return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // All of them have ended already.
  }
}
