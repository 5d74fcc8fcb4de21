import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { readPlaceText } from '#shared/geodesy/coordinate-text.ts';
import { distance } from '#shared/geodesy/ellipsoid.ts';
import { circleRing, lineLength, ringArea } from '#shared/geodesy/extent.ts';
import { everything } from '#shared/tables/query.ts';
import { importSmallTown, openWorkspace } from '../support/workspace.ts';

async function town() {
  const workspace = await openWorkspace();
  await importSmallTown(workspace);
  const names = async (ids: readonly number[]) => {
    const { rows } = await workspace.call('tables.rows', {
      table: 'venues',
      query: everything,
      about: { kind: 'venue', ids: [...ids] },
      columns: ['name'],
      offset: 0,
      limit: 100,
    });
    return rows.map(({ cells }) => cells[0]);
  };
  return { ...workspace, names };
}

describe('selecting on the map', () => {
  it('takes what lies in a polygon, and leaves out what the map does not show', async () => {
    const { call, names } = await town();
    const ring: [number, number][] = [
      [116.3995, 39.897],
      [116.405, 39.897],
      [116.405, 39.8995],
      [116.3995, 39.8995],
    ];
    const area = { type: 'polygon' as const, ring };
    const all = await call('map.select', { kind: 'venue', area });
    expect(await names(all.ids)).toEqual(['平安旅馆', '极速网吧', '边缘KTV'].sort());
    const some = await call('map.select', { kind: 'venue', area, hiddenCategories: ['ktv'] });
    expect(await names(some.ids)).not.toContain('边缘KTV');
  });

  it('takes what lies within a radius, by distance on the ellipsoid', async () => {
    const { call, names } = await town();
    const centre: [number, number] = [116.4, 39.8985];
    const metres = distance(centre, [116.4, 39.89772]);
    const within = async (radius: number) => {
      const area = { type: 'circle' as const, centre, radius };
      return await names((await call('map.select', { kind: 'venue', area })).ids);
    };
    expect(await within(metres - 0.01)).not.toContain('边缘KTV');
    expect(await within(metres + 0.01)).toContain('边缘KTV');
  });

  it('tells where the selected things lie', async () => {
    const { call } = await town();
    const { ids } = await call('tables.ids', { table: 'venues', query: everything, text: '网吧' });
    expect(await call('map.extent', { kind: 'venue', ids })).toEqual([116.4, 39.8985, 116.41, 39.8985]);
    expect(await call('map.extent', { kind: 'facility', ids: null })).toBeNull();
  });
});

describe('measuring', () => {
  it('gives the three distances from the nearest school, as its findings have them', async () => {
    const { call } = await town();
    const [finding] = await call('findings.list', { venueId: 1, allRules: true });
    const measured = await call('map.measure', { position: [116.4, 39.8985], schoolId: null });
    expect(measured?.schoolName).toBe('东街小学');
    expect(measured?.boundary?.distance).toBeCloseTo(finding?.boundary ?? 0, 6);
    expect(measured?.gate?.distance).toBeCloseTo(finding?.gate ?? 0, 6);
    expect(measured?.walking?.reason).toBe('未导入可步行路网');
  });

  it('measures lines, areas and circles on the ellipsoid', () => {
    // One second of arc at 40° N is 30.842 m northwards and 23.720 m eastwards (GRS80 tables).
    const second = 1 / 3600;
    const at = (x: number, y: number) => [116 + x * second, 40 + y * second] as const;
    expect(lineLength([at(0, 0), at(0, 1), at(1, 1)])).toBeCloseTo(30.842 + 23.72, 2);
    expect(ringArea([at(0, 0), at(10, 0), at(10, 10), at(0, 10)])).toBeCloseTo(308.42 * 237.2, -1);
    for (const corner of circleRing([116, 40], 200)) expect(distance([116, 40], corner)).toBeCloseTo(200, 4);
  });

  it.each([
    ['116.402,39.585', [116.402, 39.585]],
    ['39.585 116.402', [116.402, 39.585]],
    ['116°24′07.2″E 39°35′06″N', [116.402, 39.585]],
    ['somewhere', null],
    ['116.402', null],
  ])('reads “%s” as a place', (text, place) => {
    const found = readPlaceText(text);
    if (!place) expect(found).toBeNull();
    else expect(found?.map((degree) => Number(degree.toFixed(6)))).toEqual(place);
  });
});

describe('tiles', () => {
  it('are drawn ahead no longer than their workspace is open', async () => {
    const failed: unknown[] = [];
    const note = (error: unknown) => failed.push(error);
    process.on('unhandledRejection', note);
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    onTestFinished(() => {
      process.off('unhandledRejection', note);
      vi.useRealTimers();
    });
    for (const isBegun of [false, true]) {
      const { call, service } = await town();
      const { revision } = await call('workspace.describe', {});
      const before = vi.getTimerCount();
      await call('map.tile', { revision, z: 14, x: 0, y: 0 });
      expect(vi.getTimerCount()).toBe(before + 1);
      if (isBegun) vi.runOnlyPendingTimers();
      await service.close();
      expect(vi.getTimerCount()).toBe(before);
    }
    // What was begun would go on in the next turns.
    for (let turn = 0; turn < 10; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(failed).toEqual([]);
  });

  it('hold only the venues that fulfil the filter, and clusters count no others', async () => {
    const { call } = await town();
    const bytes = async (z: number, filter: Parameters<typeof call<'map.tile'>>[1]['filter']) => {
      const size = 2 ** z;
      const [lng, lat] = [116.4, 39.8985];
      const x = Math.floor(((lng + 180) / 360) * size);
      const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * size);
      return Buffer.from(await call('map.tile', { revision: 1, filter, z, x, y })).toString('utf8');
    };
    const netCafe = {
      match: 'all' as const,
      parts: [{ column: 'category', operator: 'oneOf' as const, operands: ['internet_cafe'] }],
    };
    expect(await bytes(14, null)).toContain('平安旅馆');
    expect(await bytes(14, netCafe)).not.toContain('平安旅馆');
    expect(await bytes(14, netCafe)).toContain('极速网吧');
    expect(await bytes(10, null)).toContain('shown');
    expect(await bytes(10, netCafe)).not.toContain('shown');
  });
});
