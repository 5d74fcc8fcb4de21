import { describe, expect, it } from 'vitest';
import type { OutputOf } from '#shared/contract/contract.ts';
import { everything } from '#shared/tables/query.ts';
import type { Call } from '../support/calls.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

type Spot = OutputOf<'troubleSpots.get'>;

const box = (west: number, south: number, east: number, north: number): GeoJSON.Polygon => ({
  type: 'Polygon',
  coordinates: [
    [
      [west, south],
      [east, south],
      [east, north],
      [west, north],
      [west, south],
    ],
  ],
});
/**
 * South of the school: the internet café lies well within, the karaoke 13 m from the southern edge, the inn 13 m beyond
 * the eastern one. Positions of lists are known to 20 m (2σ).
 */
const MARKET = box(116.3985, 39.8976, 116.40065, 39.8992);
const FAR = box(116.45, 39.95, 116.451, 39.951);

const draw = async (call: Call, values: Record<string, string | number>, geometry: GeoJSON.Geometry) =>
  (await call('places.save', { table: 'troubleSpots', id: null, values, geometry })).id;

const market = { name: '南门夜市', problem: '占道经营', foundOn: '2026-09-01', dueOn: '2026-12-31' };

async function openTown() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const { call } = workspace;
  const idOf = async (text: string) => (await call('search.places', { text }))[0]?.id ?? 0;
  return { ...workspace, idOf, spot: await draw(call, market, MARKET) };
}

const officers = [
  { name: '王志强', certificate: '证-1', agency: '公安分局' },
  { name: '李海涛', certificate: '证-2', agency: '区市场监督管理局' },
];

/** Two visits to the café, one before 挂牌 and one after, and hazards that others told of. */
async function fill({ call, idOf }: Awaited<ReturnType<typeof openTown>>) {
  const sweep = { title: '秋季行动', period: '2026Q4', agencies: ['公安分局'], focusTopics: [] };
  const { id: sweepId } = await call('sweeps.create', sweep);
  const cafe = await idOf('极速网吧');
  const stop = { sweepId, venueId: cafe, schoolId: 1, reason: '抽查' };
  const { id: stopId } = await call('sweeps.addStop', stop);
  const about = {
    kind: '社会治安',
    responsibleBody: '',
    responsiblePerson: '',
    dueOn: '2026-12-20',
  } as const;
  for (const [day, level] of [
    ['2026-10-08', '重大'],
    ['2026-11-12', '一般'],
  ] as const)
    await call('visits.record', {
      ...{ stopId, startedAt: `${day}T09:00`, endedAt: `${day}T09:30`, officers, result: '发现隐患' },
      ...{ facts: '接纳未成年人', measuredDistance: null, measures: '', partyView: '', capReason: '专项' },
      hazards: [{ ...about, level, description: `${day} 接纳未成年人` }],
    });
  const tell = async (venueId: number | null, description: string) =>
    (
      await call('hazards.register', {
        ...{
          ...about,
          lead: false,
          source: '社区网格',
          sourceNumber: '',
          saidBy: '网格员',
          saidOn: '2026-11-20',
        },
        ...{ venueId, schoolId: 1, placeText: '', level: '一般', description },
      })
    ).id;
  return {
    karaoke: await tell(await idOf('边缘KTV'), '噪声扰民'),
    inn: await tell(await idOf('平安旅馆'), '未登记'),
    school: await tell(null, '校门口拥堵'),
  };
}

const told = ({ hazards }: Spot) =>
  Object.fromEntries(
    hazards.map(({ description, isIn, doubtful, byHand }) => [description, { isIn, doubtful, byHand }]),
  );
const sure = { isIn: true, doubtful: false, byHand: false };

