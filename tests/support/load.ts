import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { enterDoor } from './enter-door.ts';
import { layOldWorkspace } from './old-workspaces.ts';
import { createRandom } from './random.ts';
import { serveWorkspace } from './served-workspace.ts';

const CLIENTS = 20;
/** A clerk who never stops: what lies between two requests of a client. */
const SHORTEST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 500;
const TIME_RANGE = { hours: 10, minutes: 60 };

export interface LoadOutcome {
  readonly requests: number;
  readonly written: number;
  /** Visits that were answered as recorded and are not there, or there twice. */
  readonly lost: readonly string[];
  readonly refused: readonly string[];
  /** 95th percentile of the time to an answer, milliseconds: of reading and of writing. */
  readonly p95: { readonly reading: number; readonly writing: number };
}

/** How long the clients go on: so many requests each, or so many seconds. */
export type LoadLength = { readonly requestsEach: number } | { readonly seconds: number };

/** The demonstration served to twenty clients at once, half of them recording visits. */
export async function runLoad(folder: string, length: LoadLength, seed: number): Promise<LoadOutcome> {
  const directory = join(folder, 'served');
  layOldWorkspace(18, directory);
  const served = await serveWorkspace(directory, folder);
  const tallies: Tally[] = [];
  try {
    const call = await enter(served.url);
    const stops = await stopsOf(call);
    const goesOn = lastingFor(length);
    await Promise.all(
      Array.from({ length: CLIENTS }, async (_, i) => {
        const tally: Tally = { reading: [], writing: [], recorded: [], refused: [] };
        tallies.push(tally);
        await work(call, i, stops, goesOn, createRandom(seed * 1000 + i + 1), tally);
      }),
    );
  } finally {
    await served.stop();
  }
  const recorded = tallies.flatMap((each) => each.recorded);
  return {
    requests: tallies.reduce((sum, { reading, writing }) => sum + reading.length + writing.length, 0),
    written: recorded.length,
    lost: await findLost(directory, recorded),
    refused: tallies.flatMap(({ refused }) => refused),
    p95: {
      reading: percentile(tallies.flatMap(({ reading }) => reading)),
      writing: percentile(tallies.flatMap(({ writing }) => writing)),
    },
  };
}

interface Tally {
  readonly reading: number[];
  readonly writing: number[];
  readonly recorded: string[];
  readonly refused: string[];
}

type Ask = (name: string, input: unknown) => Promise<{ ok?: unknown; error?: { code: string } }>;

/** Whether a client that has asked so often asks again. */
function lastingFor(length: LoadLength): (asked: number) => boolean {
  if ('requestsEach' in length) return (asked) => asked < length.requestsEach;
  const end = Date.now() + length.seconds * 1000;
  return () => Date.now() < end;
}

async function enter(url: string): Promise<Ask> {
  const { origin } = new URL(url);
  const headers = { ...(await enterDoor(url)), 'Content-Type': 'application/json' };
  let last = 0;
  return async (name, input) => {
    const body = JSON.stringify({ id: `c${++last}`, name, input });
    const response = await fetch(`${origin}/call`, { method: 'POST', headers, body });
    if (!response.headers.get('content-type')?.includes('json')) return { ok: await response.arrayBuffer() };
    return (await response.json()) as { ok?: unknown; error?: { code: string } };
  };
}

async function stopsOf(call: Ask): Promise<number[]> {
  const { ok: sweeps } = await call('sweeps.list', {});
  const ids: number[] = [];
  for (const { id } of sweeps as { id: number }[]) {
    const { ok } = await call('sweeps.get', { id });
    ids.push(...(ok as { stops: { id: number }[] }).stops.map((stop) => stop.id));
  }
  return ids;
}

async function work(
  call: Ask,
  client: number,
  stops: readonly number[],
  goesOn: (asked: number) => boolean,
  random: () => number,
  tally: Tally,
): Promise<void> {
  for (let i = 0; goesOn(i); i++) {
    const writes = client % 2 === 0;
    const facts = `load ${client}-${i}`;
    const started = performance.now();
    const answer = writes
      ? await call('visits.record', visit(stops[Math.floor(random() * stops.length)] ?? 1, facts, random))
      : await call(...reads(random));
    (writes ? tally.writing : tally.reading).push(performance.now() - started);
    if (answer.error) tally.refused.push(answer.error.code);
    else if (writes) tally.recorded.push(facts);
    const pause = SHORTEST_PAUSE_MS + random() * (LONGEST_PAUSE_MS - SHORTEST_PAUSE_MS);
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
}

/** What a page asks for: rows, a search, figures, a piece of the map. */
function reads(random: () => number): [string, unknown] {
  const kind = random();
  const query = { match: 'all', parts: [] };
  if (kind < 0.4)
    return [
      'tables.rows',
      { table: 'venues', query, sort: [], columns: ['name', 'address'], offset: 0, limit: 100 },
    ];
  if (kind < 0.6) return ['search.places', { text: random() < 0.5 ? '网吧' : 'yx' }];
  if (kind < 0.8) return ['workspace.describe', {}];
  return ['hazards.list', {}];
}

function visit(stopId: number, facts: string, random: () => number): object {
  const pad = (n: number) => String(Math.floor(n)).padStart(2, '0');
  const hour = pad(8 + random() * TIME_RANGE.hours);
  const minute = pad(random() * (TIME_RANGE.minutes - 10));
  return {
    stopId,
    startedAt: `2026-11-20T${hour}:${minute}`,
    endedAt: `2026-11-20T${hour}:59`,
    officers: [1, 2].map((n) => ({ name: `员${n}`, certificate: `证${n}`, agency: '公安分局' })),
    result: '正常',
    facts,
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '压力试验',
    hazards: [],
  };
}

async function findLost(directory: string, recorded: readonly string[]): Promise<string[]> {
  const service = new DataService();
  await service.open(directory);
  try {
    const { database } = service.workspace;
    const rows = await database.reader
      .selectFrom('visits')
      .select('facts')
      .where('facts', 'like', 'load %')
      .execute();
    const times = new Map<string, number>();
    for (const { facts } of rows) times.set(facts, (times.get(facts) ?? 0) + 1);
    const lost = recorded.filter((facts) => times.get(facts) !== 1);
    const { altered, sum } = database.verifySeals();
    return altered.length === 0 && sum === 'ok' ? lost : [...lost, 'seals are broken'];
  } finally {
    await service.close();
  }
}

function percentile(times: number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}
