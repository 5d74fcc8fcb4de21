import { read, utils } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import { type ChangesWantedInput, changeKindNames } from '#shared/contract/what-changed.ts';
import { severityNames } from '#shared/zones/verdict.ts';
import { hotlineLead } from '../support/leads.ts';
import { importSmallTown, NOW, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const clock = { now: NOW };
const DAY = 24 * 3600_000;
const today = (offset = 0) => new Date(NOW.getTime() + offset * DAY).toISOString().slice(0, 10);

/** The small town as it was taken in on one day, and changed by hand and by a list two and three days later. */
async function changedTown() {
  clock.now = NOW;
  const workspace = await openWorkspace('beijing-daxing', { now: () => clock.now });
  await importSmallTown(workspace);
  const { call, file } = workspace;
  await call('import.run', {
    token: file('towns.geojson', JSON.stringify(towns)),
    as: 'regions',
    crs: 'wgs84',
    map: {},
  });
  const before = await verdicts(workspace);
  clock.now = new Date(NOW.getTime() + 2 * DAY);
  const venue = async (name: string) => (await call('search.places', { text: name }))[0]?.id ?? 0;
  await call('tables.edit', { table: 'venues', ids: [await venue('极速网吧')], values: { status: '停业' } });
  await call('venues.savePosition', {
    id: await venue('远方网吧'),
    position: [116.4002, 39.8988],
    source: 'surveyed',
  });
  await call('tables.edit', { table: 'venues', ids: [await venue('平安旅馆')], values: { category: 'ktv' } });
  // Changed and changed back is no change.
  for (const name of ['边缘歌厅', '边缘KTV'])
    await call('tables.edit', { table: 'venues', ids: [3], values: { name } });
  await call('gates.save', {
    ...{ id: 1, schoolId: 1, name: '正南门', isMain: true, position: [116.4, 39.8995] },
    ...{ positionSource: 'surveyed', frontage: null, band: null },
  });
  await call('tables.edit', { table: 'schools', ids: [2], values: { name: '西街幼儿园分园' } });
  const hazard = {
    ...hotlineLead,
    lead: false,
    saidOn: today(2),
    responsibleBody: '公安分局',
    dueOn: today(30),
  };
  await call('hazards.register', hazard);
  clock.now = new Date(NOW.getTime() + 3 * DAY);
  const { result } = await call('import.run', {
    token: file(
      'more.csv',
      '名称,类别,地址,经度,纬度,成立日期\n新风网吧,网吧,西街9号,116.4201,39.8998,2024-05-01\n远方网吧,网吧,东街99号,116.4100,39.8985,2023-05-01\n',
    ),
    as: 'venues',
    crs: 'wgs84',
    map: {},
  });
  return { ...workspace, before, batch: result.batch };
}

/** The town of the first school, and that of the second. */
const towns = {
  type: 'FeatureCollection',
  features: [
    ['东镇', 116.39],
    ['西镇', 116.415],
  ].map(([name, west]) => ({
    type: 'Feature',
    properties: { name, level: '镇街' },
    geometry: {
      type: 'Polygon',
      coordinates: [
        [
          [Number(west), 39.88],
          [Number(west) + 0.024, 39.88],
          [Number(west) + 0.024, 39.92],
          [Number(west), 39.92],
          [Number(west), 39.88],
        ],
      ],
    },
  })),
};

/** The weightiest verdict of each venue and school. */
async function verdicts({ call }: Pick<OpenWorkspace, 'call'>): Promise<Map<string, string>> {
  const findings = await call('findings.list', {});
  return new Map(
    findings.map(({ venueName, schoolId, severity }) => [
      `${venueName} ${schoolId}`,
      severityNames[severity],
    ]),
  );
}

describe('what changed', () => {
  const since = { of: { from: today(1), to: today(3) } };
  const ask = async ({ call }: Pick<OpenWorkspace, 'call'>, wanted: ChangesWantedInput) =>
    await call('overview.changes', wanted);

  it('is told since a day, each thing as it was and as it is, by hand and by lists alike', async () => {
    const town = await changedTown();
    const { rows, total, totals, lists, whole } = await ask(town, since);
    expect(total).toBe(rows.length);
    expect(whole).toBe(true);
    expect(lists.map(({ fileName }) => fileName)).toEqual(['more.csv']);
    const told = (kind: string) =>
      rows
        .filter((row) => row.kind === kind)
        .map(({ name, before, after, day }) => `${name}：${before}→${after} ${day}`);
    expect(told('venueOpened')).toEqual([expect.stringMatching(/^新风网吧：→.+ 2026-11-24$/)]);
    expect(told('venueClosed')).toEqual([expect.stringMatching(/^极速网吧：.*→停业 2026-11-23$/)]);
    expect(told('venueMoved')).toEqual([
      expect.stringMatching(/^远方网吧：116\.410000,39\.898500.*→116\.400200,39\.898800.* 2026-11-23$/),
    ]);
    expect(told('venueRenamed')).toEqual([]);
    expect(told('venueKind')).toEqual(['平安旅馆：旅馆→歌舞娱乐 2026-11-23']);
    expect(told('gate')).toEqual(['东街小学正南门：南门→正南门 2026-11-23', expect.stringContaining('实测')]);
    expect(told('school')).toEqual(['西街幼儿园分园：西街幼儿园→西街幼儿园分园 2026-11-23']);
    expect(totals).toMatchObject({ hazardFound: 1, venueOpened: 1, school: 1 });
    // Every row opens what it tells of.
    expect(rows.every(({ thing }) => thing !== null)).toBe(true);
  });

  it('is narrowed to a region of any level, and counted by the regions of that level', async () => {
    const town = await changedTown();
    const community = {
      type: 'FeatureCollection',
      features: towns.features.slice(0, 1).map(({ geometry, type }) => ({
        ...{ type, geometry },
        properties: { name: '东街社区', level: '社区' },
      })),
    };
    const token = town.file('communities.geojson', JSON.stringify(community));
    await town.call('import.run', { token, as: 'regions', crs: 'wgs84', map: {} });
    const east = await ask(town, { ...since, town: '东镇' });
    const there = await ask(town, { ...since, level: '社区', town: '东街社区' });
    expect(there.total).toBe(east.total);
    expect(there.rows[0]?.town).toBe('东街社区');
    expect(there.towns.map(({ name }) => name)).toEqual(['东街社区']);
    expect(there.schools.map(({ name }) => name)).toEqual(['东街小学']);
    expect((await ask(town, { ...since, level: '社区', town: '' })).total).toBeGreaterThan(0);
  });

  it('in verdicts is what two lists of findings differ in, the one before and the one after', async () => {
    const town = await changedTown();
    const after = await verdicts(town);
    const { rows } = await ask(town, { ...since, kinds: ['findingCame', 'findingGone', 'findingChanged'] });
    const differs = [...new Set([...town.before.keys(), ...after.keys()])].filter(
      (pair) =>
        (town.before.get(pair) ?? severityNames.outside) !== (after.get(pair) ?? severityNames.outside),
    );
    expect(rows.length).toBeGreaterThan(2);
    expect(rows.map(({ name, schoolId }) => `${name} ${schoolId}`).sort()).toEqual(differs.sort());
    for (const { name, schoolId, before, after: is } of rows) {
      const pair = `${name} ${schoolId}`;
      expect(before.split(' ')[0]).toBe(town.before.get(pair) ?? severityNames.outside);
      expect(is.split(' ')[0]).toBe(after.get(pair) ?? severityNames.outside);
    }
  });

  it('is narrowed to a town, a school, a kind and a list, and what was undone is no change', async () => {
    const town = await changedTown();
    const { call } = town;
    const namesOf = async (wanted: ChangesWantedInput) =>
      new Set((await ask(town, wanted)).rows.map(({ name }) => name));
    expect(await namesOf({ ...since, town: '西镇' })).toEqual(new Set(['新风网吧', '西街幼儿园分园']));
    expect(await namesOf({ ...since, schoolId: 2 })).toEqual(new Set(['新风网吧', '西街幼儿园分园']));
    expect(await namesOf({ ...since, category: 'ktv' })).toEqual(new Set(['平安旅馆']));
    expect(await namesOf({ of: { batch: town.batch } })).toEqual(new Set(['新风网吧']));
    // Before anything was changed, and after.
    expect((await ask(town, { of: { from: today(4), to: today(9) } })).total).toBe(0);
    expect((await ask(town, { of: { from: today(-9), to: today(-1) } })).total).toBe(0);
    await call('import.undo', { batch: town.batch });
    expect(await namesOf({ ...since, town: '西镇' })).toEqual(new Set(['西街幼儿园分园']));
    await expect(ask(town, { of: { from: today(3), to: today(1) } })).rejects.toMatchObject({
      code: 'REPORT_DATES',
    });
  });

  it('is counted by town and school beside how schools stand, and leaves as a workbook', async () => {
    const town = await changedTown();
    const { rows, towns: byTown, schools } = await ask(town, since);
    const of = (name: string) => byTown.find((each) => each.name === name);
    expect(of('西镇')).toMatchObject({ opened: 1, closed: 0, found: 0 });
    expect(of('东镇')).toMatchObject({ opened: 0, closed: 1, found: 1 });
    const came = rows.filter(({ kind }) => kind === 'findingCame').length;
    expect(byTown.reduce((sum, each) => sum + each.came, 0)).toBe(came);
    const listed = await town.call('schools.list', {});
    expect(new Map(schools.map(({ id, violations }) => [id, violations]))).toEqual(
      new Map(listed.map(({ id, violations }) => [id, violations])),
    );
    const book = read(await town.call('overview.changesFile', { ...since }));
    const lines = utils.sheet_to_json<string[]>(book.Sheets.变化明细 ?? {}, { header: 1 }).slice(3, -1);
    expect(book.SheetNames).toEqual(['变化明细', '按镇街', '按学校']);
    expect(lines.map((line) => `${line[1]} ${line[3]} ${line[9] ?? ''}`)).toEqual(
      rows.map(({ kind, name, after }) => `${changeKindNames[kind]} ${name} ${after}`),
    );
  });
});
