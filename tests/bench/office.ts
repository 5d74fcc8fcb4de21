import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { createWorkspace } from '#service/workspace/workspace.ts';
import type { InputOf, KeptQueryName } from '#shared/contract/contract.ts';
import { type Call, callsTo } from '../support/calls.ts';
import { findLosses, playManyHands } from '../support/many-hands.ts';
import { importSmallTown } from '../support/workspace.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';
import { benchOfficeDoor, doorParts } from './office-door.ts';

type Asked = Exclude<KeptQueryName, 'host.describe'>;
type Question = { [Name in Asked]: { readonly name: Name; readonly input: InputOf<Name> } }[Asked];

const PAGES = 100;
const VISITS = 20;
const DAY = '2026-11-20';

/** Parts that a bench of the office has; all of them where none is named. */
export const officeParts: readonly string[] = ['hands', 'visit', ...doorParts];

/** What an office costs and what it loses: in one process, and over its real door. */
export async function benchOffice(figures: Figures, folder: string, named: readonly string[]): Promise<void> {
  const wanted = named.length > 0 ? named : officeParts;
  if (wanted.includes('hands')) await benchManyHands(figures, folder);
  if (wanted.includes('visit')) await benchVisit(figures, folder);
  await benchOfficeDoor(figures, folder, wanted);
}

/** One visit recorded in a city while a hundred pages are open: what it costs until all of them show it. */
async function benchVisit(figures: Figures, folder: string): Promise<void> {
  const directory = join(folder, 'office');
  await writeLargeWorkspace({ directory, schools: 2000, venues: 200_000, roadEdges: 0 });
  const service = new DataService();
  await service.open(directory);
  try {
    await callsTo(service)('findings.recompute', {});
    await measureVisit(figures, service);
  } finally {
    await service.close();
  }
}

/** The same of a city that is open, wherever it is kept; and what its figures and its longest table cost. */
export async function measureVisit(figures: Figures, service: DataService): Promise<void> {
  const call = callsTo(service);
  const stops = await planSweep(call);
  const alone = await costOfVisits(service, call, stops.slice(0, VISITS), []);
  const pages = Array.from({ length: PAGES }, (_, i) => screens(stops[0]?.sweepId ?? 1)[i % SCREENS] ?? []);
  const value = await costOfVisits(service, call, stops.slice(VISITS, 2 * VISITS), pages);
  figures.add({
    what: `one visit among 2,000 schools and 200,000 venues with ${PAGES} pages open: processor time of the service`,
    value,
    unit: 'ms',
    limit: ceilings.visitWithPagesMs,
    peer: 'the visit with no page open',
    peerValue: alone,
  });
  await benchOverview(figures, call);
  await benchExport(figures, call);
}

/** The figures of a city after a venue was changed by hand: what they cost anew. */
async function benchOverview(figures: Figures, call: Call): Promise<void> {
  const EDITS = 10;
  await call('overview.get', {});
  let spent = 0;
  for (let i = 0; i < EDITS; i++) {
    await call('tables.edit', { table: 'venues', ids: [5], values: { phone: String(13_800_000_000 + i) } });
    const before = process.cpuUsage();
    await call('overview.get', {});
    const { user, system } = process.cpuUsage(before);
    spent += (user + system) / 1000;
  }
  figures.add({
    what: 'the overview of 200,000 venues after one was changed: processor time',
    value: spent / EDITS,
    unit: 'ms',
    limit: ceilings.overviewAfterEditMs,
    peer: '',
    peerValue: null,
  });
}

/** What an export takes of the thread that answers everybody else. */
async function benchExport(figures: Figures, call: Call): Promise<void> {
  const [thread, all] = [process.threadCpuUsage(), process.cpuUsage()];
  const { query } = table;
  await call('tables.export', {
    table: 'venues',
    query,
    columns: ['name', 'category', 'address', 'severity', 'nearest', 'lastVisitOn'],
  });
  const [own, whole] = [process.threadCpuUsage(thread), process.cpuUsage(all)];
  figures.add({
    what: 'a workbook of 200,000 rows: processor time of the thread that answers others',
    value: (own.user + own.system) / 1000,
    unit: 'ms',
    limit: ceilings.exportHoldMs,
    peer: 'of all threads',
    peerValue: (whole.user + whole.system) / 1000,
  });
}

