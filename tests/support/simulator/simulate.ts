import { join } from 'node:path';
import { Chance } from './chance.ts';
import { broken } from './check.ts';
import { backUp, Fields, Importer, moveGate } from './others.ts';
import { Page } from './pages.ts';
import { SecondPlace } from './second-place.ts';
import { Told } from './told.ts';
import { ticks, World } from './world.ts';

const PAGES = 6;
const HOUR_MS = 3600_000;
const LONGEST_PAUSE_MS = 90_000;

export interface Simulated {
  readonly seed: number;
  /** A line for each step: the same for the same seed. */
  readonly story: readonly string[];
  /** What no longer held after the last step; empty where all held. */
  readonly faults: readonly string[];
  readonly visits: number;
  readonly changes: number;
}

interface Actors {
  readonly world: World;
  readonly told: Told;
  readonly pages: readonly Page[];
  readonly importer: Importer;
  readonly fields: Fields;
  readonly second: SecondPlace;
}

type Step = (actors: Actors) => Promise<string[] | undefined>;

/** What can happen, how often. */
const steps: Readonly<Record<string, { readonly share: number; readonly step: Step }>> = {
  'a page': {
    share: 30,
    step: async ({ world, pages }) => void (await world.chance.oneOf(pages).act(world)),
  },
  'pages at once': { share: 22, step: togetherStep },
  'a disk error': { share: 6, step: diskErrorStep },
  'a full disk': { share: 3, step: fullDiskStep },
  'a list': {
    share: 7,
    step: async ({ world, importer }) => await importer.bring(world).then(() => undefined),
  },
  'a list back': { share: 3, step: async ({ world, importer }) => void (await importer.takeBack(world)) },
  'a gate': { share: 6, step: async ({ world }) => await moveGate(world).then(() => undefined) },
  'a backup': { share: 6, step: async ({ world, told }) => await backUp(world, told) },
  'a second copy': { share: 8, step: async ({ world, second }) => await second.act(world) },
  'a field': { share: 12, step: async ({ world, fields }) => await fields.act(world).then(() => undefined) },
  'the clock': { share: 4, step: clockStep },
  'a restart': { share: 2, step: restartStep },
  'a kill': { share: 2, step: killStep },
};

/** Runs an office with its pages, field packets, lists and backups for so many steps, all by one number. */
export async function simulate(folder: string, seed: number, count: number): Promise<Simulated> {
  const world = new World(new Chance(seed), join(folder, `simulation-${seed}`));
  const told = new Told();
  const pages = Array.from({ length: PAGES }, (_, number) => new Page(number, told));
  const [importer, fields, second] = [new Importer(told), new Fields(told), new SecondPlace(world, told)];
  const actors = { world, told, pages, importer, fields, second };
  const faults: string[] = [];
  try {
    await world.begin();
    for (let step = 0; step < count && faults.length === 0; step++) faults.push(...(await oneStep(actors)));
    if (faults.length === 0) faults.push(...(await lastStep(actors)));
  } catch (error) {
    faults.push(wordsOf(error));
  } finally {
    await actors.fields.close();
    await world.close();
  }
  const changes = [...told.changes.values()].filter(({ acknowledged }) => acknowledged).length;
  return { seed, story: world.story, faults, visits: told.acknowledgedVisits().length, changes };
}

async function oneStep(actors: Actors): Promise<string[]> {
  const { world, told } = actors;
  world.moveClock(world.chance.below(LONGEST_PAUSE_MS));
  const name = choose(world.chance);
  world.note(name);
  const faults = (await steps[name]?.step(actors)) ?? [];
  return [...faults, ...(await broken(world, told))];
}

/** All faults end, and all who wait are answered. */
async function lastStep({ world, told, pages, second }: Actors): Promise<string[]> {
  world.note('the end');
  if (world.disk.isFull) await world.disk.empty(world.service);
  for (const page of pages) await page.finish(world);
  return [...(await broken(world, told)), ...(await second.finish(world))];
}

function choose(chance: Chance): string {
  const all = Object.entries(steps);
  let rest = chance.below(all.reduce((sum, [, { share }]) => sum + share, 0));
  for (const [name, { share }] of all) {
    rest -= share;
    if (rest < 0) return name;
  }
  throw new Error('the shares are whole numbers');
}

async function togetherStep({ world, pages }: Actors): Promise<undefined> {
  await Promise.all(pages.filter(() => world.chance.is(0.6)).map((page) => page.act(world)));
}

async function diskErrorStep({ world, pages }: Actors): Promise<undefined> {
  world.disk.failAt(1 + world.chance.below(12));
  try {
    await world.chance.oneOf(pages).act(world);
  } finally {
    world.disk.healed();
  }
}

async function fullDiskStep({ world, pages }: Actors): Promise<undefined> {
  if (world.disk.isFull) return await world.disk.empty(world.service).then(() => undefined);
  await world.disk.fill(world.service, world.chance.below(4));
  for (let i = 0; i < 3; i++) await world.chance.oneOf(pages).act(world);
}

/** The clock of the machine is set: by hours, forwards or back. */
async function clockStep({ world }: Actors): Promise<undefined> {
  world.moveClock(Math.round((world.chance.next() * 30 - 8) * HOUR_MS));
}

/** What is asked of an office before and after it was started again. */
const questions = [
  ['overview.get', {}],
  ['hazards.list', {}],
  ['schools.list', {}],
  ['findings.list', { schoolId: 1 }],
  ['search.places', { text: '网吧' }],
] as const;

/** An office that is started again answers as the one before did, which knew its answers from memory. */
async function restartStep({ world, second }: Actors): Promise<string[]> {
  const answers = async () => {
    const { call } = world;
    const texts: string[] = [];
    for (const [name, input] of questions) texts.push(`${name} ${JSON.stringify(await call(name, input))}`);
    return texts;
  };
  const before = await answers();
  await second.leave(false);
  await world.close();
  await world.open();
  const after = await answers();
  return after
    .filter((text, i) => text !== before[i])
    .map((text) => `other after a restart: ${text.slice(0, 200)}`);
}

async function killStep({ world, pages, second }: Actors): Promise<undefined> {
  const underWay = Promise.all(pages.map((page) => page.act(world)));
  await ticks(world.chance.below(2500));
  await second.leave(true);
  await world.kill(underWay);
}

function wordsOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? `: ${error.cause.stack ?? error.cause.message}` : '';
  return `${error.stack ?? error.message}${cause}`;
}
