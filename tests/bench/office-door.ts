import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { elementAt } from '#shared/lists/element.ts';
import { killOffice } from '../support/office-kills.ts';
import { cpuTimeOf, memoryOf } from '../support/processes.ts';
import { createRandom } from '../support/random.ts';
import { healthOf, type OfficePage, type ServedOffice } from '../support/served-office.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figure, Figures } from './figures.ts';
import { lostVisits, makeOfficeCity, type OfficeCity, pageOf } from './office-city.ts';
import { type Outcome, runCrowd, visitAt } from './office-crowd.ts';
import { scatter } from './places.ts';
import { wantedLengths } from './wanted.ts';

/** Somebody who works without pause: about a request a second. */
const AT_WORK = [500, 1500] as const;
const KILLS = 100;
const alone = { peer: '', peerValue: null };

/** No part takes longer than was asked for. */
const secondsOf = (minutes: number) => 60 * Math.min(minutes, wantedLengths.minutes ?? minutes);

type Part = (figures: Figures, city: OfficeCity, office: ServedOffice) => Promise<readonly string[]>;

/** What an office is measured by wherever its workspace is kept. */
export const atOneDoor = { gate: benchGate, pages: benchPages, hundred: benchHundred } as const;

/** Parts of the bench of an office over its real door; each is served by a process of its own. */
const parts: Readonly<Record<string, Part>> = {
  ...atOneDoor,
  crowd: benchCrowd,
  neighbours: benchNeighbours,
  soak: benchSoak,
};

export const doorParts: readonly string[] = [...Object.keys(parts), 'kills'];

export async function benchOfficeDoor(
  figures: Figures,
  folder: string,
  wanted: readonly string[],
): Promise<void> {
  const served = Object.entries(parts).filter(([name]) => wanted.includes(name));
  const city = served.length > 0 ? await makeOfficeCity(folder) : null;
  for (const [name, part] of served) {
    if (!city) continue;
    const office = await city.serve();
    let recorded: readonly string[] = [];
    try {
      recorded = await part(figures, city, office);
    } finally {
      await office.stop();
    }
    if (recorded.length === 0) continue;
    const lost = await lostVisits(city.directory, recorded);
    told(lost);
    addLost(figures, `visits lost of ${recorded.length} that were acknowledged (${name})`, lost.length);
  }
  if (wanted.includes('kills')) await benchKills(figures, folder);
}

/** One gate moved by a coordinator: saved, and what the screen reads again. */
async function benchGate(
  figures: Figures,
  city: OfficeCity,
  office: ServedOffice,
): Promise<readonly string[]> {
  const page = pageOf(office, city.coordinator);
  const ok = async (name: string, input: unknown) => await answerOf(page, name, input);
  const started = performance.now();
  await ok('findings.recompute', {});
  const whole = performance.now() - started;
  let best = Number.POSITIVE_INFINITY;
  for (let step = 0; step < 9; step++) {
    const { gates }: SchoolAnswer = JSON.parse(JSON.stringify(await ok('schools.get', { id: 1000 })));
    const [gate] = gates;
    if (!gate) throw new Error('school 1000 has a gate');
    const [lng, lat] = gate.position;
    const moved = { ...gate, schoolId: 1000, position: [lng + (step % 2 === 0 ? -3e-4 : 3e-4), lat] };
    const before = performance.now();
    await ok('gates.save', moved);
    await ok('tables.rows', {
      table: 'findings',
      query: everything,
      columns: ['severity', 'venueName', 'category', 'schoolName', 'distance'],
      offset: 0,
      limit: 200,
    });
    await ok('workspace.describe', {});
    best = Math.min(best, performance.now() - before);
  }
  page.close();
  figures.add({
    what: 'one gate moved at the door of an office: saved, findings and figures read again',
    value: best,
    unit: 'ms',
    limit: ceilings.gateMoveMs,
    peer: 'measuring everything anew',
    peerValue: whole,
  });
  return [];
}

interface SchoolAnswer {
  readonly gates: readonly { readonly position: [number, number] }[];
}

const everything = { match: 'all' as const, parts: [] };
const PAGES = 100;
const VISITS = wantedLengths.minutes === null ? 10 : 4;
/** A server works for weeks: after so many visits more its code is compiled as it stays. */
const SETTLING = wantedLengths.minutes === null ? 20 : 4;
/** As pages do: what others changed is asked for a little later, and not by all at once. */
const LATER_MS = [500, 3000] as const;
/** After a visit all pages have asked by then, ms. */
const QUIET_MS = 4000;

