import { describe, expect, it } from 'vitest';
import { exportTables } from '#service/output/export/export-tables.ts';
import { standingKinds } from '#shared/classification/further-kinds.ts';
import { all, oneOf } from '#shared/tables/conditions.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

type Open = Awaited<ReturnType<typeof openWorkspace>>;

const header = '企业名称,类别,经营范围,地址,经度,纬度\n';
const PAGE = { offset: 0, limit: 100 };
const HOTEL = '如意宾馆,,许可项目：住宿服务；烟草制品零售';
const SHOP = '好邻居便利店,便利店;彩票销售点,';
const BAR = '金色年华KTV,,许可项目：歌舞娱乐活动；酒吧服务';

/** Rows within a hundred metres of the school of the small town, which is measured by the rules of 大兴. */
async function load(open: Open, name: string, rows: readonly string[]) {
  const lines = rows.map((row, i) => `${row},西街${i + 1}号,116.4,${(39.8991 - i * 0.0001).toFixed(4)}`);
  const token = open.file(name, `${header}${lines.join('\n')}\n`);
  return (await open.call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} })).result;
}

async function town(...rows: string[]): Promise<Open> {
  const open = await openWorkspace();
  await importSmallTown(open);
  await load(open, 'a.csv', rows);
  return open;
}

const idOf = async (open: Open, name: string) =>
  (await open.call('search.places', { text: name }))[0]?.id ?? 0;
const venueOf = async (open: Open, name: string) =>
  await open.call('venues.get', { id: await idOf(open, name) });
const kindsOf = async (open: Open, name: string) => {
  const { category, furtherKinds } = await venueOf(open, name);
  return [category, ...standingKinds(furtherKinds, category).map(({ kind }) => kind)];
};
const findingsOf = async (open: Open, name: string) =>
  await open.call('findings.list', { venueId: await idOf(open, name), allRules: true });

