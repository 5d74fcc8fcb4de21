import { execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  closeSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { freePort, LOOPBACK } from './free-port.ts';
import { type NotedServer, notedServer, noteServer, SERVER_FOLDER } from './stop-postgres.ts';
import { until } from './until.ts';

const OWNER = 'owner';
const PASSWORD = 'only here';
const DEBIAN = '/usr/lib/postgresql';
/** A database of its own for a test file, in the one server of the run. */
export interface OwnDatabase {
  readonly port: number;
  readonly database: string;
  /** The address of a workspace in it, with the password of `user`. */
  address(workspace: string, user?: string): string;
  /** A connection of the administrator, or of another user with the same password. */
  connect(user?: string): Promise<pg.Client>;
  /** Lets another user in, who has that password and these options. */
  addUser(name: string, options?: string): Promise<void>;
}

/** Makes an empty database; the server is started by the first test of the run that needs it. */
export async function ownDatabase(name: string): Promise<OwnDatabase> {
  const { port } = await ownServer();
  const connect = async (user = OWNER, database = name) => {
    const client = new pg.Client({ host: LOOPBACK, port, user, password: PASSWORD, database });
    client.on('error', () => undefined);
    await client.connect();
    return client;
  };
  const run = async (database: string, ...statements: string[]) => {
    const client = await connect(OWNER, database);
    try {
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
    }
  };
  await run('postgres', `drop database if exists "${name}"`, `create database "${name}" template template0`);
  return {
    port,
    database: name,
    address: (workspace, user = OWNER) =>
      `postgres://${user}:${encodeURIComponent(PASSWORD)}@${LOOPBACK}:${port}/${name}/${encodeURIComponent(workspace)}`,
    connect,
    addUser: (user, options = '') =>
      run(name, `create role "${user}" login password '${PASSWORD}' ${options}`),
  };
}

async function ownServer(): Promise<{ readonly port: number }> {
  const run = inject('sharedFolder');
  // Only one of several workers finds that there is no such folder yet.
  if (mkdirSync(join(run, SERVER_FOLDER), { recursive: true }) !== undefined)
    noteServer(run, await startServer());
  await until('another test has started PostgreSQL', () => notedServer(run) !== null);
  return notedServer(run) ?? (await ownServer());
}

/** PostgreSQL refuses to run as the administrator of the machine: then it runs as Debian's user for it. */
async function startServer(): Promise<NotedServer> {
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
    'fsync=off',
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
