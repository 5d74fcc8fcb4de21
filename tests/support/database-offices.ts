import { cpSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { openWorkspace, type Workspace } from '#service/workspace/workspace.ts';
import { LOOPBACK } from './free-port.ts';
import { differencesBetween, leadAt, moveThere } from './kept-store.ts';
import type { KeptOffice } from './office-kills.ts';
import { type Person, type ServedOffice, serveOfficeOf, signAllIn } from './served-office.ts';
import { killServer, OWNER, PASSWORD, runServer } from './start-postgres.ts';
import type { NotedServer } from './stop-postgres.ts';
import { until } from './until.ts';

/** A connection of the administrator to a server that a test started for itself. */
export async function administratorOf({ port }: NotedServer, database = 'postgres'): Promise<pg.Client> {
  const client = new pg.Client({ host: LOOPBACK, port, user: OWNER, password: PASSWORD, database });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

/** Makes a database in such a server; tells the address of a workspace in it. */
export async function databaseIn(
  server: NotedServer,
  database: string,
): Promise<(workspace: string) => string> {
  const client = await administratorOf(server);
  await client.query(`create database "${database}" template template0`);
  await client.end();
  const place = `${OWNER}:${encodeURIComponent(PASSWORD)}@${LOOPBACK}:${server.port}`;
  return (workspace) => `postgres://${place}/${database}/${workspace}`;
}

/**
 * An office of two machines: one serves, one stands by; whichever is killed, the other goes on. `taken` is told how long that
 * took.
 */
export function twoMachines(folder: string, address: string, taken: number[]): KeptOffice {
  // Both have the key of the office; each has a copy of its own.
  const homes = ['one', 'two'].map((name) => join(folder, name));
  const [home = '', other = ''] = homes;
  let waiting: Promise<ServedOffice> | null = null;
  let turn = 0;
  const begin = (tell?: () => void) =>
    serveOfficeOf(['--database', address], homes[turn++ % homes.length] ?? home, 0, tell);
  return {
    async letIn(directory, people) {
      const cookies = await letInAt(address, home, directory, people);
      cpSync(join(home, 'office'), join(other, 'office'), { recursive: true });
      return cookies;
    },
    async serve() {
      const began = performance.now();
      const next = await (waiting ?? begin());
      if (waiting) taken.push(performance.now() - began);
      // Nobody is killed before there is somebody to take over.
      await new Promise<void>((standsBy, reject) => {
        waiting = begin(standsBy);
        waiting.catch(reject);
      });
      return next;
    },
    async look(at) {
      const last = await waiting;
      await last?.stop();
      return await lookAt(address, home, at);
    },
  };
}

/** An office of one machine over a database. */
export function oneMachine(home: string, address: string): KeptOffice {
  return {
    letIn: async (directory, people) => await letInAt(address, home, directory, people),
    serve: () => serveOfficeOf(['--database', address], home),
    look: async (at) => await lookAt(address, home, at),
  };
}

/**
 * An office of one machine, which stays: to kill it is to kill a process of its database, in turn one that serves a connection
 * of the office and the one that starts all others.
 */
export function overKilledServer(
  folder: string,
  address: string,
  server: NotedServer,
  random: () => number,
): KeptOffice {
  const machine = oneMachine(join(folder, 'home'), address);
  let office: ServedOffice | null = null;
  let kills = 0;
  const kill = async () => {
    kills += 1;
    if (kills % 2 === 1) return await killConnection(server, random);
    await killServer(server);
    // What starts the services of a machine does that.
    await runServer(server);
  };
  return {
    ...machine,
    async serve() {
      office ??= await machine.serve();
      return { ...office, kill };
    },
  };
}

/** Kills a process of the server that serves the office: the server then ends all connections and begins anew. */
async function killConnection(server: NotedServer, random: () => number): Promise<void> {
  await until('a connection of the office was killed', async () => {
    const client = await administratorOf(server).catch(() => null);
    if (!client) return false;
    try {
      const { rows } = await client.query<{ pid: number }>(
        `select pid from pg_stat_activity where application_name = 'xueantu'`,
      );
      const chosen = rows[Math.floor(random() * rows.length)];
      if (chosen) process.kill(chosen.pid, 'SIGKILL');
      return chosen !== undefined;
    } finally {
      await client.end().catch(() => undefined);
    }
  });
}

async function letInAt(
  address: string,
  home: string,
  directory: string,
  people: readonly Person[],
): Promise<string[]> {
  mkdirSync(home, { recursive: true });
  await moveThere(directory, address);
  const store = await leadAt(address, home);
  if (!store) throw new Error('another machine leads');
  const cookies = await signAllIn(store.directory, home, people);
  await store.close();
  return cookies;
}

/** Looks at a workspace that nobody leads any more; tells also where its copy and the store differ. */
async function lookAt(
  address: string,
  home: string,
  at: (workspace: Workspace) => Promise<string[]>,
): Promise<string[]> {
  const store = await leadAt(address, home);
  if (!store) throw new Error('another machine leads');
  const workspace = await openWorkspace(store.directory, { keeper: store.keeper });
  try {
    const differing = await differencesBetween(store.directory, address);
    return [...differing, ...(await at(workspace))];
  } finally {
    await workspace.close();
    await store.close();
  }
}
