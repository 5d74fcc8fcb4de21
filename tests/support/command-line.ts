import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface CommandResult {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const root = join(import.meta.dirname, '..', '..');
/**
 * The command line: its sources, or where the whole suite runs what was built of them for it, which starts in half the
 * time.
 */
export const commandLine = process.env.XUEANTU_BUILT
  ? join(root, 'dist', 'service', 'cli.mjs')
  : join(root, 'electron', 'service', 'doors', 'cli.ts');

/** Runs the real command line in a process of its own. */
export function cli(...args: string[]): CommandResult {
  return cliWith({}, ...args);
}

/** The same with more in its environment: what passwords are told by. */
export function cliWith(environment: Readonly<Record<string, string>>, ...args: string[]): CommandResult {
  const env = { ...process.env, ...environment };
  const { status, stdout, stderr } = spawnSync(process.execPath, [commandLine, ...args], {
    encoding: 'utf8',
    env,
  });
  return { status, out: stdout, err: stderr };
}

/** The one JSON object on standard output. */
export function json<T>(result: CommandResult): T {
  if (result.status !== 0) throw new Error(`exit ${result.status}: ${result.err}`);
  return JSON.parse(result.out) as T;
}
