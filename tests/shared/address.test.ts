import { describe, expect, it } from 'vitest';
import { addressKey, sameAddress, streetNumber } from '#shared/registry/address.ts';
import { findLikelyPairs, type LikelyVenue } from '#shared/registry/duplicates.ts';
import { likelyVenue } from '../support/likely-venue.ts';

describe('addresses as they are compared', () => {
  it.each([
    ['浙江省杭州市上城区清波街道河坊街12＃（近南宋御街）', '河坊街12号'],
    ['河坊街１２号', '河坊街12号'],
    ['中国北京市大兴区黄村镇兴华路 12 号', '兴华路12号'],
    ['阳光小区5幢', '阳光小区5幢'],
    ['东街1号', '东街1号'],
    ['城市花园3号楼', '城市花园3号楼'],
    ['超市路9号', '超市路9号'],
    ['黄村镇', '黄村镇'],
    ['', ''],
    // Provinces, regions and cities, with and without the country before them.
    ['中国浙江省义乌市东街1号', '东街1号'],
    ['内蒙古自治区赤峰市红山区东街1号', '东街1号'],
    ['新疆维吾尔自治区喀什地区疏附县东街1号', '东街1号'],
    ['云南省大理州东街1号', '大理州东街1号'],
    ['云南省红河哈尼族彝族自治州个旧市东街1号', '东街1号'],
    ['内蒙古自治区通辽市科左中旗东街1号', '东街1号'],
    ['北京市大兴区东街1号', '东街1号'],
    ['大兴区黄村镇东街1号', '东街1号'],
    ['某县某乡东街1号', '东街1号'],
    // Words in which the same characters mean something else.
    ['城市中心1号', '城市中心1号'],
    ['东城市场1号', '东城市场1号'],
    ['集市场1号', '集市场1号'],
    ['上海市民中心1号', '上海市民中心1号'],
    ['上海市政府1号', '上海市政府1号'],
    ['上海市中路1号', '上海市中路1号'],
    ['县城东街1号', '县城东街1号'],
    ['某县城东街1号', '某县城东街1号'],
    ['社区路3号', '社区路3号'],
    ['东校区2号楼', '东校区2号楼'],
    ['科技园区1号', '科技园区1号'],
    ['南山景区1号', '南山景区1号'],
    ['化工厂区1号', '化工厂区1号'],
    ['东库区1号', '东库区1号'],
    ['西矿区1号', '西矿区1号'],
    ['住宅区1号', '住宅区1号'],
    ['工业区1号', '工业区1号'],
    ['东街道12号', '东街道12号'],
    ['大兴黄村街道5', '大兴黄村街道5'],
    // A number comes before the area's word: it is no area.
    ['1省道旁', '1省道旁'],
    ['12市场路3号', '12市场路3号'],
    ['5区3号楼', '5区3号楼'],
    ['3乡道口', '3乡道口'],
    ['8号楼浙江省馆', '8号楼浙江省馆'],
    ['8号楼杭州市馆', '8号楼杭州市馆'],
    ['8号楼上城区馆', '8号楼上城区馆'],
    ['8号楼黄村镇馆', '8号楼黄村镇馆'],
    // What is left must still say where.
    ['大兴区A', '大兴区A'],
    ['大兴区AB', 'AB'],
    ['东街(近小学)1号(二层)', '东街1号'],
    ['东街1#楼2#', '东街1号楼2号'],
  ])('%s', (text, key) => {
    expect(addressKey(text)).toBe(key);
  });

  it('one that says more is the same place, another number is not', () => {
    expect(sameAddress('东街12号', '东街12号3层')).toBe(true);
    expect(sameAddress('某区东街12号', '东街12号')).toBe(true);
    expect(sameAddress('东街1号', '东街12号')).toBe(false);
    expect(sameAddress('东街12', '东街120')).toBe(false);
    expect(sameAddress('', '东街12号')).toBe(false);
  });

  it.each([
    ['东街12号', '东街１２＃', true],
    ['东街12号', '东街12号', true],
    ['东街12号院', '东街12号', true],
    ['东街12', '东街12号', true],
    ['东街12', '东街12-3', false],
    ['东街12号', '东街12号-3', true],
    ['东街12', '东街12楼5', true],
    ['万达商场东街12号', '东街12号', true],
    // Too short to say where, and yet the same where both say it.
    ['东街1', '万达东街1', false],
    ['东街1', '东街1', true],
    ['东街1号', '万达东街1号', true],
    ['东街12号', '西街12号', false],
    ['东街12号', '', false],
    ['', '', false],
    ['(近小学)', '(近中学)', false],
    // One key, but the areas before it contradict each other.
    ['青海大通县解放路75号', '杭州市上城区解放路75号', false],
    ['杭州市上城区解放路75号', '上城区解放路75号', true],
    ['黄村镇东街12号', '旧宫镇东街12号3层', false],
  ] as const)('%s and %s: %s', (first, second, same) => {
    expect(sameAddress(first, second)).toBe(same);
    expect(sameAddress(second, first)).toBe(same);
  });

  it('street and number are read from the beginning', () => {
    expect(streetNumber('河坊街12号2幢')).toEqual({ street: '河坊街', number: 12 });
    expect(streetNumber('阳光小区5幢')).toBeNull();
  });

  it.each([
    ['人民大道88号', '人民大道', 88],
    ['长安大街1号', '长安大街', 1],
    ['南锣鼓巷胡同7', '南锣鼓巷胡同', 7],
    ['解放路100号', '解放路', 100],
    ['东直道5号', '东直道', 5],
    ['东里12', '东里', 12],
    ['二条3号', '二条', 3],
    ['大井巷9号', '大井巷', 9],
    ['梅弄4号', '梅弄', 4],
    // The first number that follows a street's word.
    ['解放路东街12号', '解放路东街', 12],
  ] as const)('%s is number %s %d', (key, street, number) =>
    expect(streetNumber(key)).toEqual({ street, number }),
  );

  it.each(['路12号', '东街号12', '东街', '12号', '', '一二三四五六七八九十一二三四五六七八九十一路12号'])(
    '“%s” names no street and number at its beginning',
    (key) => expect(streetNumber(key)).toBeNull(),
  );
});

