import { describe, expect, it } from 'vitest';
import type { RowSet } from '#shared/contract/tables.ts';
import { type Condition, everything, type Query } from '#shared/tables/query.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

const where = (...parts: Condition[]): Query => ({ match: 'all', parts });
const set = (table: RowSet['table'], query: Query = everything): RowSet => ({ table, query });

async function town() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const ring = (west: number, east: number) => [
    [
      [west, 39.89],
      [east, 39.89],
      [east, 39.91],
      [west, 39.91],
      [west, 39.89],
    ],
  ];
  const region = (name: string, coordinates: number[][][]) => ({
    type: 'Feature',
    properties: { 名称: name, 种类: '镇街' },
    geometry: { type: 'Polygon', coordinates },
  });
  const content = {
    type: 'FeatureCollection',
    features: [region('东镇', ring(116.39, 116.405)), region('西镇', ring(116.405, 116.43))],
  };
  await workspace.call('import.run', {
    token: workspace.file('regions.geojson', JSON.stringify(content)),
    as: 'regions',
    crs: 'wgs84',
    map: {},
  });
  return workspace;
}

describe('tables', () => {
  it('finds by category, verdict, visits and region what a clerk would', async () => {
    const { call } = await town();
    const names = async (query: Query, text = '') => {
      const { rows } = await call('tables.rows', {
        ...set('venues', query),
        text,
        columns: ['name'],
        offset: 0,
        limit: 100,
      });
      return rows.map(({ cells }) => cells[0]);
    };
    const netCafe: Condition = { column: 'category', operator: 'oneOf', operands: ['internet_cafe'] };
    const violating: Condition = { column: 'severity', operator: 'oneOf', operands: ['violation'] };
    const unvisited: Condition = { column: 'visitedThisQuarter', operator: 'no', operands: [] };
    expect(await names(where(netCafe))).toEqual(['极速网吧', '远方网吧']);
    expect(await names(where(netCafe, violating, unvisited))).toEqual(['极速网吧']);
    expect(await names({ match: 'any', parts: [violating, netCafe] })).toContain('远方网吧');
    const west: Condition = { column: '镇街', operator: 'oneOf', operands: ['西镇'] };
    expect(await names(where(west))).toEqual(['远方网吧']);
    expect(await names(everything, '东街20')).toEqual(['边缘KTV']);
    expect(
      await names({ match: 'all', parts: [netCafe, { match: 'any', parts: [west, violating] }] }),
    ).toEqual(['极速网吧', '远方网吧']);
  });

  it('takes percent signs and quotes as they are', async () => {
    const { call } = await town();
    const found = await call('tables.ids', {
      ...set('venues', where({ column: 'name', operator: 'contains', operands: ["%' or 1=1 --"] })),
      text: '%',
    });
    expect(found.ids).toEqual([]);
  });

  it('counts values under a query, and totals of numbers', async () => {
    const { call } = await town();
    const values = await call('tables.values', { ...set('venues'), column: '镇街' });
    expect(values).toEqual([
      { value: '东镇', count: 3 },
      { value: '西镇', count: 1 },
    ]);
    const { columns } = await call('tables.totals', { ...set('findings'), columns: ['distance'] });
    const { rows } = await call('tables.rows', {
      ...set('findings'),
      columns: ['distance'],
      offset: 0,
      limit: 50,
    });
    const distances = rows.map(({ cells }) => Number(cells[0]));
    expect(columns[0]).toMatchObject({ least: Math.min(...distances), most: Math.max(...distances) });
  });

  it('tells where a thing stands in the order, and that it is not shown', async () => {
    const { call } = await town();
    const { ids } = await call('tables.ids', set('venues'));
    const last = ids.at(-1) ?? 0;
    const subject = { kind: 'venue' as const, id: last };
    expect(await call('tables.place', { ...set('venues'), subject })).toBe(ids.length - 1);
    const query = where({ column: 'name', operator: 'contains', operands: ['没有'] });
    expect(await call('tables.place', { ...set('venues', query), subject })).toBeNull();
  });

  it('refuses a condition that is not complete, in words', async () => {
    const { call } = await town();
    const query = where({ column: 'distance', operator: 'most', operands: [] });
    await expect(call('tables.ids', set('findings', query))).rejects.toMatchObject({ code: 'QUERY_INVALID' });
  });

  it('shows what has changed since', async () => {
    const { call } = await town();
    const query = where({ column: 'category', operator: 'oneOf', operands: ['ktv'] });
    const { ids } = await call('tables.ids', set('venues', query));
    expect(ids).toHaveLength(1);
    await call('tables.edit', { table: 'venues', ids, values: { category: 'internet_cafe' } });
    expect((await call('tables.ids', set('venues', query))).ids).toEqual([]);
  });
});

describe('editing rows', () => {
  it('measures again, holds the value against later lists, and tells the history', async () => {
    const workspace = await town();
    const { call } = workspace;
    const { ids } = await call('tables.ids', { ...set('venues'), text: '远方网吧' });
    const [id = 0] = ids;
    await call('tables.edit', { table: 'venues', ids, values: { name: '远方书店', category: 'other' } });
    const again = '名称,类别,地址,经度,纬度,成立日期\n远方网吧,网吧,东街99号,116.4100,39.8985,2023-05-01\n';
    await call('import.run', {
      token: workspace.file('later.csv', again),
      as: 'venues',
      crs: 'wgs84',
      map: {},
    });
    const detail = await call('venues.get', { id });
    expect(detail).toMatchObject({ name: '远方书店', category: 'other' });
    expect(detail.history.map(({ title }) => title)).toEqual(expect.arrayContaining(['名称', '类别']));
  });

  it.each([
    ['name', '', 'CELL_REFUSED'],
    ['category', 'nothing', 'CELL_REFUSED'],
    ['establishedOn', '2026-02-30', 'CELL_REFUSED'],
    ['uscc', '123', 'CELL_REFUSED'],
    ['identity', 'x', 'CELL_REFUSED'],
  ])('refuses %s = %s and changes nothing', async (column, value, code) => {
    const { call } = await town();
    const { ids } = await call('tables.ids', set('venues'));
    const edit = call('tables.edit', { table: 'venues', ids, values: { [column]: value } });
    await expect(edit).rejects.toMatchObject({ code });
  });
});

describe('saved queries', () => {
  it('keeps one of a name, and refuses what cannot be run', async () => {
    const { call } = await town();
    const content = { kind: 'query' as const, table: 'venues' as const, query: everything };
    const { id } = await call('saved.save', { name: '本季重点', content });
    await call('saved.save', { name: '本季重点', content: { ...content, table: 'schools' } });
    expect(await call('saved.list', {})).toEqual([
      { id, name: '本季重点', content: { ...content, table: 'schools' } },
    ]);
    const faulty = where({ column: 'nothing', operator: 'yes', operands: [] });
    await expect(
      call('saved.save', { name: '不对', content: { ...content, query: faulty } }),
    ).rejects.toMatchObject({ code: 'QUERY_INVALID' });
    await call('saved.remove', { id });
    expect(await call('saved.list', {})).toEqual([]);
  });
});