describe('a venue of several kinds', () => {
  it('has findings for each of them; the worst counts, and says for which kind it is', async () => {
    const open = await town(HOTEL);
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging', 'tobacco']);
    const findings = await findingsOf(open, '如意宾馆');
    const [worst] = findings.filter(({ primary }) => primary);
    expect(worst).toMatchObject({ category: 'tobacco', ruleId: 'BJ-29-2', severity: 'violation' });
    expect(findings).toContainEqual(
      expect.objectContaining({ category: 'lodging', ruleId: 'DX-11-3', severity: 'supervised' }),
    );
    expect((await venueOf(open, '如意宾馆')).severity).toBe('violation');
    const { byCategory } = await open.call('overview.get', {});
    expect(byCategory).toContainEqual({ category: 'tobacco', severity: 'violation', venues: 1 });
  });

  it('is not meant by a rule about those that live by it, where it does that on the side', async () => {
    const open = await town(SHOP, '福彩投注站,,彩票销售');
    expect(await kindsOf(open, '好邻居便利店')).toEqual(['shop', 'lottery']);
    expect((await findingsOf(open, '好邻居便利店')).map(({ ruleId }) => ruleId)).not.toContain('DX-11-1');
    expect((await findingsOf(open, '福彩投注站')).map(({ ruleId }) => ruleId)).toContain('DX-11-1');
  });

  it('of one rule about two of its kinds it has one finding, for the main one', async () => {
    const open = await town(BAR);
    expect(await kindsOf(open, '金色年华KTV')).toEqual(['ktv', 'bar']);
    const findings = await findingsOf(open, '金色年华KTV');
    const pairs = findings.map(({ schoolId, ruleId }) => `${schoolId}/${ruleId}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(findings.length).toBeGreaterThan(0);
    expect(findings.find(({ ruleId }) => ruleId === 'BJ-29-1')?.category).toBe('ktv');
    expect(findings.find(({ ruleId }) => ruleId === 'DX-11-3')?.category).toBe('bar');
  });

  it('is found in tables by each of them, and counted by each', async () => {
    const open = await town(HOTEL, SHOP);
    const found = async (...kinds: string[]) => {
      const query = all(oneOf('category', ...kinds));
      const columns = ['name', 'category', 'furtherKinds'];
      const { rows } = await open.call('tables.rows', { table: 'venues', query, columns, ...PAGE });
      return rows.map(({ cells }) => cells);
    };
    const names = async (...kinds: string[]) => (await found(...kinds)).map(([name]) => name).sort();
    expect(await names('tobacco')).toEqual(['如意宾馆']);
    expect(await names('lodging')).toEqual(['如意宾馆', '平安旅馆'].sort());
    expect(await names('lottery', 'tobacco')).toEqual(['好邻居便利店', '如意宾馆'].sort());
    const [cells] = await found('tobacco');
    expect(cells?.slice(1).sort()).toEqual(['lodging', 'tobacco']);
    const without = all({ column: 'category', operator: 'noneOf', operands: ['tobacco'] });
    const { ids } = await open.call('tables.ids', { table: 'venues', query: without });
    expect(ids).not.toContain(await idOf(open, '如意宾馆'));
    const values = await open.call('tables.values', { table: 'venues', query: all(), column: 'category' });
    expect(values.find(({ value }) => value === 'lodging')?.count).toBe(2);
    expect(values.find(({ value }) => value === 'tobacco')?.count).toBe(1);
    const [row] = (
      await open.call('tables.rows', {
        table: 'findings',
        query: all(oneOf('category', 'tobacco')),
        columns: ['venueName', 'category'],
        ...PAGE,
      })
    ).rows;
    expect(row?.cells).toEqual(['如意宾馆', 'tobacco']);
  });

  it('is exported with all of them beside the main one', async () => {
    const open = await town(HOTEL, '青藤网吧,网吧,卷烟零售');
    const { workspace } = open.service;
    const table = await exportTables.venues?.(workspace.database.reader, workspace, '2026-11-21');
    const at = (key: string) => table?.columns.indexOf(key) ?? -1;
    const row = (name: string) => table?.rows.find((cells) => cells[at('name')] === name);
    expect(table?.columns.slice(3, 5)).toEqual(['category', 'categories']);
    const [category, categories] = [row('如意宾馆')?.[at('category')], row('如意宾馆')?.[at('categories')]];
    expect(String(categories).split(';')[0]).toBe(category);
    expect(String(categories).split(';').sort()).toEqual(['lodging', 'tobacco']);
    expect(row('平安旅馆')?.[at('categories')]).toBe('lodging');
    expect(row('如意宾馆')?.[at('category_review')]).toBe(0);
    // A further kind that only the scope speaks for is to be looked at.
    expect(row('青藤网吧')?.[at('categories')]).toBe('internet_cafe');
    expect(row('青藤网吧')?.[at('category_review')]).toBe(1);
    expect(row('青藤网吧')?.[at('category_suggested')]).toBe('tobacco');
  });

  it('is told in the preview of a list and in the history when a list makes it so', async () => {
    const open = await town('如意宾馆,,住宿服务');
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging']);
    await load(open, 'b.csv', ['如意宾馆,,住宿服务；许可项目：彩票销售']);
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging', 'lottery']);
    const { history } = await venueOf(open, '如意宾馆');
    expect(history).toContainEqual(expect.objectContaining({ title: '兼营', before: '', after: 'lottery' }));
    await open.call('import.undo', {});
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging']);
    expect((await findingsOf(open, '如意宾馆')).map(({ category }) => category)).not.toContain('lottery');
  });
});

describe('kinds that a person adds or strikes', () => {
  const set = async (open: Open, name: string, category: string, isOfKind: boolean) =>
    await open.call('review.setKind', { ids: [await idOf(open, name)], category, isOfKind });

  it('one that was added is judged, stays with later lists, and can be undone', async () => {
    const open = await town('如意宾馆,,住宿服务');
    expect(await set(open, '如意宾馆', 'ktv', true)).toEqual({ changed: 1 });
    expect((await venueOf(open, '如意宾馆')).severity).toBe('violation');
    const { history } = await venueOf(open, '如意宾馆');
    expect(history).toContainEqual(expect.objectContaining({ title: '兼营', after: 'ktv', fileName: null }));
    await open.call('edits.undo', {});
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging']);
    expect((await venueOf(open, '如意宾馆')).severity).not.toBe('violation');
    await open.call('edits.redo', {});
    await load(open, 'b.csv', ['如意宾馆,,住宿服务；停车']);
    await open.call('review.reclassify', {});
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging', 'ktv']);
  });

  it('one that was struck is not judged, and no list brings it back', async () => {
    const open = await town(HOTEL);
    await set(open, '如意宾馆', 'tobacco', false);
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging']);
    expect((await venueOf(open, '如意宾馆')).severity).not.toBe('violation');
    await load(open, 'b.csv', ['如意宾馆,旅馆;烟草,许可项目：住宿服务；烟草制品零售；餐饮']);
    await open.call('review.reclassify', {});
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging']);
    await load(open, 'c.csv', ['如意宾馆,烟草,许可项目：烟草制品零售']);
    expect(await kindsOf(open, '如意宾馆')).not.toContain('tobacco');
    await set(open, '如意宾馆', 'tobacco', true);
    expect(await kindsOf(open, '如意宾馆')).toContain('tobacco');
  });

  it('a cell tells all kinds beside the main one at once, of several venues too, and can be undone', async () => {
    const open = await town(HOTEL, '平安宾馆,,住宿服务');
    const ids = [await idOf(open, '如意宾馆'), await idOf(open, '平安宾馆')];
    const write = async (furtherKinds: string, more = {}) =>
      await open.call('tables.edit', { table: 'venues', ids, values: { furtherKinds, ...more } });
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging', 'tobacco']);
    expect(await write('lottery;bar')).toEqual({ changed: 2 });
    expect((await kindsOf(open, '如意宾馆')).sort()).toEqual(['bar', 'lodging', 'lottery']);
    expect((await kindsOf(open, '平安宾馆')).sort()).toEqual(['bar', 'lodging', 'lottery']);
    const { furtherKinds } = await venueOf(open, '如意宾馆');
    expect(furtherKinds.find(({ kind }) => kind === 'tobacco')).toMatchObject({ by: 'struck' });
    expect((await open.call('review.queue', {})).decided).toBe(2);
    expect(await write('')).toEqual({ changed: 2 });
    expect(await kindsOf(open, '平安宾馆')).toEqual(['lodging']);
    await open.call('edits.undo', {});
    await open.call('edits.undo', {});
    expect(await kindsOf(open, '如意宾馆')).toEqual(['lodging', 'tobacco']);
    expect((await open.call('review.queue', {})).decided).toBe(0);
    const refused = { code: 'CELL_REFUSED' };
    await expect(write('卖烟')).rejects.toMatchObject(refused);
    await expect(write('other')).rejects.toMatchObject(refused);
    await expect(write('bar', { status: '注销' })).rejects.toMatchObject(refused);
  });

  it('one of another trade becomes what is added; the only kind cannot be struck, nor 其他 be added', async () => {
    const open = await town('老四川火锅店,,餐饮服务', '如意宾馆,,住宿服务');
    await set(open, '老四川火锅店', 'mahjong', true);
    expect(await kindsOf(open, '老四川火锅店')).toEqual(['mahjong']);
    await load(open, 'b.csv', ['老四川火锅店,,餐饮服务；外卖']);
    expect(await kindsOf(open, '老四川火锅店')).toEqual(['mahjong']);
    await expect(set(open, '如意宾馆', 'lodging', false)).rejects.toMatchObject({ code: 'CELL_REFUSED' });
    await expect(set(open, '如意宾馆', 'other', true)).rejects.toMatchObject({ code: 'CATEGORY_UNKNOWN' });
    await expect(
      open.call('review.setKind', { ids: [9999], category: 'bar', isOfKind: true }),
    ).rejects.toMatchObject({ code: 'VENUE_UNKNOWN' });
  });

  it('the main kind stays as a person decided it, while lists still tell what is beside it', async () => {
    const open = await town('如意宾馆,,住宿服务');
    await open.call('review.decide', { ids: [await idOf(open, '如意宾馆')], category: 'bath' });
    await load(open, 'b.csv', ['如意宾馆,,住宿服务；许可项目：彩票销售']);
    expect(await kindsOf(open, '如意宾馆')).toEqual(['bath', 'lottery']);
    await open.call('review.decide', { ids: [await idOf(open, '如意宾馆')], category: 'other' });
    expect(await kindsOf(open, '如意宾馆')).toEqual(['other']);
  });
});

describe('a further kind that is in doubt', () => {
  it('waits in the queue with what it would mean, and is decided for all alike', async () => {
    const open = await town('青藤宾馆,,住宿服务；歌舞娱乐', '百合宾馆,,住宿服务；歌舞娱乐');
    const queue = await open.call('review.queue', {});
    expect(queue).toMatchObject({ total: 2 });
    const [first] = queue.venues;
    expect(first).toMatchObject({ category: 'lodging', beside: 'ktv', alike: 2 });
    expect(first?.consequence).toMatchObject({ category: 'ktv', severity: 'violation' });
    // Until somebody says so it is not judged.
    expect((await findingsOf(open, '百合宾馆')).map(({ category }) => category)).not.toContain('ktv');
    const alike = { reason: first?.reason ?? '', category: 'ktv' };
    expect(await open.call('review.setKindAlike', { ...alike, isOfKind: false })).toEqual({ changed: 2 });
    expect((await open.call('review.queue', {})).total).toBe(0);
    expect(await kindsOf(open, '百合宾馆')).toEqual(['lodging']);
    await open.call('edits.undo', {});
    expect((await open.call('review.queue', {})).total).toBe(2);
    await open.call('review.setKind', { ids: [first?.id ?? 0], category: 'ktv', isOfKind: true });
    expect((await open.call('review.queue', {})).total).toBe(1);
  });

  it('is decided among other decisions in one go, and taken back with them', async () => {
    const rows = ['青藤', '百合', '紫薇'].map((name) => `${name}宾馆,,住宿服务；歌舞娱乐`);
    const open = await town(...rows, '第1号会所,,', '第2号会所,,');
    const { venues, total } = await open.call('review.queue', {});
    expect(total).toBe(5);
    const [hotel, ...others] = venues.filter(({ beside }) => beside !== null);
    const [club] = venues.filter(({ beside }) => beside === null);
    expect(others).toHaveLength(2);
    const alike = { reason: hotel?.reason ?? '', category: 'ktv' };
    const decisions = [
      { ids: [hotel?.id ?? 0], category: 'ktv', isOfKind: true },
      { ids: [club?.id ?? 0], category: 'other' },
      { alike, category: 'ktv', isOfKind: false },
    ];
    expect(await open.call('review.decideEach', { decisions })).toEqual({ changed: 4 });
    expect(await kindsOf(open, hotel?.name ?? '')).toEqual(['lodging', 'ktv']);
    for (const { name } of others) expect(await kindsOf(open, name)).toEqual(['lodging']);
    expect((await open.call('review.queue', {})).total).toBe(1);
    await open.call('edits.undo', {});
    expect((await open.call('review.queue', {})).venues).toEqual(venues);
    const other = open.call('review.decideEach', {
      decisions: [{ alike, category: 'other', isOfKind: true }],
    });
    await expect(other).rejects.toMatchObject({ code: 'CATEGORY_UNKNOWN' });
  });
});
