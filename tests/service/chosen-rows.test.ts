import { read, utils } from '@e965/xlsx';
import { expect, it } from 'vitest';
import { importSmallTown, type OpenWorkspace, openWorkspace } from '../support/workspace.ts';

const list = [
  '名称,类别,地址,经度,纬度',
  '一号网吧,网吧,东街1号,116.401,39.901',
  ',网吧,东街2号,116.402,39.901',
  '三号网吧,网吧,东街3号,216.403,39.901',
  '四号网吧,网吧,东街4号,,',
  '五号网吧,网吧,东街5号,,',
  '六号网吧,网吧,东街6号,116.406,39.901',
].join('\n');

async function given() {
  const open = await openWorkspace();
  await importSmallTown(open);
  const options = {
    token: open.file('list.csv', `${list}\n`),
    as: 'venues' as const,
    crs: 'wgs84' as const,
    map: {},
  };
  return { open, options };
}

async function names({ call }: OpenWorkspace): Promise<string[]> {
  const found = await call('search.places', { text: '号网吧' });
  return found.flatMap(({ name }) => (/^[一二三四五六]号/.test(name) ? [name] : [])).toSorted();
}

it('problems are told by their reason, with all of their rows and the names in them', async () => {
  const { open, options } = await given();
  const { groups } = await open.call('import.dryRun', options);
  expect(groups.map(({ code, rejected, rows }) => [code, rejected, rows])).toEqual([
    ['NAME_MISSING', true, [3]],
    ['POSITION_INVALID', true, [4]],
    ['POSITION_MISSING', false, [5, 6]],
  ]);
  expect(groups[1]).toMatchObject({
    reason: '坐标“…”不是有效的经纬度，请检查',
    examples: [{ row: 4, name: '三号网吧', value: expect.stringContaining('216.403') }],
  });
});

it('rows that were unticked stay out, what was corrected comes in, and both are said', async () => {
  const { open, options } = await given();
  const chosen = {
    ...options,
    skipRows: [5, 7],
    repairs: [
      { row: 3, field: 'name' as const, value: ' 二号网吧 ' },
      { row: 4, field: 'lng' as const, value: '116.403' },
    ],
  };
  const tried = await open.call('import.dryRun', chosen);
  expect(tried.result).toMatchObject({ rows: 4, added: 4, rejected: 0, warned: 1 });
  const { result } = await open.call('import.run', chosen);
  expect(result.unread).toEqual([expect.objectContaining({ rows: 2, reason: '预览时取消了勾选，没有导入' })]);
  expect((await open.call('import.batches', {})).find(({ id }) => id === result.batch)?.unread).toEqual(
    result.unread,
  );
  expect(await names(open)).toEqual(['一号网吧', '三号网吧', '二号网吧', '五号网吧'].toSorted());
});

it('the problem rows of a list can be saved before it is imported', async () => {
  const { open, options } = await given();
  const book = read(await open.call('import.problemFile', options));
  const rows = utils.sheet_to_json<string[]>(book.Sheets[book.SheetNames[0] ?? '']!, { header: 1 });
  expect(rows[0]).toEqual(['名称', '类别', '地址', '经度', '纬度', '原行号', '处理', '原因']);
  expect(rows.slice(1).map((row) => [row[5], row[6]])).toEqual([
    [3, '未导入'],
    [4, '未导入'],
    [5, '已导入，请核对'],
    [6, '已导入，请核对'],
  ]);
  expect((await open.call('import.batches', {})).some(({ fileName }) => fileName === 'list.csv')).toBe(false);
});

it('what is offered for correction is what stands in the row, and a correction reaches whatever was wrong', async () => {
  const { open, options } = await given();
  const feature = (name: string, phone: string, lng: number) => ({
    type: 'Feature',
    properties: { 名称: name, 电话: phone },
    geometry: { type: 'Point', coordinates: [lng, 39.9] },
  });
  const features = [
    feature('一号网吧', '#REF!', 116.401),
    feature('二号网吧', '1380000', 216.402),
    feature('锟斤拷锟斤拷', '1380001', 116.403),
    feature('四号网吧', '1380002', 116.404),
  ];
  const token = open.file('a.geojson', JSON.stringify({ type: 'FeatureCollection', features }));
  const tried = await open.call('import.dryRun', { ...options, token });
  const cells = tried.groups.map(({ code, examples }) => [code, examples[0]?.cell]);
  expect(cells.toSorted()).toEqual([
    ['CELL_ERROR', '#REF!'],
    ['POSITION_INVALID', ''],
    ['TEXT_GARBLED', '锟斤拷锟斤拷'],
  ]);
  const repairs = [
    { row: 1, field: 'phone' as const, value: '13800000001' },
    { row: 2, field: 'lngLat' as const, value: '116.402,39.9' },
    { row: 3, field: 'name' as const, value: '三号网吧' },
    // A position that could be read, but is wrong.
    { row: 4, field: 'lngLat' as const, value: '116.5,39.95' },
  ];
  const { result } = await open.call('import.run', { ...options, token, repairs });
  expect(result).toMatchObject({ rows: 4, added: 4, rejected: 0, warned: 0, unlocated: 0 });
  expect(await names(open)).toEqual(['一号网吧', '三号网吧', '二号网吧', '四号网吧'].toSorted());
  const { reader } = open.service.workspace.database;
  const fourth = await reader
    .selectFrom('venues')
    .select(['lng', 'lat'])
    .where('name', '=', '四号网吧')
    .execute();
  expect(fourth).toEqual([{ lng: 116.5, lat: 39.95 }]);
});

it('problems beyond the first of a group are paged through to the end, found by name, and told to their own session alone', async () => {
  const open = await openWorkspace();
  await importSmallTown(open);
  const rows = Array.from({ length: 430 }, (_, i) => `远店${i},网吧,东街${i}号,216.4,39.9`);
  const token = open.file('far.csv', ['名称,类别,地址,经度,纬度', ...rows].join('\n'));
  const options = { token, as: 'venues' as const, crs: 'wgs84' as const, map: {} };
  const [group] = (await open.call('import.dryRun', options)).groups;
  expect([group?.count, group?.rows.length, group?.examples.length]).toEqual([430, 430, 200]);
  const asked = { token, group: { code: group?.code ?? '', field: group?.field ?? '' } };
  const last = await open.call('import.triedProblems', { ...asked, offset: 400, limit: 50 });
  expect(last?.matching).toBe(430);
  expect(last?.rows.map(({ name }) => name)).toEqual(rows.slice(400).map((row) => row.split(',')[0]));
  const found = await open.call('import.triedProblems', { ...asked, text: '远店42' });
  expect(found?.rows.map(({ row }) => row)).toEqual([44, ...Array.from({ length: 10 }, (_, i) => 422 + i)]);
  await expect(open.call('import.triedProblems', { ...asked, token: 'x' })).rejects.toMatchObject({
    code: 'FILE_TOKEN_UNKNOWN',
  });
});
