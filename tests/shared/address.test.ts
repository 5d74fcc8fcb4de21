import { describe, expect, it } from 'vitest';
import { addressKey, sameAddress, streetNumber } from '#shared/registry/address.ts';
import { findLikelyPairs, type LikelyVenue } from '#shared/registry/duplicates.ts';

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

  it('street and number are read from the beginning', () => {
    expect(streetNumber('河坊街12号2幢')).toEqual({ street: '河坊街', number: 12 });
    expect(streetNumber('阳光小区5幢')).toBeNull();
  });
});

describe('venues that may be one', () => {
  const venue = (id: number, more: Partial<LikelyVenue>): LikelyVenue => ({
    id,
    name: `店${id}`,
    uscc: '',
    address: '',
    category: 'internet_cafe',
    legalPerson: '',
    phone: '',
    position: null,
    ...more,
  });
  const pairs = (...venues: LikelyVenue[]) =>
    findLikelyPairs(venues, () => false).map(({ first, second }) => [first.id, second.id]);

  it('are told by two grounds of which one is the name, the phone or the owner', () => {
    const a = venue(1, { name: '金龙网吧', address: '东街1号' });
    expect(pairs(a, venue(2, { name: '金龙网吧（东街店）', address: '东街1号' }))).toEqual([[1, 2]]);
    expect(pairs(a, venue(2, { name: '金龙网吧' }))).toEqual([]);
    expect(pairs(a, venue(2, { name: '平安旅馆', address: '东街1号', category: 'lodging' }))).toEqual([]);
  });

  it('shops of one mall are not, nor are two codes that share a name and a masked phone', () => {
    const mall = Array.from({ length: 6 }, (_, i) =>
      venue(i + 1, { name: `品牌${i}号店`, address: '商场1号', position: [116.4, 39.9] }),
    );
    expect(
      pairs(...mall.map((shop, i) => ({ ...shop, name: ['甲', '乙', '丙', '丁', '戊', '己'][i] ?? '' }))),
    ).toEqual([]);
    const code = (id: number, uscc: string) => venue(id, { name: '便民超市', uscc, phone: '138****5678' });
    expect(pairs(code(1, 'A'), code(2, 'B'))).toEqual([]);
  });

  it('are left out once a person has said that they are two', () => {
    const [a, b] = [
      venue(1, { name: '金龙网吧', phone: '13800000000' }),
      venue(2, { name: '金龙网吧', phone: '13800000000' }),
    ];
    expect(findLikelyPairs([a, b], () => true)).toEqual([]);
    expect(findLikelyPairs([a, b], () => false)).toHaveLength(1);
  });
});
