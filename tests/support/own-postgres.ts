import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import { LOOPBACK } from './free-port.ts';
import { OWNER, PASSWORD, startServer } from './start-postgres.ts';
import { notedServer, noteServer, SERVER_FOLDER } from './stop-postgres.ts';
import { until } from './until.ts';

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
