import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  chownSync,
  closeSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort, LOOPBACK } from './free-port.ts';
import { type NotedServer, postmasterOf } from './stop-postgres.ts';
import { until } from './until.ts';

export const OWNER = 'owner';
export const PASSWORD = 'only here';
const DEBIAN = '/usr/lib/postgresql';

/** Starts a server on loopback in a folder of its own. Only a durable one waits for the disk. */
export async function startServer(durable = false): Promise<NotedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-postgres-'));
  const user = serverUser();
  if (user.uid !== undefined && user.gid !== undefined) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const password = join(folder, 'password');
  writeFileSync(password, PASSWORD);
  chmodSync(password, 0o644);
  execFileSync(
    join(postgresPrograms(), 'initdb'),
    ['-D', data, '-U', OWNER, '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256', '--pwfile', password, '-N'],
    { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C' }, stdio: 'ignore' },
  );
  const port = await freePort();
  const settings = [
    `listen_addresses = '${LOOPBACK}'`,
    `port = ${port}`,
    `unix_socket_directories = ''`,
    `fsync = ${durable ? 'on' : 'off'}`,
    'max_connections = 20',
  ];
  // In its file, so that a copy of the server is set up alike.
  appendFileSync(join(data, 'postgresql.conf'), `${settings.join('\n')}\n`);
  const server = { folder, port };
  await runServer(server);
  return server;
}

/**
 * Runs a server in its folder; where what it was before was killed, once the last of its processes is gone: until then the
 * next one refuses.
 */
export async function runServer({ folder, port }: NotedServer): Promise<void> {
  let running = runOnce(folder);
  await until('PostgreSQL lets people in', async () => {
    if (running.exitCode !== null) running = runOnce(folder);
    return await isOpen(port);
  });
}

function runOnce(folder: string): ChildProcess {
  const log = openSync(join(folder, 'log'), 'a');
  const server = spawn(join(postgresPrograms(), 'postgres'), ['-D', join(folder, 'data')], {
    ...serverUser(),
    cwd: folder,
    env: { ...process.env, LC_ALL: 'C' },
    stdio: ['ignore', log, log],
    detached: true,
  });
  closeSync(log);
  // It stays for the other workers; the end of the run stops it.
  server.unref();
  return server;
}

/** Ends a server as a power failure does: the process that starts all others, without a word. */
export async function killServer({ folder, port }: NotedServer): Promise<void> {
  process.kill(postmasterOf(folder), 'SIGKILL');
  await until('PostgreSQL lets nobody in', async () => !(await isOpen(port)));
}

/** PostgreSQL refuses to run as the administrator of the machine: then it runs as Debian's user for it. */
export function serverUser(): { readonly uid?: number; readonly gid?: number } {
  return process.getuid?.() === 0 ? userOf('postgres') : {};
}

function userOf(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/** Debian keeps each version's programs in a folder of its own. */
export function postgresPrograms(): string {
  const versions = readdirSync(DEBIAN).sort((a, b) => Number(b) - Number(a));
  return join(DEBIAN, versions[0] ?? '', 'bin');
}

async function isOpen(port: number): Promise<boolean> {
  const client = new pg.Client({
    host: LOOPBACK,
    port,
    user: OWNER,
    password: PASSWORD,
    database: 'postgres',
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
