import { read, utils, write } from '@e965/xlsx';
import iconv from 'iconv-lite';
import { describe, expect, it } from 'vitest';
import type { InputOf } from '#shared/contract/contract.ts';
import { everything } from '#shared/tables/query.ts';
import { listVenues } from '../support/venues.ts';
import { type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

type RunInput = Partial<InputOf<'import.run'>>;

/** Imports a file of venues in WGS84 unless told otherwise. */
async function load(
  workspace: OpenWorkspace,
  name: string,
  content: string | Uint8Array,
  more: RunInput = {},
) {
  return await workspace.call('import.run', {
    token: workspace.file(name, content),
    as: 'venues',
    crs: 'wgs84',
    map: {},
    ...more,
  });
}

async function venues({ call }: OpenWorkspace) {
  return await listVenues(call);
}

const header = '名称,类别,地址,经度,纬度\n';

describe('import', () => {
  it('reads a list by its header, and a second time changes nothing', async () => {
    const workspace = await openWorkspace();
    const list = `${header}极速网吧,网吧,东街1号,116.4,39.9\n平安旅馆,住宿,东街2号,116.401,39.9\n`;
    const first = await load(workspace, 'a.csv', list);
    expect(first.result).toMatchObject({
      rows: 2,
      added: 2,
      updated: 0,
      unchanged: 0,
      rejected: 0,
      encoding: 'utf8',
      crs: 'wgs84',
    });
    const again = await load(workspace, 'b.csv', list);
    expect(again.result).toMatchObject({ rows: 2, added: 0, updated: 0, unchanged: 2, rejected: 0 });
    expect((await venues(workspace)).map(({ name, category }) => [name, category])).toEqual([
      ['平安旅馆', 'lodging'],
      ['极速网吧', 'internet_cafe'],
    ]);
  });

  it('updates a row that changed and keeps the venue', async () => {
    const workspace = await openWorkspace();
    await load(workspace, 'a.csv', `${header}极速网吧,网吧,东街1号,116.4,39.9\n`);
    const [before] = await venues(workspace);
    const changed = await load(workspace, 'b.csv', `${header}极速网吧,KTV,东街1号,116.4,39.9\n`);
    expect(changed.result).toMatchObject({ added: 0, updated: 1 });
    expect(await venues(workspace)).toMatchObject([{ id: before?.id, category: 'ktv' }]);
  });

  it('keeps branches of one code apart and repeats none of them', async () => {
    const workspace = await openWorkspace();
    const list = `名称,信用代码,地址,经度,纬度\n甲店东店,91350200776049653A,东街1号,116.4,39.9\n甲店西店,91350200776049653A,西街1号,116.41,39.9\n甲店东店,91350200776049653A,东街1号,116.4,39.9\n`;
    expect((await load(workspace, 'a.csv', list)).result).toMatchObject({ rows: 3, added: 2, unchanged: 1 });
    expect((await load(workspace, 'b.csv', list)).result).toMatchObject({
      rows: 3,
      added: 0,
      updated: 0,
      unchanged: 3,
    });
  });

  it('takes a headerless tab file with numbered columns, a pair in one column and a row filter', async () => {
    const workspace = await openWorkspace();
    const list = '极速网吧\t 东街1号\t 娱乐;网吧\t 116.4,39.9\n便民超市\t 东街2号\t 购物;超市\t 116.4,39.9\n';
    const map = { name: '1', address: '2', category: '3', lngLat: '4' };
    const { result } = await load(workspace, 'poi.tsv', list, { header: false, map, where: ['3~网吧|KTV'] });
    expect(result).toMatchObject({ rows: 1, added: 1, rejected: 0 });
    expect(await venues(workspace)).toMatchObject([
      { name: '极速网吧', address: '东街1号', position: [116.4, 39.9] },
    ]);
  });

  it('finds GBK by content', async () => {
    const workspace = await openWorkspace();
    const { result } = await load(
      workspace,
      'gbk.csv',
      iconv.encode(`${header}极速网吧,网吧,东街1号,116.4,39.9\n`, 'gbk'),
    );
    expect(result).toMatchObject({ added: 1, encoding: 'gb18030' });
    expect((await venues(workspace))[0]?.name).toBe('极速网吧');
  });

  it('reads a chosen sheet of a spreadsheet with real dates', async () => {
    const workspace = await openWorkspace();
    const book = utils.book_new();
    utils.book_append_sheet(book, utils.aoa_to_sheet([['说明']]), '说明');
    const rows = [
      ['名称', '类别', '成立日期', '经度', '纬度'],
      ['极速网吧', '网吧', new Date(Date.UTC(2019, 2, 5)), 116.4, 39.9],
    ];
    utils.book_append_sheet(book, utils.aoa_to_sheet(rows, { cellDates: true }), '名单');
    const bytes = write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer;
    const { result } = await load(workspace, 'list.xlsx', bytes, { sheet: '名单' });
    expect(result).toMatchObject({ added: 1, warned: 0 });
    const venue = await workspace.call('venues.get', { id: (await venues(workspace))[0]!.id });
    expect(venue.establishedOn).toBe('2019-03-05');
  });

  it('turns GCJ-02 into WGS84', async () => {
    const workspace = await openWorkspace();
    await load(workspace, 'a.csv', `${header}极速网吧,网吧,东街1号,114.022306,33.0115324\n`, {
      crs: 'gcj02',
    });
    const [lng, lat] = (await venues(workspace))[0]?.position ?? [0, 0];
    expect(Math.abs(lng - 114.0164322)).toBeLessThan(2e-5);
    expect(Math.abs(lat - 33.0133556)).toBeLessThan(2e-5);
  });

  it('sets each bad row aside with row, field, value and what to do, and takes the rest', async () => {
    const workspace = await openWorkspace();
    const list = [
      '名称,信用代码,成立日期,经度,纬度',
      '好店,,2019-03-05,116.4,39.9',
      ',,,116.4,39.9',
      '科学计数店,9.13502E+17,,116.4,39.9',
      '颠倒店,,,39.9,116.4',
      '海外店,,,-73.9,40.7',
      '无坐标店,,,,',
      '怪日期店,,昨天,116.4,39.9',
      '错码店,91350200776049653B,,116.4,39.9',
      '错列店,,,116.4,39.9,多出一格',
    ].join('\n');
    const { result, problems } = await load(workspace, 'bad.csv', list);
    expect(result).toMatchObject({ rows: 9, added: 5, rejected: 4, warned: 4, unlocated: 1 });
    expect(result.rows).toBe(result.added + result.updated + result.unchanged + result.rejected);
    expect(problems.map(({ row, code, rejected }) => [row, code, rejected])).toEqual([
      [3, 'NAME_MISSING', true],
      [4, 'CODE_SCIENTIFIC', true],
      [5, 'POSITION_SWAPPED', false],
      [6, 'POSITION_INVALID', true],
      [7, 'POSITION_MISSING', false],
      [8, 'DATE_INVALID', false],
      [9, 'CODE_INVALID', false],
      [10, 'CELLS_TOO_MANY', true],
    ]);
    expect(problems[1]?.message).toBe('第 4 行：信用代码成了科学计数，请把该列设为文本后重新导出');
    const [batch] = await workspace.call('import.batches', {});
    expect(await workspace.call('import.problems', { batch: batch!.id })).toMatchObject({ total: 8 });
  });

  it.each([
    ['a.csv', '', {}, 'FILE_EMPTY'],
    ['a.pdf', '%PDF', {}, 'FILE_KIND_UNKNOWN'],
    ['a.xlsx', 'no spreadsheet at all, but long enough', { sheet: '没有' }, 'SHEET_UNKNOWN'],
    ['a.geojson', '{"type":"Feature', {}, 'FILE_DAMAGED'],
    ['a.csv', 'x\n', { encoding: 'klingon' }, 'ENCODING_UNKNOWN'],
    ['a.csv', '名称,经度,纬度\n甲,116.4,39.9\n', { crs: null }, 'CRS_REQUIRED'],
    ['a.csv', '名称\n甲\n', { map: { name: '不存在' } }, 'COLUMN_UNKNOWN'],
    ['a.csv', '名称\n甲\n', { where: ['名称~('] }, 'FILTER_INVALID'],
  ] as const)('refuses %s (%#) by code and writes nothing', async (name, content, more, code) => {
    const workspace = await openWorkspace();
    await expect(load(workspace, name, content, more as unknown as RunInput)).rejects.toMatchObject({ code });
    expect(await workspace.call('import.batches', {})).toEqual([]);
    expect(await venues(workspace)).toEqual([]);
  });

  it('leaves nothing when it is cancelled half-way', async () => {
    const workspace = await openWorkspace();
    const rows = Array.from({ length: 4000 }, (_, i) => `店${i},网吧,东街${i}号,116.4,39.9`).join('\n');
    const controller = new AbortController();
    const stop = workspace.service.subscribe((event) => {
      if (event.event === 'progress' && event.label === '写入' && event.done > 0) controller.abort();
    });
    const input = { token: workspace.file('a.csv', header + rows), as: 'venues', crs: 'wgs84', map: {} };
    await expect(
      workspace.service.call({ id: 'x', name: 'import.run', input, signal: controller.signal }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    stop();
    expect(await venues(workspace)).toEqual([]);
    expect(await workspace.call('import.batches', {})).toEqual([]);
  });

  it('says beforehand what it would do, and does nothing', async () => {
    const workspace = await openWorkspace();
    const token = workspace.file('a.csv', `${header}极速网吧,网吧,东街1号,116.4,39.9\n`);
    const { result } = await workspace.call('import.dryRun', { token, as: 'venues', crs: 'wgs84', map: {} });
    expect(result).toMatchObject({ rows: 1, added: 1 });
    expect(await venues(workspace)).toEqual([]);
    const preview = await workspace.call('import.preview', { token });
    expect(preview).toMatchObject({
      rowCount: 1,
      map: { name: '名称', category: '类别', lng: '经度', lat: '纬度', address: '地址' },
    });
  });

  it('opens no file that was not chosen', async () => {
    const { call } = await openWorkspace();
    await expect(call('import.preview', { token: '/etc/passwd' })).rejects.toMatchObject({
      code: 'FILE_TOKEN_UNKNOWN',
    });
  });
});

describe('import of schools, campuses, gates, facilities and roads', () => {
  it('joins campuses and gates to their schools and refuses the homeless', async () => {
    const workspace = await openWorkspace();
    const { call, file } = workspace;
    await call('import.run', {
      token: file('s.csv', '学校名称,学段,经度,纬度\n东街小学,小学,116.4,39.9\n'),
      as: 'schools',
      crs: 'wgs84',
      map: {},
    });
    const campus = (name: string, ring: number[][]) => ({
      type: 'Feature',
      properties: { 名称: name, 学段: '小学' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    });
    const square = [
      [116.399, 39.899],
      [116.401, 39.899],
      [116.401, 39.901],
      [116.399, 39.901],
      [116.399, 39.899],
    ];
    const campuses = JSON.stringify({
      type: 'FeatureCollection',
      features: [campus('东街小学', square), campus('新学校', square), campus('坏图形', square.slice(0, 3))],
    });
    const first = await call('import.run', {
      token: file('c.geojson', campuses),
      as: 'campuses',
      crs: null,
      map: {},
    });
    expect(first.result).toMatchObject({ rows: 3, added: 1, updated: 1, rejected: 1 });
    expect(first.problems).toMatchObject([{ row: 3, code: 'SHAPE_INVALID' }]);
    const again = await call('import.run', {
      token: file('c2.geojson', campuses),
      as: 'campuses',
      crs: null,
      map: {},
    });
    expect(again.result).toMatchObject({ added: 0, updated: 0, unchanged: 2 });
    const gates =
      '校门名称,所属学校,经度,纬度\n南门,东街小学,116.4,39.899\n北门,查无此校,116.4,39.901\n,,116.4012,39.9\n,,116.5,39.9\n';
    const imported = await call('import.run', {
      token: file('g.csv', gates),
      as: 'gates',
      crs: 'wgs84',
      map: {},
    });
    expect(imported.result).toMatchObject({ rows: 4, added: 2, rejected: 2 });
    expect(imported.problems.map(({ code }) => code)).toEqual(['SCHOOL_NOT_FOUND', 'SCHOOL_NOT_NEAR']);
    const school = (await call('schools.list', {})).find(({ name }) => name === '东街小学');
    expect(await call('schools.get', { id: school!.id })).toMatchObject({
      hasBoundary: true,
      boundarySource: 'imagery',
    });
  });

  it('reads the state, the body and the day of facilities, and leaves what a later list does not say', async () => {
    const { call, file } = await openWorkspace();
    const list =
      '设施种类,经度,纬度,设施状态,责任单位,核查日期\n' +
      '警告标志,116.4,39.9,破损,公安交管,2026-09-01\n' +
      '人行横道,116.401,39.9,不完好,,\n' +
      '照明,116.402,39.9,亮,住建,昨天\n' +
      '监控,116.403,39.9,,公安,2026年8月3日\n';
    const run = (text: string) =>
      call('import.run', { token: file('f.csv', text), as: 'facilities', crs: 'wgs84', map: {} });
    const first = await run(list);
    expect(first.result).toMatchObject({ rows: 4, added: 4, rejected: 0, warned: 1 });
    expect(first.problems.map(({ row, code }) => [row, code])).toEqual([
      [4, 'STATE_UNKNOWN'],
      [4, 'DATE_INVALID'],
    ]);
    const read = async () => {
      const columns = ['kind', 'state', 'body', 'checkedOn'];
      const { rows } = await call('tables.rows', {
        table: 'facilities',
        query: everything,
        columns,
        offset: 0,
        limit: 9,
      });
      return rows.map(({ cells }) => cells).sort();
    };
    const known = [
      ['人行横道', '损坏', '', null],
      ['照明', '完好', '住建', null],
      ['监控', '完好', '公安', '2026-08-03'],
      ['警告标志', '损坏', '公安交管', '2026-09-01'],
    ].sort();
    expect(await read()).toEqual(known);
    const later = await run('设施种类,经度,纬度\n警告标志,116.4,39.9\n监控,116.403,39.9\n');
    expect(later.result).toMatchObject({ rows: 2, added: 0, updated: 0, unchanged: 2 });
    expect(await read()).toEqual(known);
  });

  it('warns where a stage had to be assumed and where it cannot be read', async () => {
    const { call, file } = await openWorkspace();
    const list = '学校名称,学段,经度,纬度\n清河中学,学校;中学,116.4,39.9\n某某中心,,116.4,39.9\n';
    const { result, problems } = await call('import.run', {
      token: file('s.csv', list),
      as: 'schools',
      crs: 'wgs84',
      map: {},
    });
    expect(result).toMatchObject({ rows: 2, added: 2, rejected: 0, warned: 2 });
    expect(problems.map(({ code }) => code)).toEqual(['STAGE_ASSUMED', 'STAGE_UNKNOWN']);
  });
});

describe('a mapping', () => {
  it('is remembered for its header, with what the list was imported as', async () => {
    const { call, file } = await openWorkspace();
    const list = '甲列,乙列,丙列\n东街小学,小学,"116.4,39.9"\n';
    const token = file('odd.csv', list);
    const reading = { encoding: 'auto', sheet: null, header: true };
    expect((await call('import.preview', { token, ...reading })).remembered).toBeNull();
    const map = { name: '1', stage: '2', lngLat: '3' };
    await call('import.run', { token, as: 'schools', crs: 'wgs84', map });
    const again = file('next.csv', list.replace('东街', '西街'));
    expect((await call('import.preview', { token: again, ...reading })).remembered).toEqual({
      as: 'schools',
      map,
    });
    const other = file('other.csv', '甲列,丁列\n1,2\n');
    expect((await call('import.preview', { token: other, ...reading })).remembered).toBeNull();
  });
});

describe('problem rows', () => {
  it('come back as a spreadsheet with their own columns and the reasons, and go in once corrected', async () => {
    const { call, file } = await openWorkspace();
    const list =
      '企业名称,信用代码,经度,纬度\n,x,116.4,39.9\n甲网吧,91110105MA01ABCD2X,-73.9,40.7\n乙网吧,,116.4,39.9\n';
    const { result } = await call('import.run', {
      token: file('a.csv', list),
      as: 'venues',
      crs: 'wgs84',
      map: {},
    });
    expect(result).toMatchObject({ added: 1, rejected: 2 });
    const book = read(await call('import.problemSheet', { batch: result.batch }));
    const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? '']!, {
      header: 1,
      raw: false,
    });
    expect(rows[0]).toEqual(['企业名称', '信用代码', '经度', '纬度', '原行号', '处理', '原因']);
    const [, first, second] = rows;
    expect(first?.slice(4, 6)).toEqual(['2', '未导入']);
    expect(first?.[6]).toContain('没有名称');
    expect(second).toMatchObject({ 0: '甲网吧', 6: expect.stringContaining('不是有效的经纬度') });
    const corrected = utils.aoa_to_sheet([
      rows[0] ?? [],
      [...(second ?? []).slice(0, 2), '116.4', '39.9', '3', '', ''],
    ]);
    const mended = utils.book_new();
    utils.book_append_sheet(mended, corrected, '数据');
    const token = file('mended.xlsx', new Uint8Array(write(mended, { type: 'buffer', bookType: 'xlsx' })));
    expect((await call('import.run', { token, as: 'venues', crs: 'wgs84', map: {} })).result).toMatchObject({
      added: 1,
    });
  });
});