describe('venues that may be one', () => {
  const pairs = (...venues: LikelyVenue[]) =>
    findLikelyPairs(venues, () => false).map(({ first, second }) => [first.id, second.id]);

  it('are told by two grounds of which one is the name, the phone or the owner', () => {
    const a = likelyVenue(1, { name: '金龙网吧', address: '东街1号' });
    expect(pairs(a, likelyVenue(2, { name: '金龙网吧（东街店）', address: '东街1号' }))).toEqual([[1, 2]]);
    expect(pairs(a, likelyVenue(2, { name: '金龙网吧' }))).toEqual([]);
    expect(pairs(a, likelyVenue(2, { name: '平安旅馆', address: '东街1号', category: 'lodging' }))).toEqual(
      [],
    );
  });

  it('shops of one mall are not, nor are two codes that share a name and a masked phone', () => {
    const mall = Array.from({ length: 6 }, (_, i) =>
      likelyVenue(i + 1, { name: `品牌${i}号店`, address: '商场1号', position: [116.4, 39.9] }),
    );
    expect(
      pairs(...mall.map((shop, i) => ({ ...shop, name: ['甲', '乙', '丙', '丁', '戊', '己'][i] ?? '' }))),
    ).toEqual([]);
    const code = (id: number, uscc: string) =>
      likelyVenue(id, { name: '便民超市', uscc, phone: '138****5678' });
    expect(pairs(code(1, 'A'), code(2, 'B'))).toEqual([]);
  });

  it('are left out once a person has said that they are two', () => {
    const [a, b] = [
      likelyVenue(1, { name: '金龙网吧', phone: '13800000000' }),
      likelyVenue(2, { name: '金龙网吧', phone: '13800000000' }),
    ];
    expect(findLikelyPairs([a, b], () => true)).toEqual([]);
    expect(findLikelyPairs([a, b], () => false)).toHaveLength(1);
  });
});
