// Works on a workspace without pause, and says of each command that was answered that it was. The crash series
// kills it at any moment.
import { writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { DataService } from '#service/dispatch/service.ts';
import { backUpDaily } from '#service/upkeep/backups/automatic.ts';
import type { InputOf } from '#shared/contract/contract.ts';
import { callsTo } from './calls.ts';
import { createRandom } from './random.ts';

const [directory = '', ...numbers] = process.argv.slice(2);
const [first = 0, seed = 1, rowsOfList = 1] = numbers.map(Number);
const random = createRandom(seed);
const service = new DataService();
await service.open(directory);
const say = (line: string) => void writeSync(1, `${line}\n`);
const call = callsTo(service);

const stopId = await prepareStop();
say('ready');
for (let i = first; ; i++) {
  // As commands come in from outside.
  await new Promise((resolve) => setImmediate(resolve));
  const what = random();
  if (what < 0.2) {
    await call('visits.record', visitWithHazard(i));
    say(`visited ${i}`);
  } else if (what < 0.35) {
    await call('saved.save', {
      name: `s${i}`,
      content: { kind: 'bookmark', lng: i, lat: 1, zoom: 1, bearing: 0 },
    });
    say(`saved ${i}`);
  } else if (what < 0.6) {
    const rows = Array.from(
      { length: rowsOfList },
      (_, k) => `v${i}-${k},网吧,${(116.39 + k * 0.0004).toFixed(6)},39.9005`,
    );
    const path = join(directory, '..', `list-${i}.csv`);
    writeFileSync(path, `名称,类别,经度,纬度\n${rows.join('\n')}\n`);
    await call('import.run', { token: service.files.register(path), as: 'venues', crs: 'wgs84', map: {} });
    say(`imported ${i}`);
  } else if (what < 0.75) {
    const { rows } = await call('tables.rows', {
      table: 'venues',
      query: { match: 'all', parts: [] },
      sort: [],
      columns: ['name'],
      offset: 0,
      limit: rowsOfList,
    });
    if (rows.length === 0) continue;
    await call('tables.edit', {
      table: 'venues',
      ids: rows.map(({ id }) => id),
      values: { address: `改${i}` },
    });
    say(`edited ${i} ${rows.map(({ id }) => id).join(',')}`);
  } else if (what < 0.85) {
    await call('findings.recompute', {});
    say(`computed ${i}`);
  } else if (what < 0.95) {
    const { id } = await call('incidents.save', {
      id: null,
      kind: '乱停',
      at: '2026-11-20T07:40',
      position: [116.4, 39.9],
      note: `事${i}`,
    });
    say(`noted ${i} ${id}`);
  } else {
    await backUpDaily(service.workspace, new Date(Date.UTC(2026, 0, 1) + i * 86_400_000));
    say(`backed ${i}`);
  }
}

/** A stop of a sweep at the one school; made by the first life of the series. */
async function prepareStop(): Promise<number> {
  const known = await call('sweeps.list', {});
  if (known.length === 0) {
    const path = join(directory, '..', 'schools.csv');
    writeFileSync(path, '学校名称,学段,经度,纬度\n东街小学,小学,116.4000,39.9000\n');
    await call('import.run', { token: service.files.register(path), as: 'schools', crs: 'wgs84', map: {} });
    const { id } = await call('sweeps.create', {
      title: '联合整治',
      period: '2026Q4',
      agencies: ['公安分局'],
      focusTopics: [],
    });
    await call('sweeps.addSchools', { sweepId: id, schoolIds: [1], reason: '试' });
  }
  const [sweep] = await call('sweeps.list', {});
  const { stops } = await call('sweeps.get', { id: sweep?.id ?? 0 });
  return stops[0]?.id ?? 0;
}

function visitWithHazard(i: number): InputOf<'visits.record'> {
  return {
    stopId,
    startedAt: '2026-11-20T09:00',
    endedAt: '2026-11-20T09:30',
    officers: [1, 2].map((n) => ({ name: `员${n}`, certificate: `证${n}`, agency: '公安分局' })),
    result: '发现隐患',
    facts: `查${i}`,
    measuredDistance: null,
    measures: '',
    partyView: '',
    capReason: '试',
    hazards: [
      {
        kind: '社会治安',
        level: '一般',
        description: `隐${i}`,
        responsibleBody: '',
        responsiblePerson: '',
        dueOn: '2026-12-20',
      },
    ],
  };
}
