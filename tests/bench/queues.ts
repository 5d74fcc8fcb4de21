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
const PROBLEMS = 22_000;
/** As pages read them. */
const READ = 500;
/** A page of problems. */
const PAGE = 50;

/**
 * Decisions of each kind, one command each, in the queues of a city: 12,000 venues without a place, 2,000 pairs, a thousand
 * kinds in doubt and a thousand leads; and a list with 22,000 problems.
 */
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
    await decideKinds(call, reads, waits);
    await verifyLeads(call, waits);
    figures.add({
      what: 'queues of a city: a thousand decisions one after the other, with reading on, as a person waits for them',
      value: ((sumOf(waits) + sumOf(reads)) * 1000) / waits.length,
      unit: 'ms',
      limit: ceilings.thousandDecisionsMs,
      peer: '',
      peerValue: null,
    });
    await benchProblems(figures, service, folder);
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

/** Kinds in doubt, each decided alone. */
async function decideKinds(call: Call, reads: number[], waits: number[]): Promise<void> {
  let ids: number[] = [];
  for (let i = 0; i < DECISIONS / 2; i++) {
    if (ids.length === 0)
      ids = (await timed(reads, () => call('review.queue', { limit: READ }))).venues.map(({ id }) => id);
    const id = ids.shift();
    if (id === undefined) throw new Error('there are doubts enough');
    const category = i % 2 === 0 ? 'other' : 'ktv';
    await timed(waits, () => call('review.decideEach', { decisions: [{ ids: [id], category }] }));
  }
}

/** What the hotline told, half of it true. */
async function verifyLeads(call: Call, waits: number[]): Promise<void> {
  const place = { venueId: null, schoolId: 1 };
  const kind = { kind: '游商和摊贩', level: '一般' as const };
  const nobody = { responsibleBody: '', responsiblePerson: '' };
  const leads: number[] = [];
  for (let i = 0; i < DECISIONS / 2; i++)
    leads.push(
      (
        await call('hazards.register', {
          ...{
            lead: true,
            source: '12345热线',
            sourceNumber: `工单${i}`,
            saidBy: '来电人',
            saidOn: '2026-01-01',
          },
          ...{
            ...place,
            ...kind,
            ...nobody,
            placeText: '东门',
            description: `放学时段占道 ${i}`,
            dueOn: null,
          },
        })
      ).id,
    );
  for (const [i, id] of leads.entries()) {
    const isTrue = i % 2 === 0;
    const hazard = isTrue ? { ...place, ...kind, ...nobody, dueOn: '2099-01-01' } : null;
    await timed(waits, () =>
      call('hazards.verify', {
        ...{ id, verdict: isTrue ? 'true' : 'false', note: '到场看过', into: null, hazard },
      }),
    );
  }
}

/** A list with many problems: read by reason to its end and by name, taken out, and a thousand rows brought back corrected. */
async function benchProblems(figures: Figures, service: DataService, folder: string): Promise<void> {
  const call = callsTo(service);
  const header = '名称,类别,地址,负责人,经度,纬度';
  const bring = async (name: string, rows: readonly string[]) => {
    const path = join(folder, name);
    writeFileSync(path, [header, ...rows].join('\n'));
    const list = { token: service.files.register(path), crs: 'wgs84' as const, map: {}, eachProblem: false };
    return (await call('import.run', { ...list, as: 'venues', effect: false })).result.batch;
  };
  const row = (i: number, spot: string) => `有误 ${i} 店,网吧,有误路 ${i} 号,,${spot}`;
  const batch = await bring(
    '有误.csv',
    Array.from({ length: PROBLEMS }, (_, i) => row(i, i % 3 === 0 ? '东经一百一十六度,看图' : '999,999')),
  );
  const reads: number[] = [];
  const read = async (asked: { group?: { code: string; field: string }; text?: string; offset?: number }) =>
    await timed(reads, () => call('import.problems', { batch, limit: PAGE, ...asked }));
  const { groups, total } = await read({});
  if (total < PROBLEMS) throw new Error(`only ${total} problems`);
  for (const { code, field, count } of groups)
    for (const offset of [0, count >> 1, Math.max(0, count - PAGE)])
      await read({ group: { code, field }, offset });
  for (let i = 0; i < 20; i++) await read({ text: `有误 ${i * 1001} 店` });
  figures.add({
    what: `problems of an import: the longest of ${reads.length} pages of ${total} problems, by reason and by name`,
    value: Math.max(...reads),
    unit: 'ms',
    limit: ceilings.problemsPageMs,
    peer: 'median',
    peerValue: reads.toSorted((a, b) => a - b)[reads.length >> 1] ?? 0,
  });
  const trip: number[] = [];
  await timed(trip, async () => {
    await call('import.problemSheet', { batch });
    await bring(
      '改好.csv',
      scatter(DECISIONS, VENUES, 5).map(([lng, lat], i) => row(i, `${lng.toFixed(6)},${lat.toFixed(6)}`)),
    );
  });
  figures.add({
    what: `problems of an import: taken out as a workbook, ${DECISIONS} rows brought back corrected`,
    value: sumOf(trip),
    unit: 'ms',
    limit: ceilings.problemsTripMs,
    peer: '',
    peerValue: null,
  });
}

function sumOf(times: readonly number[]): number {
  return times.reduce((sum, time) => sum + time, 0);
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

/** Venues whose address is known at many places, nearly known or not at all, some that stand in the list twice, some in doubt. */
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
  // What these are, nothing but a person can say.
  const doubts = scatter(DECISIONS, VENUES, 4).map(
    ([lng, lat], i) => `第${i + 1}号会所,,存疑路 ${i} 号,,${lng.toFixed(5)},${lat.toFixed(5)}`,
  );
  return [...unplaced, ...pairs.flat(), ...doubts];
}
