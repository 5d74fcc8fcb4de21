import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface CommandResult {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

const entry = join(import.meta.dirname, '..', '..', 'electron', 'service', 'doors', 'cli.ts');

/** Runs the real command line in a process of its own. */
export function cli(...args: string[]): CommandResult {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entry, ...args], { encoding: 'utf8' });
  return { status, out: stdout, err: stderr };
}

/** The one JSON object on standard output. */
export function json<T>(result: CommandResult): T {
  if (result.status !== 0) throw new Error(`exit ${result.status}: ${result.err}`);
  return JSON.parse(result.out) as T;
}
