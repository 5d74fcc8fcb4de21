import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

export interface CommandResult {
  readonly status: number | null;
  readonly out: string;
  readonly err: string;
}

/** A program of the service, as it was built for the tests of today's sources. */
export function door(name: 'cli' | 'desktop'): string {
  const doors = process.env.XUEANTU_DOORS;
  if (doors !== undefined) return join(doors, `${name}.mjs`);
  return join(import.meta.dirname, '..', '..', 'electron', 'service', 'doors', `${name}.ts`);
}

export const commandLine = door('cli');

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