describe('a 治安乱点', () => {
  it('has what lies in it, with its doubt, and what was put to it by hand', async () => {
    const town = await openTown();
    const { call, spot } = town;
    const { school, inn } = await fill(town);
    expect(told(await call('troubleSpots.get', { id: spot }))).toEqual({
      '2026-10-08 接纳未成年人': sure,
      '2026-11-12 接纳未成年人': sure,
      噪声扰民: { ...sure, doubtful: true },
      未登记: { isIn: false, doubtful: true, byHand: false },
    });
    for (const recordId of [school, inn])
      await call('troubleSpots.put', { id: spot, kind: 'hazard', recordId, belongs: true });
    const put = await call('troubleSpots.get', { id: spot });
    expect(told(put)).toMatchObject({
      校门口拥堵: { isIn: false, byHand: true },
      未登记: { isIn: false, doubtful: false, byHand: true },
    });
    expect(put.visits.map(({ on, isIn }) => [on, isIn])).toEqual([
      ['2026-11-12', true],
      ['2026-10-08', true],
    ]);
    await call('troubleSpots.put', { id: spot, kind: 'hazard', recordId: inn, belongs: false });
    expect(told(await call('troubleSpots.get', { id: spot })).未登记?.byHand).toBe(false);
    await call('edits.undo', {});
    expect(told(await call('troubleSpots.get', { id: spot })).未登记?.byHand).toBe(true);
    const nowhere = { id: spot, kind: 'visit' as const, recordId: 999, belongs: true };
    await expect(call('troubleSpots.put', nowhere)).rejects.toMatchObject({ code: 'VISIT_UNKNOWN' });
  });

  it('compares as many days before 挂牌 as after it, by what belongs to it', async () => {
    const town = await openTown();
    const { call, spot } = town;
    await fill(town);
    expect((await call('troubleSpots.get', { id: spot })).compared).toBeNull();
    await call('troubleSpots.step', { id: spot, step: 'list', on: '2026-10-20', grade: '区级' });
    const { compared } = await call('troubleSpots.get', { id: spot, days: 90 });
    expect(compared).toMatchObject({
      before: { from: '2026-07-22', to: '2026-10-19' },
      after: { from: '2026-10-20', to: '2026-11-21' },
      daysAfter: 33,
    });
    // The inn only may lie in it, and counts in nothing.
    expect(compared?.rows.map(({ title, before, after }) => [title, before, after])).toEqual([
      ['发现隐患', 1, 2],
      ['其中重大', 1, 0],
      ['其中各方反映', 0, 1],
      ['销号隐患', 0, 0],
      ['期末未结隐患', 1, 3],
      ['现场检查', 1, 1],
      ['其中发现隐患', 1, 1],
      ['门前事件', 0, 0],
    ]);
    const { compared: month } = await call('troubleSpots.get', { id: spot, days: 30 });
    expect(month).toMatchObject({ after: { to: '2026-11-18' }, daysAfter: 30 });
  });

  it('goes from 整治中 over 挂牌 to 摘牌 in this order, with an evaluation, and is not listed twice', async () => {
    const { call, spot } = await openTown();
    const step = async (name: 'list' | 'delist' | 'settle', on: string, evaluation = '') =>
      await call('troubleSpots.step', { id: spot, step: name, on, evaluation });
    const state = async () => (await call('troubleSpots.get', { id: spot })).spot.state;
    await expect(step('delist', '2026-11-01', '好')).rejects.toMatchObject({ code: 'TROUBLE_SPOT_STEP' });
    await expect(step('list', '2026-08-31')).rejects.toMatchObject({ code: 'TROUBLE_SPOT_DAY' });
    await expect(step('list', '2026-11-22')).rejects.toMatchObject({ code: 'TROUBLE_SPOT_DAY' });
    await step('list', '2026-10-01');
    await expect(step('settle', '2026-11-01', '好')).rejects.toMatchObject({ code: 'TROUBLE_SPOT_STEP' });
    await expect(step('delist', '2026-11-01')).rejects.toMatchObject({ code: 'TROUBLE_SPOT_EVALUATION' });
    await step('delist', '2026-11-01', '明显好转');
    expect(await state()).toBe('delisted');
    await expect(step('list', '2026-11-02')).rejects.toThrow('请新登记一处');
    await call('edits.undo', {});
    expect(await state()).toBe('listed');
  });

  it('is drawn, changed, removed and taken back as everything on the map; what cannot be is refused', async () => {
    const { call, spot } = await openTown();
    const bowTie = box(116.4, 39.9, 116.401, 39.901);
    bowTie.coordinates[0]?.splice(1, 2, [116.401, 39.901], [116.401, 39.9]);
    await expect(draw(call, market, bowTie)).rejects.toMatchObject({ code: 'SHAPE_REFUSED' });
    await expect(draw(call, { foundOn: '2026-09-01' }, FAR)).rejects.toMatchObject({ code: 'CELL_REFUSED' });
    await expect(draw(call, { ...market, dueOn: '2026-08-01' }, FAR)).rejects.toThrow('早于排查日期');
    await expect(draw(call, { ...market, listedOn: '2026-10-01' }, FAR)).rejects.toThrow('该栏不能修改');
    const change = { table: 'troubleSpots' as const, id: spot, geometry: null };
    await call('places.save', { ...change, values: { phone: '13800138000', criminalCases: 2 } });
    expect((await call('troubleSpots.get', { id: spot })).spot).toMatchObject({
      ...{ phone: '138****8000', criminalCases: 2, name: '南门夜市' },
    });
    expect(await call('phones.whole', { table: 'troubleSpots', id: spot })).toEqual({ phone: '13800138000' });
    expect((await call('search.places', { text: 'nmys' }))[0]).toMatchObject({ kind: 'spot', id: spot });
    await call('troubleSpots.step', { id: spot, step: 'list', on: '2026-10-01' });
    await call('places.remove', { table: 'troubleSpots', id: spot });
    await expect(call('troubleSpots.get', { id: spot })).rejects.toMatchObject({
      code: 'TROUBLE_SPOT_UNKNOWN',
    });
    const { titles } = await call('edits.undo', {});
    expect(titles.join()).toContain('南门夜市');
    expect((await call('troubleSpots.list', {})).map(({ name, state }) => [name, state])).toEqual([
      ['南门夜市', 'listed'],
    ]);
  });

  it('leaves as a table, with its columns in words', async () => {
    const { call } = await openTown();
    const { rows } = await call('tables.rows', {
      ...{ table: 'troubleSpots', query: everything, offset: 0, limit: 10 },
      columns: ['name', 'state', 'overdue', 'dueOn'],
    });
    expect(rows.map(({ cells }) => cells)).toEqual([['南门夜市', 'treated', 0, '2026-12-31']]);
    const file = await call('tables.export', {
      ...{ table: 'troubleSpots', query: everything, columns: ['name', 'state'], masked: true },
    });
    expect(file.byteLength).toBeGreaterThan(1000);
  });
});

