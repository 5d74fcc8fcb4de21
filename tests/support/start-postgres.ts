import { execFileSync, spawn } from 'node:child_process';
import {
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
import type { NotedServer } from './stop-postgres.ts';
import { until } from './until.ts';

export const OWNER = 'owner';
export const PASSWORD = 'only here';
const DEBIAN = '/usr/lib/postgresql';

/**
 * Starts a server on loopback in a folder of its own. PostgreSQL refuses to run as the administrator of the machine: then
 * it runs as Debian's user for it. Only a durable one waits for the disk.
 */
export async function startServer(durable = false): Promise<NotedServer> {
  const folder = mkdtempSync(join(tmpdir(), 'xueantu-postgres-'));
  const user = process.getuid?.() === 0 ? userOf('postgres') : null;
  if (user) chownSync(folder, user.uid, user.gid);
  chmodSync(folder, 0o700);
  const data = join(folder, 'data');
  const password = join(folder, 'password');
  writeFileSync(password, PASSWORD);
  chmodSync(password, 0o644);
  const options = { ...user, cwd: folder, env: { ...process.env, LC_ALL: 'C' } };
  execFileSync(
    join(binaries(), 'initdb'),
    ['-D', data, '-U', OWNER, '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256', '--pwfile', password, '-N'],
    { ...options, stdio: 'ignore' },
  );
  const port = await freePort();
  const settings = [
    `listen_addresses=${LOOPBACK}`,
    `port=${port}`,
    'unix_socket_directories=',
    `fsync=${durable ? 'on' : 'off'}`,
    'max_connections=20',
  ];
  const log = openSync(join(folder, 'log'), 'a');
  const server = spawn(
    join(binaries(), 'postgres'),
    ['-D', data, ...settings.flatMap((each) => ['-c', each])],
    { ...options, stdio: ['ignore', log, log], detached: true },
  );
  closeSync(log);
  // It stays for the other workers; the end of the run stops it.
  server.unref();
  await until('PostgreSQL lets people in', () => isOpen(port));
  return { folder, port };
}

function userOf(name: string): { uid: number; gid: number } {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((each) => each.startsWith(`${name}:`));
  const [, , uid, gid] = line?.split(':') ?? [];
  return { uid: Number(uid), gid: Number(gid) };
}

/** Debian keeps each version's programs in a folder of its own. */
function binaries(): string {
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