/** How many pages write at once, how often each, and how often that is played. */
const HANDS = { clients: 8, steps: 150 };
const PLAYS = 5;

/** What eight pages lose or record twice that write into the same fields at once while their connections are cut. */
async function benchManyHands(figures: Figures, folder: string): Promise<void> {
  let [losses, cuts] = [0, 0];
  for (let seed = 1; seed <= PLAYS; seed++) {
    const directory = join(folder, `hands-${seed}`);
    const now = new Date('2026-11-21T02:00:00Z');
    await createWorkspace({ directory, pack: 'beijing-daxing', now });
    const service = new DataService({ now: () => now });
    await service.open(directory);
    const call = callsTo(service);
    const file = (name: string, content: string | Uint8Array) => {
      writeFileSync(join(folder, name), content);
      return service.files.register(join(folder, name));
    };
    await importSmallTown({ directory, service, call, file });
    const done = await playManyHands({ service, call }, { ...HANDS, seed });
    const found = await findLosses({ service, call }, done);
    for (const loss of found) process.stdout.write(`  ${loss}\n`);
    losses += found.length;
    cuts += done.cuts;
    await service.close();
  }
  figures.add({
    what: `${HANDS.clients} pages writing at once, ${PLAYS * HANDS.clients * HANDS.steps} times, cut off ${cuts} times: lost or twice`,
    value: losses,
    unit: 'lost',
    limit: ceilings.losses,
    peer: '',
    peerValue: null,
  });
}

interface Stop {
  readonly id: number;
  readonly sweepId: number;
}

async function planSweep(call: Call): Promise<Stop[]> {
  const { pack } = await call('workspace.describe', {});
  const agencies = pack.agencies.filter(({ mayInspect }) => mayInspect).map(({ name }) => name);
  const { id: sweepId } = await call('sweeps.create', {
    title: '整治',
    period: '2026Q4',
    agencies,
    focusTopics: [],
  });
  for (let i = 0; i < 2 * VISITS; i++)
    await call('sweeps.addStop', { sweepId, venueId: i + 1, schoolId: null, reason: '例行检查' });
  const { stops } = await call('sweeps.get', { id: sweepId });
  return stops.map(({ id }) => ({ id, sweepId }));
}

const SCREENS = 5;
const table = { query: { match: 'all' as const, parts: [] }, offset: 0, limit: 100 };

/** What the screens that people have open keep: overview, ledger, sweep, schools, and the map with its table. */
function screens(sweepId: number): readonly (readonly Question[])[] {
  const frame: Question[] = [
    { name: 'workspace.describe', input: {} },
    { name: 'edits.list', input: { limit: 1 } },
  ];
  return [
    [...frame, { name: 'overview.get', input: {} }],
    [...frame, { name: 'hazards.list', input: {} }],
    [...frame, { name: 'sweeps.get', input: { id: sweepId } }],
    [...frame, { name: 'schools.list', input: {} }],
    [
      ...frame,
      {
        name: 'tables.rows',
        input: { ...table, table: 'venues', columns: ['name', 'severity', 'lastVisitOn'] },
      },
    ],
  ];
}

/** Processor time of one visit, ms, until all pages have asked again for what it made stale. */
async function costOfVisits(
  service: DataService,
  call: Call,
  stops: readonly Stop[],
  pages: readonly (readonly Question[])[],
): Promise<number> {
  let asked: Promise<unknown>[] = [];
  const ask = async ({ name, input }: Question) => JSON.stringify(await call(name, input as never));
  for (const page of pages) await Promise.all(page.map(ask));
  const stop = service.subscribe((event) => {
    if (event.event !== 'stale') return;
    for (const page of pages) asked.push(...page.filter(({ name }) => event.queries.includes(name)).map(ask));
  });
  const before = process.cpuUsage();
  for (const { id } of stops) {
    await call('visits.record', visitOf(id));
    await Promise.all(asked);
    asked = [];
  }
  const { user, system } = process.cpuUsage(before);
  stop();
  return (user + system) / 1000 / stops.length;
}

function visitOf(stopId: number): InputOf<'visits.record'> {
  return {
    stopId,
    startedAt: `${DAY}T09:00`,
    endedAt: `${DAY}T09:30`,
    officers: [1, 2].map((n) => ({ name: `员${n}`, certificate: `证${n}`, agency: '公安分局' })),
    result: '正常',
    facts: '未发现问题',
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '按计划检查',
    hazards: [],
  };
}