describe('常州’s annexes', () => {
  const span = { kind: 'span' as const, from: '2026-07-01', to: '2026-11-21' };
  const SPOTS = '校园周边治安乱点情况';
  const lineOf = async (call: Call, name: string) => {
    const { tables } = await call('documents.draft', { template: 'district-survey', about: span });
    return tables.schoolSurveys?.rows.find((row) => row[2] === name)?.slice(3, 5);
  };

  it('tell the 乱点 around each school, whether they are over, and nothing where none is on record', async () => {
    const workspace = await openWorkspace();
    await importSmallTown(workspace);
    const { call } = workspace;
    expect(await lineOf(call, '东街小学')).toEqual(['', '']);
    const id = await draw(call, market, MARKET);
    await draw(call, { ...market, name: '以后的', foundOn: '2026-11-21', dueOn: '' }, FAR);
    const open = '南门夜市：占道经营（整治中）';
    expect(await lineOf(call, '东街小学')).toEqual([open, '否']);
    expect(await lineOf(call, '西街幼儿园')).toEqual(['无', '']);
    const school = { kind: 'school' as const, id: 1 };
    const form = { template: 'school-survey', about: school };
    expect((await call('documents.draft', form)).said[SPOTS]).toBe(open);
    await call('documents.save', { ...form, said: { [SPOTS]: '东侧路口占道' } });
    expect((await lineOf(call, '东街小学'))?.[0]).toBe(`${open}；东侧路口占道`);
    await call('documents.save', { ...form, said: { [SPOTS]: '无' } });
    expect((await lineOf(call, '东街小学'))?.[0]).toBe(open);
    await call('troubleSpots.step', { id, step: 'settle', on: '2026-11-20', evaluation: '好转' });
    expect(await lineOf(call, '东街小学')).toEqual(['南门夜市：占道经营（已整治）', '是']);
  });
});
