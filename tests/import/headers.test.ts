import { describe, expect, it } from 'vitest';
import { matchContent } from '#shared/registry/column-content.ts';
import { matchHeader } from '#shared/registry/fields.ts';
import { asNumbers, importList, sheetOf, venues, workbook } from '../support/imported-list.ts';

describe('a heading by its parts', () => {
  it.each([
    ['name', '网吧名称 旅馆名称 商户名称 门店名称 店铺名 *企业名称（必填） 企业名称： 校门'],
    ['address', '详细地址 经营地址 场所地址 店铺地址 具体地址 地理位置'],
    ['phone', '手机号 手机号码 联系方式 联系人电话 负责人电话 负责人手机 固定电话'],
    ['lng', '经度(°) 经度/°E 经度（E） 百度经度 高德经度 GPS经度 经度： WGS84经度 东经 X坐标 lng_wgs84'],
    ['lat', '纬度(°) 纬度/°N 纬度（N） 百度纬度 高德纬度 GPS纬度 纬度： WGS84纬度 北纬 Y坐标 lat_wgs84'],
    ['lngLat', '百度坐标 坐标(经度,纬度) 高德经纬度'],
    ['uscc', '统一社会信用代码(18位) 信用代码/注册号 社会统一信用代码'],
    ['legalPerson', '法人姓名 负责人姓名 经营者姓名'],
  ])('%s', (field, headings) => {
    for (const heading of headings.split(' '))
      expect(matchHeader([heading]), heading).toEqual({ [field]: heading });
  });

  it.each([
    '街道名称',
    '社区名称',
    '坐标系',
    '通信地址',
    '网址',
    '电子邮箱',
    '传真',
    '举报电话',
    '产品名称',
    '联系人',
    '备注',
  ])('%s means nothing that is read', (heading) => expect(matchHeader([heading])).toEqual({}));

  it('gives way to one that is known as a whole', () => {
    expect(matchHeader(['网吧名称', '企业名称', '通信地址', '详细地址'])).toEqual({
      name: '企业名称',
      address: '详细地址',
    });
    expect(matchHeader(['学校名称', '校门', '经度', '纬度'])).toMatchObject({
      name: '校门',
      school: '学校名称',
    });
  });
});

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
