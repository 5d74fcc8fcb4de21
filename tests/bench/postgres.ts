import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import type { CommitKeeper } from '#service/db/engine/commit-keeper.ts';
import { DataService } from '#service/dispatch/service.ts';
import { moveFromPostgres } from '#service/upkeep/moving/move-workspace.ts';
import { progressTo } from '#service/workspace/context.ts';
import { callsTo } from '../support/calls.ts';
import { administratorOf, databaseIn, overKilledServer, twoMachines } from '../support/database-offices.ts';
import { differencesBetween, leadAt, moveThere } from '../support/kept-store.ts';
import { killOffice } from '../support/office-kills.ts';
import { createRandom } from '../support/random.ts';
import { startServer } from '../support/start-postgres.ts';
import { endServer, type NotedServer } from '../support/stop-postgres.ts';
import { hasPostgres } from '../support/this-machine.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import { type Figures, root } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';
import { benchPostgresFigures } from './postgres-figures.ts';
import { benchPostgresProvince } from './postgres-province.ts';
import { wantedLengths } from './wanted.ts';

const DATABASE = 'bench';
const COMMANDS = 200;
const alone = { peer: '', peerValue: null };

/** Parts of the bench of workspaces in PostgreSQL; all of them where none is named. */
export const postgresParts = [
  'moving',
  'commands',
  'takeovers',
  'backends',
  'kills',
  'both',
  'figures',
  'large',
] as const;

/** What it costs to keep a workspace in PostgreSQL, and what is lost when machines and connections die. */
export async function benchPostgres(
  figures: Figures,
  folder: string,
  named: readonly string[],
): Promise<void> {
  if (!hasPostgres) {
    process.stdout.write('PostgreSQL is not installed (apt-get install postgresql-15)\n');
    return;
  }
  const server = await startServer(true);
  const address = await databaseIn(server, DATABASE);
  const isWanted = (part: (typeof postgresParts)[number]) => named.length === 0 || named.includes(part);
  try {
    if (isWanted('moving') || isWanted('commands')) await benchCity(figures, folder, address('city'));
    if (isWanted('takeovers')) await benchTakeovers(figures, join(folder, 'takeovers'), address('takeovers'));
    if (isWanted('backends'))
      await benchBackends(figures, join(folder, 'backends'), address('backends'), () =>
        administratorOf(server, DATABASE),
      );
    if (isWanted('kills')) await benchKilledServer(figures, join(folder, 'kills'), address('kills'), server);
    if (isWanted('both')) benchBoth(figures);
    if (isWanted('figures')) await benchPostgresFigures(figures, join(folder, 'figures'), address('figures'));
    if (isWanted('large'))
      await benchPostgresProvince(figures, folder, address, { server, database: DATABASE });
  } finally {
    await endServer(server);
  }
}

/** A city moved there and back, and what a command costs here and there. */
async function benchCity(figures: Figures, folder: string, address: string): Promise<void> {
  const [city, back] = [join(folder, 'city-here'), join(folder, 'city-back')];
  await writeLargeWorkspace({ directory: city, schools: 2000, venues: 200_000, roadEdges: 0 });
  await withService(city, undefined, async (call) => void (await call('findings.recompute', {})));
  const began = performance.now();
  await moveThere(city, address);
  const progress = progressTo(new AbortController().signal, () => undefined);
  await moveFromPostgres(address, back, { now: new Date(), progress, files: null });
  figures.add({
    what: 'a city moved into PostgreSQL and back, compared row by row',
    value: performance.now() - began,
    unit: 'ms',
    limit: ceilings.cityMovedMs,
    ...alone,
  });
  const differing = await differencesBetween(back, address);
  addLost(figures, 'tables of it that differ afterwards', differing);
  const here = await withService(city, undefined, costOfEdits);
  const store = await leadAt(address, join(folder, 'city-home'));
  if (!store) throw new Error('another machine leads');
  const there = await withService(store.directory, store.keeper, costOfEdits);
  addLost(
    figures,
    'tables that differ after these commands',
    await differencesBetween(store.directory, address),
  );
  await store.close();
  figures.add({
    what: `a command in that city, kept in PostgreSQL, the middle of ${COMMANDS}`,
    value: there,
    unit: 'ms',
    limit: here * ceilings.postgresToSqlite,
    peer: 'kept in SQLite',
    peerValue: here,
  });
}

type Call = ReturnType<typeof callsTo>;

