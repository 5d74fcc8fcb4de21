import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fromWgs84 } from '#shared/geodesy/reference-systems.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

async function unplaced(open: OpenWorkspace, ...addresses: string[]) {
  const rows = addresses.map((address, i) => `店${i + 1},网吧,${address}`);
  await open.call('import.run', {
    token: open.file('unplaced.csv', `名称,类别,地址\n${rows.join('\n')}\n`),
    as: 'venues',
    crs: null,
    map: {},
  });
  // In the order of the list, whatever depends on them.
  return (await open.call('locating.list', {})).rows.toSorted((a, b) => a.id - b.id);
}

describe('venues without a position', () => {
  it('are offered the places of an address table and of other venues, the likeliest first', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await open.call('import.run', {
      token: open.file(
        'doors.csv',
        '地址,经度,纬度\n北京市大兴区黄村镇兴华路12号,116.43,39.91\n兴华路14号,116.4302,39.91\n兴华路40号,116.44,39.91\n',
      ),
      as: 'addresses',
      crs: 'wgs84',
      map: {},
    });
    const rows = await unplaced(
      open,
      '黄村镇兴华路12号',
      '兴华路12号3层',
      '兴华路16号',
      '东街3号',
      '无名路1号',
    );
    expect(rows.map(({ candidates }) => candidates[0]?.likeness)).toEqual([
      1,
      0.9,
      expect.closeTo(0.68),
      1,
      undefined,
    ]);
    expect(rows[0]?.candidates[0]).toMatchObject({ position: [116.43, 39.91], source: 'street_number' });
    expect(rows[2]?.candidates[0]).toMatchObject({ title: '兴华路14号', source: 'area' });
    expect(rows[3]?.candidates[0]).toMatchObject({ origin: 'venue' });
    expect(await open.call('locating.placeSure', {})).toEqual({ placed: 2 });
    const left = await open.call('locating.list', {});
    expect(left).toMatchObject({ total: 3, sure: 0 });
    await open.call('locating.place', {
      places: [{ id: rows[2]!.id, position: [116.4304, 39.91], source: 'imagery' }],
      byHand: true,
    });
    const venue = await open.call('venues.get', { id: rows[2]!.id });
    expect(venue).toMatchObject({ position: [116.4304, 39.91], positionSource: 'imagery' });
    expect(venue.history[0]).toMatchObject({ title: '位置', before: '' });
  });

  it('whose address is known at two places are left to a person', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const doors = '地址,经度,纬度\n兴华路12号,116.43,39.91\n某镇兴华路12号,116.45,39.91\n';
    await open.call('import.run', {
      token: open.file('doors.csv', doors),
      as: 'addresses',
      crs: 'wgs84',
      map: {},
    });
    await unplaced(open, '兴华路12号');
    expect(await open.call('locating.list', {})).toMatchObject({ total: 1, sure: 0 });
  });
});

describe('addresses that are the same but for their areas', () => {
  const doors = (open: OpenWorkspace, rows: string) =>
    open.call('import.run', {
      token: open.file('doors.csv', `地址,经度,纬度\n${rows}`),
      as: 'addresses',
      crs: 'wgs84',
      map: {},
    });

  it('of another province, city, district or town are never offered', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await doors(open, '杭州市上城区清波街道解放路75号,120.17,30.24\n');
    const rows = await unplaced(
      open,
      '青海大通县桥头镇解放路75号',
      '杭州市拱墅区解放路75号',
      '上城区湖滨街道解放路75号',
      '青海大通县解放路77号',
      // The workspace is that of 北京市大兴区: an address without areas lies there.
      '解放路75号',
      '杭州上城区解放路75号',
    );
    expect(rows.map(({ candidates }) => candidates.length)).toEqual([0, 0, 0, 0, 0, 1]);
    expect((await open.call('locating.sure', {})).map(({ address, at }) => [address, at.title])).toEqual([
      ['杭州上城区解放路75号', '杭州市上城区清波街道解放路75号'],
    ]);
    expect(await open.call('locating.placeSure', {})).toEqual({ placed: 1 });
  });

  it('are the same only where nothing is left to doubt: areas are read in the text or where the place lies', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await doors(open, '解放路75号,120.17,30.24\n');
    await unplaced(open, '杭州市上城区解放路75号', '西湖区解放路75号');
    const [first] = (await open.call('locating.list', {})).rows;
    expect(first?.candidates[0]).toMatchObject({ isAreaConfirmed: false, likeness: expect.closeTo(0.6) });
    expect(await open.call('locating.sure', {})).toEqual([]);
    // when the district in which the place lies is known, then its address is that of the district
    const ring = '[[120,30],[120.3,30],[120.3,30.5],[120,30.5],[120,30]]';
    await open.call('import.run', {
      token: open.file(
        'district.geojson',
        `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"上城区","level":"区县"},"geometry":{"type":"Polygon","coordinates":[${ring}]}}]}`,
      ),
      as: 'regions',
      crs: 'wgs84',
      map: {},
    });
    expect((await open.call('locating.sure', {})).map(({ address }) => address)).toEqual([
      '杭州市上城区解放路75号',
    ]);
  });

  it('are placed as far as a person has left them ticked', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    await doors(open, '兴华路12号,116.43,39.91\n兴华路14号,116.4302,39.91\n');
    await unplaced(open, '兴华路12号', '兴华路14号');
    const [, second] = await open.call('locating.sure', {});
    expect(await open.call('locating.placeSure', { ids: [second!.id] })).toEqual({ placed: 1 });
    expect((await open.call('locating.list', {})).rows.map(({ address }) => address)).toEqual(['兴华路12号']);
  });
});

