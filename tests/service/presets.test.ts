import { utils, write } from '@e965/xlsx';
import { describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/contract.ts';
import { listVenues } from '../support/venues.ts';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

async function load(
  { call, file }: OpenWorkspace,
  name: string,
  content: string | Uint8Array,
  more: Partial<InputOf<'import.run'>> = {},
) {
  const input = { token: file(name, content), as: 'venues' as const, crs: null, map: {}, ...more };
  return await call('import.run', input);
}

describe('presets', () => {
  it('are told by the header, state the system where it is always one, and can be named', async () => {
    const open = await openWorkspace();
    const amap =
      'id,name,type,typecode,address,location,tel\nB1,蓝海网咖,体育休闲;网吧,080302,东街1号,"116.406,39.9013",[]\n';
    const { result } = await load(open, 'amap.csv', amap);
    expect(result).toMatchObject({ preset: 'amap-poi', crs: 'gcj02', added: 1 });
    const [venue] = await listVenues(open.call);
    expect(venue?.position?.[0]).toBeCloseTo(116.4, 2);
    const old = `甲网吧,存续,张三,10万,2019-03-05,2019-03-05,浙江,杭州,上城区,13800000000,,,,91350200776049653A,,,,,个体,,,,,东街2号,,互联网上网服务\n`;
    const byOrder = await load(open, 'old.csv', old, { header: false, preset: 'qichacha-old' });
    expect(byOrder.result).toMatchObject({ preset: 'qichacha-old', added: 1, crs: 'none', unlocated: 1 });
    const found = (await listVenues(open.call)).find(({ name }) => name === '甲网吧');
    expect(await open.call('venues.get', { id: found!.id })).toMatchObject({
      address: '东街2号',
      uscc: '91350200776049653A',
      legalPerson: '张三',
      establishedOn: '2019-03-05',
    });
    await expect(load(open, 'x.csv', old, { header: false, preset: 'no-such' })).rejects.toMatchObject({
      code: 'PRESET_UNKNOWN',
    });
  });

  it('of the workspace are saved, handed on as a file, taken by another, and come first', async () => {
    const open = await openWorkspace();
    const preset = {
      id: '本区网吧名单',
      title: '本区网吧名单',
      as: 'venues' as const,
      columns: ['甲列', '乙列'],
      map: { name: '甲列', address: '乙列' },
    };
    await open.call('presets.save', preset);
    const list = '甲列,乙列\n极速网吧,东街1号\n';
    expect((await load(open, 'a.csv', list)).result).toMatchObject({ preset: '本区网吧名单', added: 1 });
    const other = await openWorkspace();
    const token = other.file('p.json', JSON.stringify([preset]));
    expect(await other.call('presets.take', { token })).toEqual({ taken: ['本区网吧名单'] });
    expect((await other.call('presets.list', {}))[0]).toMatchObject({ id: '本区网吧名单', own: true });
    await other.call('presets.remove', { id: '本区网吧名单' });
    expect((await other.call('presets.list', {})).every(({ own }) => !own)).toBe(true);
    await expect(
      other.call('presets.take', { token: other.file('bad.json', '{"id":1}') }),
    ).rejects.toMatchObject({ code: 'PRESET_INVALID' });
    await expect(open.call('presets.save', { ...preset, id: 'amap-poi' })).rejects.toMatchObject({
      code: 'PRESET_TAKEN',
    });
  });
});

describe('what else registries send', () => {
  it('several sheets as one list; a problem names its sheet and line there', async () => {
    const open = await openWorkspace();
    const book = utils.book_new();
    const sheet = (rows: unknown[][]) => utils.aoa_to_sheet(rows);
    utils.book_append_sheet(
      book,
      sheet([
        ['名称', '地址', '经度', '纬度'],
        ['甲网吧', '东街1号', 116.4, 39.9],
      ]),
      '一季度',
    );
    utils.book_append_sheet(
      book,
      sheet([
        ['2026年二季度'],
        ['地址', '名称', '纬度', '经度'],
        ['东街2号', '乙网吧', 39.9, 116.41],
        ['东街3号', '', 39.9, 116.42],
      ]),
      '二季度',
    );
    utils.book_append_sheet(book, sheet([]), '空表');
    const bytes = new Uint8Array(write(book, { type: 'buffer', bookType: 'xlsx' }));
    const { result, problems } = await load(open, 'two.xlsx', bytes, { sheet: '*', crs: 'wgs84' });
    expect(result).toMatchObject({ rows: 3, added: 2, rejected: 1 });
    expect(problems[0]?.message).toBe('工作表“二季度”第 4 行：没有名称，请补充后重新导入');
    expect(new Set((await listVenues(open.call)).map(({ name }) => name))).toEqual(
      new Set(['甲网吧', '乙网吧']),
    );
  });

  it('points far outside the district are set aside, with the boundary or with the schools alone', async () => {
    const open = await openWorkspace();
    await importSmallTown(open);
    const more = '学校名称,学段,经度,纬度\n南街小学,小学,116.41,39.91\n';
    await load(open, 's.csv', more, { as: 'schools', crs: 'wgs84' });
    const list = (lng: number) => `名称,类别,经度,纬度\n远店${lng},网吧,${lng},39.9\n`;
    expect((await load(open, 'a.csv', list(119), { crs: 'wgs84' })).problems[0]).toMatchObject({
      code: 'POSITION_FAR',
    });
    expect((await load(open, 'b.csv', list(116.7), { crs: 'wgs84' })).result).toMatchObject({ added: 1 });
    const ring = [
      [116.3, 39.8],
      [116.5, 39.8],
      [116.5, 40],
      [116.3, 40],
      [116.3, 39.8],
    ];
    const region = {
      type: 'Feature',
      properties: { name: '本区', level: 'district' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
    await load(open, 'r.geojson', JSON.stringify(region), { as: 'regions' });
    expect((await load(open, 'c.csv', list(116.65), { crs: 'wgs84' })).problems[0]).toMatchObject({
      code: 'POSITION_FAR',
    });
    expect((await load(open, 'd.csv', list(116.52), { crs: 'wgs84' })).result).toMatchObject({ added: 1 });
  });

  it('an outline is a campus, an area or the building that a venue is in', async () => {
    const open = await openWorkspace();
    const ring = (x: number) => [
      [x, 39.9],
      [x + 0.001, 39.9],
      [x + 0.001, 39.901],
      [x, 39.901],
      [x, 39.9],
    ];
    const feature = (name: string, type: string, x: number) => ({
      type: 'Feature',
      properties: { name, type },
      geometry: { type: 'Polygon', coordinates: [ring(x)] },
    });
    const features = [
      feature('东街小学', '小学', 116.4),
      feature('黄村镇', '镇街', 116.4),
      feature('极速网吧', '网吧', 116.402),
    ];
    const { result, effect } = await load(
      open,
      'a.geojson',
      JSON.stringify({ type: 'FeatureCollection', features }),
      { as: 'auto' },
    );
    expect(result).toMatchObject({ added: 3, rejected: 0 });
    expect(effect?.kinds.map(({ as }) => as)).toEqual(['regions', 'campuses', 'venues']);
    const [row] = await listVenues(open.call);
    const venue = await open.call('venues.get', { id: row!.id });
    expect(venue.positionSource).toBe('street_number');
    expect(venue.position?.[0]).toBeCloseTo(116.4025, 9);
  });

  it('a mixed list is told apart row by row, in one go and taken back in one go', async () => {
    const open = await openWorkspace();
    const list = [
      '名称,类型,地址,经度,纬度',
      '东街小学,科教文化服务;学校;小学,东街10号,116.4,39.9',
      '阳光驾校,科教文化服务;驾校;驾校,东街11号,116.401,39.9',
      '极速网吧,体育休闲服务;娱乐场所;网吧,东街1号,116.4,39.8991',
      '东街口,交通设施服务;公交车站;公交车站相关,,116.4001,39.9',
    ].join('\n');
    const token = open.file('poi.csv', list);
    const dry = await open.call('import.dryRun', { token, as: 'auto', crs: 'wgs84', map: {} });
    expect(dry.effect?.kinds.map(({ as, rows }) => [as, rows])).toEqual([
      ['schools', 1],
      ['facilities', 1],
      ['venues', 2],
    ]);
    expect(await open.call('schools.list', {})).toEqual([]);
    const { result } = await open.call('import.run', { token, as: 'auto', crs: 'wgs84', map: {} });
    expect(result).toMatchObject({ as: 'auto', rows: 4, added: 4, rejected: 0 });
    expect((await open.call('findings.list', {})).length).toBeGreaterThan(0);
    const batches = await open.call('import.batches', {});
    expect(batches.map(({ as, partOf }) => [as, partOf])).toEqual([
      ['venues', result.batch],
      ['facilities', result.batch],
      ['schools', null],
    ]);
    expect(
      (await open.call('import.run', { token, as: 'auto', crs: 'wgs84', map: {} })).result,
    ).toMatchObject({ unchanged: 4 });
    await open.call('import.undo', {});
    expect(await open.call('import.undo', {})).toMatchObject({ batch: result.batch, removed: 4 });
    expect(await open.call('schools.list', {})).toEqual([]);
    expect(await open.call('findings.list', {})).toEqual([]);
  });
});
