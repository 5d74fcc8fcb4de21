import { describe, expect, it } from 'vitest';
import { matchContent } from '#shared/registry/column-content.ts';
import type { ImportField } from '#shared/registry/fields.ts';

const rowsOf = (...columns: string[][]) =>
  Array.from({ length: Math.max(...columns.map((values) => values.length)) }, (_, i) => ({
    cells: columns.map((values) => values[i] ?? ''),
  }));

/** The fields that columns of values are taken for. */
function fieldsOf(
  columns: string[][],
  taken: readonly number[] = [],
  wanted: (field: ImportField) => boolean = () => true,
) {
  return Object.fromEntries(matchContent(rowsOf(...columns), columns.length, new Set(taken), wanted));
}

/** What a column of one value is taken for. */
const fieldOf = (value: string) => Object.keys(fieldsOf([[value]]))[0];

describe('a column is known by what its values look like', () => {
  it.each([
    // The first is Tencent's, published; the other has a check character worked out by GB 32100.
    ['uscc', ['91440300708461136T', '91110115MA0000000E', '91110115ma0000000e']],
    ['wkt', ['POINT(116.4 39.9)', 'point (116.4 39.9)', 'MULTIPOINT((1 2))', 'LINESTRING(1 2, 3 4)']],
    ['wkt', ['MULTILINESTRING ((1 2))', 'POLYGON((1 2))', 'MULTIPOLYGON(((1 2)))', 'SRID=4490;POINT(1 2)']],
    ['wkt', ['SRID=4490; POINT (1 2)', 'srid=4548;polygon((1 2))']],
    [
      'lngLat',
      ['116.334,39.726', '116.334 39.726', '116.334，39.7265', '116.3345；39.726', '89.123; 39.726'],
    ],
    ['lngLat', ['116.334 , 39.726', '116.334567,9.726']],
    ['lng', ['116.334', '73.000', '73.001', '136.000', '99.999999']],
    ['lat', ['39.726', '3.000', '54.000', '9.123456', '22.5431']],
    ['phone', ['13812345678', '138****5678', '19912345678', '010-88001234', '01088001234', '0571-8801234']],
    ['address', ['东街1号', '兴华路12号院', '长江大道3号', '西巷2单元', '南胡同7栋', '中里8幢', '李村12号']],
    ['address', ['黄村镇5号', '清乡9室', '大兴区一层', '人民路五十号', '东街12A号', '东街1楼', '北街100米']],
    ['address', ['东街口往南1号楼']],
  ] as const)('%s: %j', (field, values) => {
    for (const value of values) expect(fieldOf(value), value).toBe(field);
  });

  it.each(
    '星河网吧 星河网咖 平安旅馆 东方歌厅 银河影城 某某公司 活动中心 东方会所 平安旅社 平安酒店 便民超市 小卖部 车行 茶坊 旅行社 东街小学 东街中学 东街学校 东街幼儿园 东方大学 星河KTV 星河ktv 小咖 商铺 停车场 加油站 工作室 俱乐部 便利店 便利店(东街店) 便利店（东街） 便利店()'.split(
      ' ',
    ),
  )('name: %s', (value) => expect(fieldOf(value)).toBe('name'));

  it.each([
    '',
    '甲',
    // A check character that does not hold, a character too many and too few.
    '91440300708461136A',
    '9144030070846113',
    '9144030070846113600',
    '91440300-0846113T',
    'POINTS(1 2)',
    'XPOINT(1 2)',
    'SRID=;POINT(1 2)',
    'SRID=x;POINT(1 2)',
    'CIRCLE(1 2)',
    'POINT 1 2',
    '116.33,39.726',
    '116.334,39.72',
    '216.334,39.726',
    '116.334,139.726',
    '6.334,39.726',
    '116.334/39.726',
    '116.33439.726',
    'x116.334,39.726',
    '116.334,39.726x',
    'x116.334',
    '116.334x',
    '1116.334',
    '116.33',
    '72.999',
    '136.001',
    '54.001',
    '2.999',
    '39.72',
    'x39.726',
    '39.726x',
    '12812345678',
    '1381234567',
    '138123456789',
    'x13812345678',
    '138x2345678',
    '10-88001234',
    '010-880012345',
    '010-880012',
    '00000-8800123',
    '010--88001234',
    '东街',
    '12号',
    '东街号',
    '东街12',
    '东街12ABC号',
    '东大厦12号',
    '星河网吧二',
    '星河网吧(东街)二',
    '星河网吧(东街',
    `${'长'.repeat(40)}店`,
  ])('“%s” looks like nothing', (value) => expect(fieldOf(value)).toBeUndefined());

  it('a name has forty characters at most', () => expect(fieldOf(`${'长'.repeat(39)}店`)).toBe('name'));
});

