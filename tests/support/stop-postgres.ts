import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { until } from './until.ts';

/** Where a run notes the PostgreSQL that its tests started, in its shared folder. */
export const SERVER_FOLDER = 'postgres';

const noted = z.object({ folder: z.string(), port: z.number() });
export type NotedServer = z.infer<typeof noted>;

function fileOf(run: string): string {
  return join(run, SERVER_FOLDER, 'server.json');
}

export function noteServer(run: string, server: NotedServer): void {
  writeFileSync(`${fileOf(run)}.part`, JSON.stringify(server));
  renameSync(`${fileOf(run)}.part`, fileOf(run));
}

/** The server of a run; null where none of its tests has started one. */
export function notedServer(run: string): NotedServer | null {
  return existsSync(fileOf(run)) ? noted.parse(JSON.parse(readFileSync(fileOf(run), 'utf8'))) : null;
}

/** Stops the server of a run. */
export async function stopServer(run: string): Promise<void> {
  const server = notedServer(run);
  if (server) await endServer(server);
}

/** Stops a server. Its data are thrown away, so it need not write them. */
export async function endServer(server: Pick<NotedServer, 'folder'>): Promise<void> {
  // It takes this file away last; one that was killed leaves it.
  const running = runningFile(server.folder);
  if (existsSync(running) && !quit(postmasterOf(server.folder))) rmSync(running);
  await until('PostgreSQL has ended', () => !existsSync(running));
  rmSync(server.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });
}

/** Stops a server as its administrator does; its data stay. */
export async function stopOrderly({ folder }: Pick<NotedServer, 'folder'>): Promise<void> {
  process.kill(postmasterOf(folder), 'SIGINT');
  await until('PostgreSQL has ended', () => !existsSync(runningFile(folder)));
}

function runningFile(folder: string): string {
  return join(folder, 'data', 'postmaster.pid');
}

/** The process of a server that starts all its others. */
export function postmasterOf(folder: string): number {
  return Number(readFileSync(runningFile(folder), 'utf8').split('\n')[0]);
}

/** Whether there was a process to tell. */
function quit(pid: number): boolean {
  try {
    process.kill(pid, 'SIGQUIT');
    return true;
  } catch {
    return false;
  }
}