/** One visit while a hundred pages listen at the door, each with a screen that is asked for again. */
async function benchPages(
  figures: Figures,
  city: OfficeCity,
  office: ServedOffice,
): Promise<readonly string[]> {
  const writer = pageOf(office, elementAt(city.writers, 0));
  const recorded: string[] = [];
  const record = async () => {
    const facts = `页 ${recorded.length}`;
    await answerOf(writer, 'visits.record', visitAt(elementAt(city.stopIds, recorded.length), facts));
    recorded.push(facts);
  };
  const costOf = async () => {
    const before = cpuTimeOf(office.pid);
    for (let i = 0; i < VISITS; i++) {
      await record();
      await pause(QUIET_MS);
    }
    return (cpuTimeOf(office.pid) - before) / VISITS;
  };
  await record();
  const without = await costOf();
  const random = createRandom(5);
  const open = city.readers.slice(0, PAGES).map((cookie, i) => openScreen(office, city, cookie, i, random));
  const screens = await Promise.all(open);
  await record();
  await pause(QUIET_MS);
  const first = await costOf();
  for (let i = 0; i < SETTLING; i++) {
    await record();
    await pause(QUIET_MS);
  }
  const value = await costOf();
  for (const { close } of screens) close();
  writer.close();
  figures.add({
    what: `one visit with ${screens.length} pages open at the door, until all of them show it: processor time of the server`,
    value,
    unit: 'ms',
    limit: ceilings.visitWithPagesAtDoorMs,
    peer: 'of a server that has just begun',
    peerValue: first,
  });
  figures.add({
    what: 'of it a visit with no page open',
    value: without,
    unit: 'ms',
    limit: null,
    peer: '',
    peerValue: null,
  });
  return recorded;
}

const screensOf = (sweepId: number) =>
  [
    ['overview.get', {}],
    ['workspace.describe', {}],
    ['sweeps.get', { id: sweepId }],
    ['schools.list', {}],
    [
      'tables.rows',
      {
        table: 'venues',
        query: everything,
        columns: ['name', 'severity', 'lastVisitOn'],
        offset: 0,
        limit: 100,
      },
    ],
  ] as const;

/** One page with one screen, which asks again for it when it is stale. */
async function openScreen(
  office: ServedOffice,
  city: OfficeCity,
  cookie: string,
  number: number,
  random: () => number,
): Promise<{ close(): void }> {
  const page = pageOf(office, cookie);
  const all = screensOf(city.sweepId);
  let [name, input] = elementAt(all, number % all.length);
  const ask = async () => await page.call({ name, input });
  // A page shows nobody a screen of what that role may not see.
  for (let next = number + 1; (await ask()).error?.code === 'FORBIDDEN'; next += 1)
    [name, input] = elementAt(all, next % all.length);
  let waits = false;
  const stop = page.listen((stale) => {
    if (waits || !stale.includes(name)) return;
    waits = true;
    setTimeout(
      () => {
        waits = false;
        // Who has gone meanwhile hears nothing.
        ask().catch(() => undefined);
      },
      LATER_MS[0] + random() * (LATER_MS[1] - LATER_MS[0]),
    );
  });
  return {
    close: () => {
      stop();
      page.close();
    },
  };
}

/** A hundred people at work for ten minutes, half of them recording visits. */
async function benchHundred(
  figures: Figures,
  city: OfficeCity,
  office: ServedOffice,
): Promise<readonly string[]> {
  const one = await runCrowd(city, office, {
    clients: 2,
    seconds: secondsOf(0.5),
    pause: [100, 300],
    seed: 1,
  });
  const seconds = secondsOf(10);
  const outcome = await runCrowd(city, office, { clients: 100, seconds, pause: AT_WORK, seed: 2 });
  const { loopDelayMs } = await healthOf(office);
  const { requests, recorded, refused, cut, p95, cpuMs } = outcome;
  told(cut);
  const counts = `100 clients, ${seconds} s, ${requests} requests, ${recorded.length} visits`;
  const absolute = (figure: Pick<Figure, 'what' | 'value' | 'limit'>) =>
    figures.add({ unit: 'ms', ...alone, ...figure });
  addLost(
    figures,
    `requests of a city's office without an answer, or told to come again: ${counts}`,
    cut.length + refused,
  );
  const peer = { peer: 'of two clients', unit: 'ms' as const };
  for (const kind of ['reading', 'writing'] as const)
    figures.add({
      what: `… answer, ${kind}, 95th percentile`,
      value: p95[kind],
      limit: ceilings.loadAnswerMs,
      ...peer,
      peerValue: one.p95[kind],
    });
  absolute({
    what: '… delay of the event loop, 99th percentile',
    value: loopDelayMs.p99,
    limit: ceilings.officeLoopDelayMs,
  });
  figures.add({
    what: '… processor time of the server for one request',
    value: cpuMs,
    limit: ceilings.officeRequestMs,
    ...peer,
    peerValue: one.cpuMs,
  });
  return [...one.recorded, ...recorded];
}

/** More than an office can answer: two hundred people, each with two requests under way, without pause. */
async function benchCrowd(
  figures: Figures,
  city: OfficeCity,
  office: ServedOffice,
): Promise<readonly string[]> {
  const seconds = secondsOf(2);
  const wanted = { clients: 200, seconds, pause: [0, 0], atOnce: 2, seed: 3 } as const;
  const outcome = await runCrowd(city, office, wanted);
  told(outcome.cut);
  const { requests, refused, cut } = outcome;
  addLost(
    figures,
    `200 clients without pause, ${seconds} s, ${requests} answers, ${refused} told when to come again: neither of these`,
    cut.length,
  );
  return outcome.recorded;
}