async function withService<Result>(
  directory: string,
  keeper: CommitKeeper | undefined,
  work: (call: Call) => Promise<Result>,
): Promise<Result> {
  const service = new DataService(undefined, undefined, { keeper });
  await service.open(directory);
  try {
    return await work(callsTo(service));
  } finally {
    await service.close();
  }
}

async function costOfEdits(call: Call): Promise<number> {
  const times: number[] = [];
  for (let at = 0; at < COMMANDS; at += 1) {
    const began = performance.now();
    await call('tables.edit', {
      table: 'venues',
      ids: [1 + at],
      values: { phone: String(13_800_000_000 + at) },
    });
    times.push(performance.now() - began);
  }
  return times.toSorted((a, b) => a - b)[COMMANDS / 2] ?? 0;
}

/** An office of two machines: one serves, one waits; whichever is killed, the other goes on. */
async function benchTakeovers(figures: Figures, folder: string, address: string): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const kills = wantedLengths.kills ?? 50;
  const taken: number[] = [];
  const done = await killOffice(folder, {
    kills,
    clients: 4,
    seed: 7,
    kept: twoMachines(folder, address, taken),
  });
  addLost(
    figures,
    `${kills} kills of the machine that leads, ${done.answered} visits acknowledged, ${done.repeated} sent again: lost or twice`,
    done.losses,
  );
  figures.add({
    what: 'the longest until the other machine answered',
    value: Math.max(...taken),
    unit: 'ms',
    limit: ceilings.takeoverMs,
    ...alone,
  });
}

/** An office whose database is killed: processes that serve its connections, and the one that starts them all. */
async function benchKilledServer(
  figures: Figures,
  folder: string,
  address: string,
  server: NotedServer,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const kills = wantedLengths.kills ?? 50;
  const kept = overKilledServer(folder, address, server, createRandom(5));
  const done = await killOffice(folder, { kills: 2 * kills, clients: 4, seed: 11, kept });
  addLost(
    figures,
    `${kills} processes of connections and ${kills} postmasters killed, ${done.answered} visits acknowledged, ${done.repeated} sent again: lost or twice`,
    done.losses,
  );
  figures.add({
    what: 'the longest until the office answered again by itself',
    value: done.longestSilence,
    unit: 'ms',
    limit: ceilings.takeoverMs,
    ...alone,
  });
}

/** Connections of the server that the database ends at random moments, while people record without pause. */
async function benchBackends(
  figures: Figures,
  folder: string,
  address: string,
  connect: () => Promise<pg.Client>,
): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const kills = wantedLengths.kills ?? 50;
  const city = join(folder, 'town');
  await writeLargeWorkspace({ directory: city, schools: 20, venues: 2000, roadEdges: 0 });
  await moveThere(city, address);
  const store = await leadAt(address, join(folder, 'home'));
  if (!store) throw new Error('another machine leads');
  const answered: string[] = [];
  await withService(store.directory, store.keeper, async (call) => {
    let isOver = false;
    const working = (async () => {
      for (let at = 0; !isOver; at += 1) {
        const phone = String(13_800_000_000 + at);
        await call('tables.edit', { table: 'venues', ids: [1 + (at % 2000)], values: { phone } });
        answered.push(phone);
      }
    })();
    const random = createRandom(3);
    for (let kill = 0; kill < kills; kill += 1) {
      const client = await connect();
      await client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'xueantu'`,
      );
      await client.end();
      await pause(random() * 200);
    }
    isOver = true;
    await working;
  });
  const lost = await differencesBetween(store.directory, address);
  await store.close();
  addLost(
    figures,
    `connections ended ${kills} times, ${answered.length} commands answered: tables that differ`,
    lost,
  );
}

/** Random sequences of commands in a folder and in PostgreSQL, and every question about tables: the answers are alike. */
function benchBoth(figures: Figures): void {
  const sequences = wantedLengths.steps ?? 2000;
  const args = ['run', '--config', 'tests/vitest.config.ts', 'tests/service/both-stores.test.ts'];
  const { status } = spawnSync(process.execPath, [join('node_modules', 'vitest', 'vitest.mjs'), ...args], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, XUEANTU_SEQUENCES: String(sequences) },
  });
  figures.add({
    what: `${sequences} random sequences of commands on both stores, every question about tables: answers that differ`,
    value: status === 0 ? 0 : 1,
    unit: 'lost',
    limit: ceilings.losses,
    ...alone,
  });
}

function addLost(figures: Figures, what: string, lost: readonly string[]): void {
  for (const each of lost.slice(0, 10)) process.stdout.write(`  ${each}\n`);
  figures.add({ what, value: lost.length, unit: 'lost', limit: ceilings.losses, ...alone });
}