describe('columns without a heading', () => {
  const names = ['甲网吧', '乙网吧', '丙网吧', '丁网吧', '戊网吧'];
  const lngs = ['116.331', '116.332', '116.333', '116.334', '116.335'];
  const phones = ['13812345671', '13812345672', '13812345673', '13812345674', '13812345675'];

  it('are told each by its own values, as places from 0', () => {
    expect(fieldsOf([['1', '2', '3'], names, lngs, phones])).toEqual({ name: 1, lng: 2, phone: 3 });
  });

  it('that are taken or not wanted are left alone', () => {
    expect(fieldsOf([names, lngs, phones], [0, 2])).toEqual({ lng: 1 });
    expect(fieldsOf([names, lngs, phones], [], (field) => field !== 'lng')).toEqual({ name: 0, phone: 2 });
  });

  it('are asked for one field: a surer one that is not wanted gives way to none', () => {
    const both = ['甲路1号网吧', '乙路2号网吧', '丙路3号网吧'];
    expect(fieldsOf([both])).toEqual({ address: 0 });
    expect(fieldsOf([both], [], (field) => field === 'name')).toEqual({});
  });

  it('of two that look alike the first is taken', () => {
    expect(fieldsOf([names, [...names].reverse()])).toEqual({ name: 0 });
    expect(fieldsOf([names, [...names].reverse()], [0])).toEqual({ name: 1 });
  });

  it('are as wide as is said', () => {
    expect(matchContent(rowsOf(names, lngs), 1, new Set(), () => true)).toEqual(new Map([['name', 0]]));
  });

  it('of a list without rows say nothing', () =>
    expect(matchContent([], 3, new Set(), () => true)).toEqual(new Map()));

  it('need four of five values to look so', () => {
    expect(fieldsOf([[...names.slice(0, 4), '甲']])).toEqual({ name: 0 });
    expect(fieldsOf([[...names.slice(0, 3), '甲', '乙']])).toEqual({});
  });

  it('need three values, where there are three rows; empty cells do not count', () => {
    const many = Array.from({ length: 10 }, () => '');
    expect(fieldsOf([['甲网吧', '', '', '乙网吧', ...many, '丙网吧'], many])).toEqual({ name: 0 });
    expect(fieldsOf([['甲网吧', '', '', '乙网吧', ...many], many])).toEqual({});
    expect(fieldsOf([['甲网吧', '乙网吧'], lngs.slice(0, 2)])).toEqual({ name: 0, lng: 1 });
    expect(fieldsOf([['甲网吧', ''], lngs.slice(0, 2)])).toEqual({ lng: 1 });
  });

  it('are looked at for two hundred rows', () => {
    const repeated = (value: string, count: number) => Array.from({ length: count }, () => value);
    expect(fieldsOf([[...repeated('甲网吧', 200), ...repeated('甲', 500)]])).toEqual({ name: 0 });
    expect(fieldsOf([[...repeated('甲', 200), ...repeated('甲网吧', 5000)]])).toEqual({});
  });

  it('may be shorter than others', () => {
    const rows = [{ cells: ['甲网吧', '116.331'] }, { cells: ['乙网吧'] }, { cells: ['丙网吧'] }];
    expect(matchContent(rows, 2, new Set(), () => true)).toEqual(new Map([['name', 0]]));
  });
});
