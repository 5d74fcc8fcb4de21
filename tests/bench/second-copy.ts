import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DataService } from '#service/dispatch/service.ts';
import { systemClock } from '#service/platform/clock.ts';
import { restoreCopy } from '#service/upkeep/second-copy/restore-copy.ts';
import { openWorkspace } from '#service/workspace/workspace.ts';
import { writeDemo } from '../../electron/demo/write-demo.ts';
import { type Call, callsTo } from '../support/calls.ts';
import { createRandom } from '../support/random.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';

const LOSSES = 200;
/** What was answered longer ago must not be lost with the disk, ms. */
const OLDEST_LOSS_MS = 10_000;
const ROUNDS = 10;
const COMMANDS = 1000;

/** The second copy: what is lost with the disk of the workspace, and what a command costs more. */
export async function benchSecondCopy(figures: Figures, folder: string): Promise<void> {
  // Which folder holds the copy is kept with the program: this one's own.
  process.env.XUEANTU_HOME = join(folder, 'home');
  const directory = join(folder, 'followed');
  await writeDemo(directory, systemClock);
  const place = join(folder, 'second');
  mkdirSync(place);
  const service = new DataService(systemClock);
  await service.open(directory);
  service.keepBackups()();
  const call = callsTo(service);
  figures.add({
    what: `processor time of ${COMMANDS} commands with a second copy, and its copying`,
    value: await costOf(call, place),
    unit: '×',
    limit: ceilings.commandsWithSecondCopy,
    peer: '',
    peerValue: null,
  });
  const lost = await lossesOf(call, place, folder);
  figures.add({
    what: `commands answered more than ${OLDEST_LOSS_MS / 1000} s before the disk was lost, of ${LOSSES} times, that the second copy does not hold`,
    value: lost,
    unit: 'lost',
    limit: ceilings.losses,
    peer: '',
    peerValue: null,
  });
  await service.close();
}

let saved = 0;

async function save(call: Call): Promise<string> {
  const name = `s${saved++}`;
  await call('saved.save', { name, content: { kind: 'bookmark', lng: 1, lat: 1, zoom: 1, bearing: 0 } });
  return name;
}

/** With a second copy over without, in turn, the best of each. */
async function costOf(call: Call, place: string): Promise<number> {
  const best = { with: Number.POSITIVE_INFINITY, without: Number.POSITIVE_INFINITY };
  for (let round = 0; round < ROUNDS; round++)
    for (const kind of ['without', 'with'] as const) {
      await call('backups.chooseSecond', { place: kind === 'with' ? { path: place } : null });
      // The whole copy is made with the first change, and is not what a command costs.
      await save(call);
      await copied(call);
      const before = process.cpuUsage();
      for (let i = 0; i < COMMANDS; i++) await save(call);
      await copied(call);
      const { user, system } = process.cpuUsage(before);
      best[kind] = Math.min(best[kind], user + system);
    }
  return best.with / best.without;
}

async function copied(call: Call): Promise<void> {
  for (;;) {
    const { place, at, waits } = await call('backups.second', {});
    if (place === null || (at !== null && !waits)) return;
    await pause(1000);
  }
}

async function lossesOf(call: Call, place: string, folder: string): Promise<number> {
  const random = createRandom(1);
  const answered = new Map<string, number>();
  let ends = false;
  const working = (async () => {
    while (!ends) {
      answered.set(await save(call), Date.now());
      await pause(5);
    }
  })();
  let lost = 0;
  for (let loss = 0; loss < LOSSES; loss++) {
    await pause(random() * 1500);
    const taken = join(folder, 'taken');
    const at = Date.now();
    cpSync(join(place, readdirSync(place)[0] ?? ''), taken, { recursive: true });
    const held = await namesIn(taken, join(folder, 'restored'));
    for (const [name, when] of answered) if (when < at - OLDEST_LOSS_MS && !held.has(name)) lost += 1;
    rmSync(taken, { recursive: true });
  }
  ends = true;
  await working;
  return lost;
}

async function namesIn(copy: string, directory: string): Promise<Set<string>> {
  await restoreCopy(copy, directory, { until: null, now: new Date() });
  const opened = await openWorkspace(directory);
  try {
    const rows = await opened.database.reader.selectFrom('saved').select('name').execute();
    return new Set(rows.map(({ name }) => name));
  } finally {
    await opened.close();
    rmSync(directory, { recursive: true });
  }
}
