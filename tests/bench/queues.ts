import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { QueueDecision } from '#shared/contract/queues.ts';
import { type Call, callsTo } from '../support/calls.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';
import { writeLargeWorkspace } from './large-workspace.ts';
import { scatter } from './places.ts';

const VENUES = 200_000;
const UNPLACED = 12_000;
const PAIRS = 2000;
const DECISIONS = 1000;
/** As pages read them. */
const READ = 500;

/** A thousand decisions, one command each, in the queues of a city with 12,000 venues without a place and 2,000 pairs. */
export async function benchQueues(figures: Figures, folder: string): Promise<void> {
  const directory = join(folder, 'queues');
  await writeLargeWorkspace({ directory, schools: 2000, venues: VENUES, roadEdges: 0 });
  const service = new DataService();
  await service.open(directory);
  const call = callsTo(service);
  try {
    const list = join(folder, '遗留.csv');
    writeFileSync(list, ['名称,类别,地址,负责人,经度,纬度', ...madeRows()].join('\n'));
    await call('import.run', {
      ...{ token: service.files.register(list), as: 'venues', crs: 'wgs84', map: {}, effect: false },
    });
    const measuring: number[] = [];
    await timed(measuring, () => call('findings.recompute', {}));
    const [whole = 0] = measuring;
    const reads: number[] = [];
    const waits: number[] = [];
    await settlePairs(call, reads, waits);
    await placeVenues(call, reads, waits);
    waits.sort((a, b) => a - b);
    figures.add({
      what: `queues of a city: the longest but ten of ${waits.length} decisions`,
      value: waits.at(-11) ?? Number.POSITIVE_INFINITY,
      unit: 'ms',
      limit: ceilings.decisionMs,
      peer: 'median',
      peerValue: waits[waits.length >> 1] ?? 0,
    });
    figures.add({
      what: `queues of a city: reading on, the longest of ${reads.length} times`,
      value: Math.max(...reads),
      unit: 'ms',
      limit: ceilings.queueReadOverMeasuring * whole,
      peer: 'measuring everything anew',
      peerValue: whole,
    });
  } finally {
    await service.close();
  }
}

async function settlePairs(call: Call, reads: number[], waits: number[]): Promise<void> {
  let pairs: OutputOf<'duplicates.list'>['pairs'] = [];
  for (let i = 0; i < DECISIONS / 2; i++) {
    if (pairs.length === 0)
      pairs = (await timed(reads, () => call('duplicates.list', { limit: READ }))).pairs;
    const pair = pairs.shift();
    if (!pair) throw new Error('there are pairs enough');
    const { first, second } = pair;
    await decide(
      call,
      waits,
      i % 2 === 0
        ? { kind: 'merge', keptId: first.id, removedId: second.id, values: 'kept' }
        : { kind: 'apart', firstId: first.id, secondId: second.id },
    );
  }
}

async function placeVenues(call: Call, reads: number[], waits: number[]): Promise<void> {
  let rows: OutputOf<'locating.list'>['rows'] = [];
  for (let i = 0; i < DECISIONS / 2; i++) {
    if (rows.length === 0) rows = (await timed(reads, () => call('locating.list', { limit: READ }))).rows;
    const row = rows.shift();
    if (!row) throw new Error('there are venues enough');
    const [candidate] = row.candidates;
    await decide(
      call,
      waits,
      candidate && i % 3 > 0
        ? { kind: 'place', id: row.id, position: candidate.position, source: candidate.source, byHand: true }
        : { kind: 'elsewhere', id: row.id },
    );
  }
}

async function decide(call: Call, waits: number[], decision: QueueDecision): Promise<void> {
  const { done } = await timed(waits, () => call('queues.decide', { decisions: [decision] }));
  if (done !== 1) throw new Error('it was decided');
}

async function timed<Result>(times: number[], work: () => Promise<Result>): Promise<Result> {
  const started = performance.now();
  const result = await work();
  times.push(performance.now() - started);
  return result;
}

/** Venues whose address is known at many places, nearly known or not at all, and venues that stand in the list twice. */
function madeRows(): string[] {
  const kinds = ['网吧', '服装', 'KTV', '服装', '餐饮'];
  const unplaced = Array.from({ length: UNPLACED }, (_, i) => {
    const address = [`某街 ${i % 977} 号`, `某街 ${i % 977} 号 ${i} 室`, `无名路 ${i} 号`, ''][i % 4];
    return `待定 ${i} 店,${kinds[i % kinds.length]},${address},,,`;
  });
  const spots = scatter(PAIRS, VENUES, 3);
  const pairs = spots.map(([lng, lat], i) => {
    const spot = `${lng.toFixed(5)},${lat.toFixed(5)}`;
    return ['', '（新）'].map(
      (mark) => `成对 ${i} 店${mark},${kinds[i % kinds.length]},成对路 ${i} 号,何某 ${i},${spot}`,
    );
  });
  return [...unplaced, ...pairs.flat()];
}
