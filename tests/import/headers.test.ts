import { describe, expect, it } from 'vitest';
import { matchContent } from '#shared/registry/column-content.ts';
import { asNumbers, header, importList, sheetOf, venues, workbook } from '../support/imported-list.ts';

describe('a header', () => {
  it('with units and notes is understood', async () => {
    const named = ['网吧名称', '统一社会信用代码（18位）', '详细地址', '手机号', '经度/°E', '纬度(°)'];
    const book = workbook({ 名单: sheetOf([named, ...asNumbers()]) });
    expect((await importList({ 'a.xlsx': book })).stored).toEqual(venues);
  });

  const body = asNumbers().map(([name = '', code = '', address = '', phone = '', lng = '', lat = ''], i) => [
    i + 1,
    name,
    code,
    address,
    `张某${i}`,
    phone,
    lng,
    lat,
  ]);
  const three = [
    ['柳林区场所台账', '', '', '', '', '', '', ''],
    ['序号', '基本情况', '', '', '联系人', '', '位置信息', ''],
    ['', '名称', '证照', '', '姓名', '手机号', '坐标(WGS84)', ''],
    ['', '', '统一社会信用代码', '经营场所', '', '', '经度', '纬度'],
  ];
  const merges = ['A1:H1', 'A2:A4', 'B2:D2', 'E2:F2', 'G2:H2', 'B3:B4', 'C3:D3', 'E3:E4', 'F3:F4', 'G3:H3'];

  it('of three lines is one, merged or not, in a workbook and in text', async () => {
    const plain = sheetOf([...three, ...body]);
    const merged = sheetOf([...three, ...body]);
    merged['!merges'] = merges.map((range) => decodeRange(range));
    for (const sheet of [plain, merged]) {
      const { result, stored } = await importList({ 'a.xlsx': workbook({ 台账: sheet }) });
      expect(result).toMatchObject({ rows: 4, added: 4, rejected: 0 });
      expect(stored).toEqual(venues);
    }
    const text = [...three, ...body].map((cells) => `${cells.join(',')}\n`).join('');
    expect((await importList({ 'a.csv': text })).stored).toEqual(venues);
  });

  it('of two lines names two persons: the telephone is that of who is in charge', async () => {
    const rows = [
      ['名称', '统一社会信用代码', '负责人', '', '联系人', '', '经度', '纬度'],
      ['', '', '姓名', '电话', '姓名', '电话', '', ''],
      ...asNumbers().map(([name = '', code = '', , phone = '', lng = '', lat = '']) => [
        name,
        code,
        '李某',
        phone,
        '王某',
        '13799999999',
        lng,
        lat,
      ]),
    ];
    const merged = sheetOf(rows);
    merged['!merges'] = ['A1:A2', 'B1:B2', 'C1:D1', 'E1:F1', 'G1:G2', 'H1:H2'].map((range) =>
      decodeRange(range),
    );
    for (const sheet of [sheetOf(rows), merged]) {
      const { result, stored } = await importList({ 'a.xlsx': workbook({ 台账: sheet }) });
      expect(result).toMatchObject({ rows: 4, added: 4, rejected: 0 });
      expect(stored.map((cells) => cells[3])).toEqual(venues.map((cells) => cells[3]));
    }
  });

  it('that nobody knows leaves what the columns say of themselves', async () => {
    const rows = [['甲', '乙', '丙', '丁', '戊', '己'], ...venues];
    const text = rows.map((cells) => `${cells.join(',')}\n`).join('');
    expect((await importList({ 'a.csv': text })).stored).toEqual(venues);
    expect([
      ...matchContent(
        venues.map((cells) => ({ cells })),
        6,
        new Set([0]),
        () => true,
      ),
    ]).toEqual([
      ['uscc', 1],
      ['address', 2],
      ['phone', 3],
      ['lng', 4],
      ['lat', 5],
    ]);
  });

  it('below a cover with many lines is found', async () => {
    const cover = Array.from({ length: 24 }, (_, i) => [`填报要求第${i + 1}条：如实填写，不得漏报`]);
    const rows = [['柳林镇校园周边场所名单'], ...cover, [...header], ...venues];
    const { stored } = await importList({ 'a.xlsx': workbook({ 名单: sheetOf(rows) }) });
    expect(stored).toEqual(venues);
  });

  it('in the first column is refused with what to do', async () => {
    const rows = header.map((name, i) => [name, ...venues.map((cells) => cells[i] ?? '')]);
    await expect(importList({ 'a.xlsx': workbook({ 名单: sheetOf(rows) }) })).rejects.toMatchObject({
      code: 'TABLE_SIDEWAYS',
      message: expect.stringContaining('转置'),
    });
  });

  it('without what a list needs is refused with its columns and what to do', async () => {
    const refused = importList({ 'a.csv': '编号,说明,数量\n1,红色,3\n2,蓝色,4\n' });
    await expect(refused).rejects.toMatchObject({
      code: 'COLUMNS_UNKNOWN',
      message: expect.stringMatching(/a\.csv.*名称.*编号.*说明.*数量.*--map name=/),
    });
    const mapped = await importList({ 'a.csv': '编号,说明,数量\n1,红色,3\n' }, { map: { name: '说明' } });
    expect(mapped.stored.map(([name]) => name)).toEqual(['红色']);
  });
});

function decodeRange(range: string) {
  const [s, e] = range
    .split(':')
    .map((cell) => ({ c: cell.charCodeAt(0) - 65, r: Number(cell.slice(1)) - 1 }));
  return { s: s!, e: e! };
}
