import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { dayOf } from '#shared/calendar/china-time.ts';
import { addDays } from '#shared/calendar/days.ts';
import { elementAt } from '#shared/lists/element.ts';
import { cpuTimeOf } from '../support/processes.ts';
import { createRandom } from '../support/random.ts';
import type { Heard, OfficePage, ServedOffice } from '../support/served-office.ts';
import { type OfficeCity, pageOf } from './office-city.ts';

interface Crowd {
  readonly clients: number;
  /** How long it works; or until something is over. */
  readonly seconds: number;
  readonly until?: Promise<unknown>;
  /** What lies between two requests of one, ms. */
  readonly pause: readonly [shortest: number, longest: number];
  /** Requests that each has under way at once. */
  readonly atOnce?: number;
  readonly seed: number;
}

/** What a crowd heard and what it cost. */
export interface Outcome {
  readonly requests: number;
  /** Texts of visits that were acknowledged. */
  readonly recorded: readonly string[];
  /** Answers of 429 that told when to come again. */
  readonly refused: number;
  /** What is neither an answer nor such a refusal, in words. */
  readonly cut: readonly string[];
  /** 95th percentiles of the time to an answer, ms: of all, and of the client that waited longest. */
  readonly p95: { readonly reading: number; readonly writing: number; readonly worst: number };
  /** Processor time of the server for one request, ms. */
  readonly cpuMs: number;
}

interface Tally {
  readonly times: number[];
  readonly recorded: string[];
  readonly cut: string[];
  refused: number;
  readonly writes: boolean;
}

const FEWEST_OF_ONE = 10;
let crowds = 0;

/** People at work, half of them recording visits. */
export async function runCrowd(city: OfficeCity, office: ServedOffice, wanted: Crowd): Promise<Outcome> {
  crowds += 1;
  const end = Date.now() + wanted.seconds * 1000;
  let isOver = false;
  const ends = () => {
    isOver = true;
  };
  void wanted.until?.then(ends, ends);
  const goesOn = () => (wanted.until ? !isOver : Date.now() < end);
  const before = cpuTimeOf(office.pid);
  const tallies = await Promise.all(
    Array.from({ length: wanted.clients }, async (_, i) => {
      const writes = i % 2 === 0;
      const cookies = writes ? city.writers : city.readers;
      const page = pageOf(office, elementAt(cookies, Math.floor(i / 2) % cookies.length));
      const tally: Tally = { times: [], recorded: [], cut: [], refused: 0, writes };
      const hands = Array.from({ length: wanted.atOnce ?? 1 }, (_, hand) =>
        work({ city, page, wanted, tally, goesOn, name: `${crowds}/${i}/${hand}` }),
      );
      await Promise.all(hands);
      page.close();
      return tally;
    }),
  );
  const spent = cpuTimeOf(office.pid) - before;
  return outcomeOf(tallies, spent);
}

interface Work {
  readonly city: OfficeCity;
  readonly page: OfficePage;
  readonly wanted: Crowd;
  readonly tally: Tally;
  readonly goesOn: () => boolean;
  readonly name: string;
}

async function work({ city, page, wanted, tally, goesOn, name }: Work): Promise<void> {
  const random = createRandom(wanted.seed * 7919 + Number(name.replaceAll('/', '')) + 1);
  const [shortest, longest] = wanted.pause;
  for (let i = 0; goesOn(); i++) {
    await pause(shortest + random() * (longest - shortest));
    const facts = `拥 ${name}-${i}`;
    const stopId = elementAt(city.stopIds, Math.floor(random() * city.stopIds.length));
    const sent = tally.writes
      ? { name: 'visits.record', input: visitAt(stopId, facts), once: randomUUID() }
      : reads(random);
    const heard = await askUntilAnswered(page, sent, tally, goesOn);
    if (heard === null) continue;
    if (heard.error) tally.cut.push(`${sent.name}: ${heard.error.code} ${heard.error.message}`);
    else if (tally.writes) tally.recorded.push(facts);
  }
}

/** Sends until there is an answer, as a page does: later where the office says so. Null where time was over. */
async function askUntilAnswered(
  page: OfficePage,
  sent: Parameters<OfficePage['call']>[0],
  tally: Tally,
  goesOn: () => boolean,
): Promise<Heard | null> {
  for (;;) {
    const started = performance.now();
    const heard = await page.call(sent).catch((error: NodeJS.ErrnoException) => error);
    if (heard instanceof Error) tally.cut.push(`${sent.name}: ${heard.code} ${heard.message}`);
    else if (heard.status === 200) {
      tally.times.push(performance.now() - started);
      return heard;
    } else if (heard.status === 429 && (heard.retryAfter ?? 0) > 0) {
      tally.refused += 1;
      await pause((heard.retryAfter ?? 1) * 1000);
    } else tally.cut.push(`${sent.name}: ${heard.status}`);
    if (!goesOn()) return null;
  }
}

function outcomeOf(tallies: readonly Tally[], spent: number): Outcome {
  const times = (isWriting: boolean) =>
    tallies.filter(({ writes }) => writes === isWriting).flatMap((tally) => tally.times);
  const requests = tallies.reduce((sum, tally) => sum + tally.times.length, 0);
  const each = tallies
    .filter((tally) => tally.times.length >= FEWEST_OF_ONE)
    .map((tally) => p95(tally.times));
  return {
    requests,
    recorded: tallies.flatMap(({ recorded }) => recorded),
    refused: tallies.reduce((sum, { refused }) => sum + refused, 0),
    cut: tallies.flatMap(({ cut }) => cut),
    p95: { reading: p95(times(false)), writing: p95(times(true)), worst: Math.max(0, ...each) },
    cpuMs: requests === 0 ? 0 : spent / requests,
  };
}

function p95(times: readonly number[]): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length * 0.95)] ?? 0;
}

const query = { match: 'all' as const, parts: [] };

/** What a page asks for: rows, a search, figures. */
function reads(random: () => number): { name: string; input: unknown } {
  const kind = random();
  if (kind < 0.4)
    return {
      name: 'tables.rows',
      input: {
        table: 'venues',
        query,
        sort: [],
        columns: ['name', 'address'],
        offset: 100 * Math.floor(random() * 1000),
        limit: 100,
      },
    };
  if (kind < 0.6) return { name: 'search.places', input: { text: random() < 0.5 ? '场所 77' : '某街' } };
  if (kind < 0.8) return { name: 'workspace.describe', input: {} };
  return { name: 'overview.get', input: {} };
}

export function visitAt(stopId: number, facts: string): object {
  const day = addDays(dayOf(new Date()), -1);
  return {
    stopId,
    startedAt: `${day}T09:00`,
    endedAt: `${day}T09:30`,
    officers: [1, 2].map((n) => ({ name: `员${n}`, certificate: `证${n}`, agency: '区公安分局' })),
    result: '正常',
    facts,
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '压力试验',
    hazards: [],
  };
}