describe('venues that do not belong to the district', () => {
  it('are no longer asked for a place until their address changes, and can be taken back', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const [row] = await unplaced(open, '青海大通县解放路75号');
    const before = (await open.call('workspace.describe', {})).counts.unlocated;
    const ids = [row!.id];
    await open.call('locating.setElsewhere', { ids, isElsewhere: true });
    expect(await open.call('locating.list', {})).toMatchObject({ total: 0, elsewhere: 1, rows: [] });
    expect((await open.call('locating.list', { elsewhere: true })).rows.map(({ id }) => id)).toEqual(ids);
    expect((await open.call('workspace.describe', {})).counts.unlocated).toBe(before - 1);
    await open.call('locating.setElsewhere', { ids, isElsewhere: false });
    expect(await open.call('locating.list', {})).toMatchObject({ total: 1, elsewhere: 0 });
    await open.call('locating.setElsewhere', { ids, isElsewhere: true });
    await open.call('tables.edit', { table: 'venues', ids, values: { address: '兴华路12号' } });
    expect(await open.call('locating.list', {})).toMatchObject({ total: 1, elsewhere: 0 });
    await expect(
      open.call('locating.setElsewhere', { ids: [999_999], isElsewhere: true }),
    ).rejects.toMatchObject({ code: 'VENUE_UNKNOWN' });
  });
});

/** A local server that speaks the documented form of one of the services. */
async function serve(answer: (url: URL) => { status?: number; body: string }) {
  const asked: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    asked.push(url);
    const { status = 200, body } = answer(url);
    response.writeHead(status, { 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}/geocode`, close: () => server.close() };
}

describe('online geocoding', () => {
  afterEach(() => {
    delete process.env.XUEANTU_AMAP_URL;
    delete process.env.XUEANTU_TIANDITU_URL;
  });

  it('is off until somebody fills in a key', async () => {
    const open = await openWorkspace();
    await unplaced(open, '东街1号');
    await expect(open.call('locating.ask', {})).rejects.toMatchObject({ code: 'GEOCODER_OFF' });
  });

  it('高德: ten at once, GCJ-02 turned, levels mapped, nobody asked twice', async () => {
    const place: [number, number] = [116.4, 39.9];
    const [lng, lat] = fromWgs84(place, 'gcj02');
    const levels = ['门牌号', '道路', '区县'];
    const server = await serve((url) => {
      const addresses = url.searchParams.get('address')?.split('|') ?? [];
      const geocodes = addresses.map((address, i) =>
        address === '无此地'
          ? { location: [], level: [] }
          : { location: `${lng},${lat}`, level: levels[i % 3] },
      );
      return { body: JSON.stringify({ status: '1', info: 'OK', count: String(geocodes.length), geocodes }) };
    });
    process.env.XUEANTU_AMAP_URL = server.url;
    const open = await openWorkspace();
    await unplaced(
      open,
      '甲路1号',
      '乙路',
      '丙区',
      '无此地',
      ...Array.from({ length: 8 }, (_, i) => `丁路${i}号`),
    );
    await open.call('locating.saveGeocoder', { provider: 'amap', key: 'k', city: '北京', perSecond: 20 });
    const { answers, left } = await open.call('locating.ask', { limit: 12 });
    expect(server.asked.map((url) => url.searchParams.get('address')?.split('|').length)).toEqual([10, 2]);
    expect(server.asked[0]?.searchParams.get('city')).toBe('北京');
    expect(left).toBe(0);
    expect(answers.slice(0, 4).map(({ source }) => source)).toEqual(['street_number', 'area', null, null]);
    expect(answers[0]?.position?.[0]).toBeCloseTo(place[0], 6);
    await open.call('locating.keepAnswers', { answers });
    expect((await open.call('locating.ask', {})).answers).toEqual([]);
    expect((await open.call('locating.list', {})).rows.map(({ address }) => address)).toEqual(
      expect.arrayContaining(['丙区', '无此地']),
    );
    server.close();
  });

  it('天地图: one at a time, nothing found and refusals told apart, and it goes on where it stopped', async () => {
    let refuse = false;
    const server = await serve((url) => {
      const { keyWord } = JSON.parse(url.searchParams.get('ds') ?? '{}') as { keyWord: string };
      if (refuse) return { status: 418, body: '{"code":1,"msg":"非法Key"}' };
      if (keyWord.includes('无')) return { body: JSON.stringify({ msg: '', status: '101' }) };
      const location = { lon: '116.41', lat: 39.91, level: '门址', score: 100, keyWord };
      return { body: JSON.stringify({ location, status: '0', msg: 'ok' }) };
    });
    process.env.XUEANTU_TIANDITU_URL = server.url;
    const open = await openWorkspace();
    await unplaced(open, '甲路1号', '无名路', '乙路2号');
    await open.call('locating.saveGeocoder', {
      provider: 'tianditu',
      key: 'k',
      city: '大兴区',
      perSecond: 20,
    });
    const first = await open.call('locating.ask', { limit: 2 });
    expect(server.asked[0]?.searchParams.get('ds')).toContain('大兴区甲路1号');
    expect(first).toMatchObject({ left: 1, answers: [{ position: [116.41, 39.91] }, { position: null }] });
    expect(await open.call('locating.keepAnswers', { answers: first.answers })).toEqual({ placed: 1 });
    refuse = true;
    await expect(open.call('locating.ask', {})).rejects.toMatchObject({ code: 'GEOCODER_REFUSED' });
    refuse = false;
    expect((await open.call('locating.ask', {})).answers).toHaveLength(1);
    server.close();
    process.env.XUEANTU_TIANDITU_URL = 'http://127.0.0.1:9/nothing';
    await expect(open.call('locating.ask', {})).rejects.toMatchObject({ code: 'GEOCODER_UNREACHABLE' });
  });
});