/** Rows of the list that is brought in beside others at work. */
const LIST_ROWS = 500_000;
const NEIGHBOURS = 50;

/** What others notice of a long list that comes in and of a long table that goes out. */
async function benchNeighbours(
  figures: Figures,
  city: OfficeCity,
  office: ServedOffice,
): Promise<readonly string[]> {
  const crowd = { clients: NEIGHBOURS, pause: AT_WORK } as const;
  const before = await runCrowd(city, office, { ...crowd, seconds: secondsOf(1), seed: 4 });
  const page = pageOf(office, city.coordinator);
  const rows =
    wantedLengths.minutes === null ? LIST_ROWS : Math.min(LIST_ROWS, 50_000 * wantedLengths.minutes);
  const jobs: readonly (readonly [string, () => Promise<unknown>])[] = [
    [`an import of ${rows} rows`, () => importList(page, rows)],
    [
      'an export of all venues',
      () =>
        answerOf(page, 'tables.export', {
          table: 'venues',
          query: everything,
          columns: ['name', 'category', 'address', 'severity', 'nearest'],
        }),
    ],
  ];
  const outcomes: Outcome[] = [before];
  for (const [name, job] of jobs) {
    const until = job();
    const outcome = await runCrowd(city, office, { ...crowd, seconds: 0, until, seed: 5 + outcomes.length });
    await until;
    outcomes.push(outcome);
    told(outcome.cut);
    figures.add({
      what: `${name} beside ${NEIGHBOURS} clients: 95th percentile of the client that waits longest, of ${outcome.requests} requests`,
      value: Math.max(outcome.p95.worst, outcome.p95.reading, outcome.p95.writing),
      unit: 'ms',
      limit: ceilings.officeNeighbourMs,
      peer: 'before it',
      peerValue: before.p95.worst,
    });
  }
  page.close();
  return outcomes.flatMap(({ recorded }) => recorded);
}

async function importList(page: OfficePage, rows: number): Promise<void> {
  const lines = scatter(rows, LIST_ROWS, 11).map(
    ([lng, lat], i) => `新店 ${i},网吧,新街 ${i % 977} 号,${lng.toFixed(6)},${lat.toFixed(6)}`,
  );
  const token = await page.upload('list.csv', Buffer.from(`名称,类别,地址,经度,纬度\n${lines.join('\n')}\n`));
  await answerOf(page, 'import.run', { token, as: 'venues', crs: 'wgs84', map: {} });
}

/** How often the memory is looked at during a soak. */
const LOOKS = 40;

/** An hour of twenty people: what the server holds at its end beside what it held after its first quarter. */
async function benchSoak(
  figures: Figures,
  city: OfficeCity,
  office: ServedOffice,
): Promise<readonly string[]> {
  const seconds = secondsOf(60);
  const looks: number[] = [];
  const looking = setInterval(() => looks.push(memoryOf(office.pid)), (seconds * 1000) / LOOKS);
  const outcome = await runCrowd(city, office, { clients: 20, seconds, pause: AT_WORK, seed: 9 });
  clearInterval(looking);
  told(outcome.cut);
  const quarter = (from: number) => {
    const part = looks.slice((from * looks.length) / 4, ((from + 1) * looks.length) / 4);
    return Math.max(0, ...part);
  };
  figures.add({
    what: `memory of the server in the last quarter of ${seconds} s with 20 clients, ${outcome.requests} requests, over the second quarter`,
    value: quarter(3) / Math.max(1, quarter(1)),
    unit: '×',
    limit: ceilings.officeSoakGrowth,
    peer: '',
    peerValue: null,
  });
  figures.add({ what: '… at its end', value: quarter(3), unit: 'MiB', limit: null, ...alone });
  return outcome.recorded;
}

async function benchKills(figures: Figures, folder: string): Promise<void> {
  const kills = wantedLengths.kills ?? KILLS;
  const { answered, repeated, losses } = await killOffice(join(folder, 'killed'), {
    kills,
    clients: 20,
    seed: 1,
  });
  told(losses);
  addLost(
    figures,
    `lost or twice after ${kills} kills of an office under load: ${answered} visits acknowledged, ${repeated} calls sent again`,
    losses.length,
  );
}

function addLost(figures: Figures, what: string, value: number): void {
  figures.add({ what, value, unit: 'lost', limit: ceilings.losses, ...alone });
}

function told(lines: readonly string[]): void {
  for (const line of [...new Set(lines)].slice(0, 20)) process.stdout.write(`  ${line}\n`);
}

/** Errors: whatever is no answer. */
async function answerOf(page: OfficePage, name: string, input: unknown): Promise<unknown> {
  const heard = await page.call({ name, input });
  if (heard.status !== 200 || heard.error)
    throw new Error(`${name}: ${heard.status} ${heard.error?.code ?? ''} ${heard.error?.message ?? ''}`);
  return heard.ok;
}
