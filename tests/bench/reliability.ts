import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { openHttpDoor } from '#service/doors/http-server.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import { crashSeries, upgradeKills } from '../support/crash-series.ts';
import { enterDoor } from '../support/enter-door.ts';
import { fuzzDoor } from '../support/fuzz-door.ts';
import { fuzzFiles } from '../support/fuzz-files.ts';
import { fuzzLists, unforeseenOf } from '../support/fuzz-lists.ts';
import { fuzzPort } from '../support/fuzz-port.ts';
import { fuzzService } from '../support/fuzz-requests.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';

const KILLS = 200;
const UPGRADES = 60;
const REQUESTS = 50_000;
const LISTS = 50_000;
const FILES = 5000;

/** The long runs of what `npm test` does shortly: losses are to be none. */
export async function benchReliability(figures: Figures, folder: string): Promise<void> {
  const directory = join(folder, 'crash');
  const now = new Date('2026-11-21T02:00:00Z');
  await createWorkspace({ directory, pack: 'beijing-daxing', now });
  const { answered, losses } = await crashSeries(directory, KILLS, 1);
  for (const loss of losses) process.stdout.write(`  ${loss}\n`);
  figures.add({
    what: `losses after ${KILLS} kills at random moments, ${answered} commands answered`,
    value: losses.length,
    unit: 'lost',
    limit: ceilings.losses,
    peer: '',
    peerValue: null,
  });

  const torn = await upgradeKills(join(folder, 'upgrades'), UPGRADES, 1);
  for (const loss of torn) process.stdout.write(`  ${loss}\n`);
  figures.add({
    what: `losses after ${UPGRADES} kills while workspaces of older versions are upgraded`,
    value: torn.length,
    unit: 'lost',
    limit: ceilings.losses,
    peer: '',
    peerValue: null,
  });

  const fuzzed = join(folder, 'fuzz');
  await createWorkspace({ directory: fuzzed, pack: 'beijing-daxing', now });
  const service = new DataService({ now: () => now });
  await service.open(fuzzed);
  const unforeseen = await fuzzService(service, REQUESTS, 1);
  const pages = join(folder, 'pages');
  mkdirSync(pages);
  const door = await openHttpDoor({ service, port: 0, pages, version: '0' });
  const atDoor = await fuzzDoor(door.port, await enterDoor(door.offerAddress()), REQUESTS, 1);
  await door.close();
  const atPort = await fuzzPort(service, REQUESTS, 1);
  await service.close();
  for (const each of [...atDoor, ...atPort].slice(0, 20)) process.stdout.write(`  ${each}\n`);
  figures.add({
    what: `unforeseen answers to ${REQUESTS} malformed requests at the HTTP door and ${REQUESTS} at the message port`,
    value: atDoor.length + atPort.length,
    unit: 'lost',
    limit: ceilings.losses,
    peer: '',
    peerValue: null,
  });
  const lists = unforeseenOf(await fuzzLists(LISTS, 1));
  const files = (await fuzzFiles(join(folder, 'files'), FILES, 1)).unforeseen;
  for (const each of [...lists, ...files].slice(0, 20)) process.stdout.write(`  ${each}\n`);
  figures.add({
    what: `unforeseen outcomes of ${LISTS} damaged lists and ${FILES} damaged backups, packets, base maps, photos, updates and databases`,
    value: lists.length + files.length,
    unit: 'lost',
    limit: ceilings.losses,
    peer: '',
    peerValue: null,
  });
  for (const each of unforeseen.slice(0, 20)) process.stdout.write(`  ${each}\n`);
  figures.add({
    what: `unforeseen answers to ${REQUESTS} malformed requests`,
    value: unforeseen.length,
    unit: 'lost',
    limit: ceilings.losses,
    peer: '',
    peerValue: null,
  });
}
