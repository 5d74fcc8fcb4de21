import { read, utils } from '@e965/xlsx';
import { expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/contract.ts';
import { oneOf } from '#shared/tables/conditions.ts';
import type { Query } from '#shared/tables/query.ts';
import { usualWeights, watchDays, watchedFigure, watchedFigureNames } from '#shared/watch/watched-figures.ts';
import { hotlineLead } from '../support/leads.ts';
import { importSmallTown, NOW, openWorkspace } from '../support/workspace.ts';

const LATER = new Date('2027-02-20T02:00:00Z');

/** The small town as it was in one quarter, and what was added to it in the next. */
async function townOfTwoQuarters() {
  const clock = { now: NOW };
  const town = await openWorkspace('beijing-daxing', { now: () => clock.now });
  await importSmallTown(town);
  const { call, file } = town;
  const load = async (as: 'venues' | 'regions', name: string, content: string) =>
    await call('import.run', { token: file(name, content), as, crs: 'wgs84', map: {} });
  await load('regions', 'towns.geojson', JSON.stringify(towns));
  const register = async (more: { saidOn: string; dueOn: string } & Partial<InputOf<'hazards.register'>>) =>
    await call('hazards.register', {
      ...{ ...hotlineLead, lead: false, responsibleBody: '公安分局', sourceNumber: '', ...more },
    });
  // Of the quarter before: one that is overdue by its end, told within the days that are compared.
  clock.now = new Date('2026-12-10T02:00:00Z');
  await register({ saidOn: '2026-10-10', dueOn: '2026-12-01' });
  const west = { schoolId: 2, placeText: '后墙', kind: '消防安全' };
  await register({ ...west, source: '派出所巡逻', saidOn: '2026-12-05', dueOn: '2027-01-10' });
  clock.now = LATER;
  await register({ saidOn: '2027-01-15', dueOn: '2027-02-10' });
  await register({ ...west, kind: '社会治安', source: '舆情', saidOn: '2027-02-01', dueOn: '2027-03-30' });
  // What nobody has verified yet counts nowhere.
  await call('hazards.register', { ...hotlineLead, sourceNumber: '工单9', saidOn: '2027-02-02' });
  await load(
    'venues',
    'new.csv',
    '名称,类别,地址,经度,纬度,成立日期,许可证编号,证书有效期\n新网吧,网吧,东街5号,116.4001,39.8985,2027-01-20,文1号,2027-03-01\n',
  );
  return town;
}

const ring = (west: number) => [
  [west, 39.88],
  [west + 0.024, 39.88],
  [west + 0.024, 39.92],
  [west, 39.92],
  [west, 39.88],
];
const towns = {
  type: 'FeatureCollection',
  features: [
    ['东镇', 116.39],
    ['西镇', 116.415],
  ].map(([name, west]) => ({
    type: 'Feature',
    properties: { name, level: '镇街' },
    geometry: { type: 'Polygon', coordinates: [ring(Number(west))] },
  })),
};

it('schools are watched by counts and weights that can be worked out by hand, and every count opens its rows', async () => {
  const { call, service } = await townOfTwoQuarters();
  const watched = await call('watch.get', {});
  expect(watched.days).toEqual({
    ...{ today: '2027-02-20', period: '2027Q1', stood: '2026-12-31' },
    now: { from: '2027-01-01', to: '2027-02-20' },
    before: { from: '2026-10-01', to: '2026-11-20' },
  });
  expect(watched.pastKnown).toBe(true);
  const [east, west] = watched.schools;
  // 极速网吧 was there; 新网吧 opened. What was overdue still is, and one more; the second of the kind repeats the first.
  expect(east).toMatchObject({ name: '东街小学', town: '东镇' });
  expect(east?.counts).toEqual({
    violations: { now: 2, before: 1 },
    opened: { now: 1, before: 0 },
    licences: { now: 1, before: null },
    open: { now: 2, before: 1 },
    overdue: { now: 2, before: 1 },
    repeated: { now: 1, before: 0 },
    complaints: { now: 1, before: 1 },
  });
  expect(east?.score).toBe(2 * 3 + 1 * 4 + 1 * 2 + 2 * 2 + 2 * 5 + 1 * 3 + 1 * 2 + 5 * 2);
  expect(west).toMatchObject({
    name: '西街幼儿园',
    counts: {
      open: { now: 2, before: 1 },
      overdue: { now: 1, before: 0 },
      complaints: { now: 1, before: 0 },
    },
    score: 2 * 2 + 1 * 5 + 1 * 2 + 3 * 2,
  });
  expect(watched.quiet).toBe(0);
  expect(watched.towns.map(({ name, worse }) => [name, worse])).toEqual([
    ['东镇', 5],
    ['西镇', 3],
  ]);
  expect(watched.places).toMatchObject([
    { name: '东门', schoolName: '东街小学', now: 1, before: 1 },
    { name: '后墙', schoolName: '西街幼儿园', now: 1, before: 0 },
  ]);
  for (const { name, counts } of watched.schools)
    for (const figure of watchedFigureNames) {
      const { table, now } = watchedFigure(figure);
      const school = { column: 'schoolName', operator: 'equals' as const, operands: [name] };
      const query: Query = { match: 'all', parts: [now(watchDays('2027-02-20')), school] };
      const { ids } = await call('tables.ids', { table, query, text: '', sort: [], about: null });
      expect([figure, ids.length]).toEqual([figure, counts[figure].now]);
    }
  for (const { name, counts } of watched.towns) {
    const { table, now } = watchedFigure('open');
    const query: Query = { match: 'all', parts: [now(watchDays('2027-02-20')), oneOf('镇街', name)] };
    const { ids } = await call('tables.ids', { table, query, text: '', sort: [], about: null });
    expect(ids.length).toBe(counts.open.now);
  }

  await call('watch.keepWeights', { weights: { ...usualWeights, overdue: 0, worse: 0 } });
  const weighed = await call('watch.get', {});
  expect(weighed.schools.map(({ score }) => score)).toEqual([6 + 4 + 2 + 4 + 3 + 2, 4 + 2]);
  const [entry] = await service.workspace.database.reader
    .selectFrom('audit')
    .select(['before', 'after'])
    .where('command', '=', 'watch.keepWeights')
    .execute();
  expect([entry?.before, entry?.after]).toEqual([
    expect.stringContaining('"overdue":5'),
    expect.stringContaining('"overdue":0'),
  ]);

  const book = read(await call('watch.file', {}));
  expect(book.SheetNames).toEqual(['重点关注学校', '各镇街变化', '群众反映集中的地点', '权重']);
  const [, , , first] = utils.sheet_to_json<string[]>(book.Sheets.重点关注学校 ?? {}, { header: 1 });
  expect(first).toEqual(expect.arrayContaining(['东街小学', '东镇', 21, '2（上期 1）']));
  expect(first?.at(-1)).toBe(
    '区内·禁设 2×3＋区内新开 1×4＋区内许可证到期 1×2＋未结隐患 2×2＋屡犯未结 1×3＋群众反映 1×2',
  );
});

it('what nobody can know of the quarter before is not compared, and a town without trouble has no school to watch', async () => {
  const town = await openWorkspace();
  await importSmallTown(town);
  const { schools, pastKnown } = await town.call('watch.get', {});
  expect(pastKnown).toBe(false);
  expect(schools).toMatchObject([
    { name: '东街小学', counts: { violations: { before: null } }, score: usualWeights.violations },
  ]);
  const empty = await openWorkspace();
  expect(await empty.call('watch.get', {})).toMatchObject({ schools: [], towns: [], places: [], quiet: 0 });
});
