import { describe, expect, it } from 'vitest';
import {
  areAreasConfirmed,
  areaDifference,
  fillAreas,
  readAddressAreas,
} from '#shared/registry/address-areas.ts';

const areas = (text: string) => Object.values(readAddressAreas(text)).map((name) => name ?? '');

describe('areas that an address names', () => {
  it.each([
    ['浙江省杭州市上城区清波街道河坊街12号', '浙江省', '杭州市', '上城区', '清波街道'],
    ['杭州上城区河坊街12号', '浙江省', '杭州市', '上城区', ''],
    ['杭州解放路75', '浙江省', '杭州市', '', ''],
    ['上城区解放路75号', '浙江省', '杭州市', '上城区', ''],
    ['青海大通县桥头镇解放路75号', '青海省', '西宁市', '大通回族土族自治县', '桥头镇'],
    ['北京市北京市大兴区黄村镇兴华路 12 号', '北京市', '北京市', '大兴区', '黄村镇'],
    ['中国北京大兴区兴华路12号', '北京市', '北京市', '大兴区', ''],
    ['重庆市秀山县中和街道1号', '重庆市', '重庆市', '秀山土家族苗族自治县', '中和街道'],
    ['河南省济源市天坛街道1号', '河南省', '', '济源市', '天坛街道'],
    ['吉林市船营区解放路1号', '吉林省', '吉林市', '船营区', ''],
    ['云南红河州个旧市人民路1号', '云南省', '红河哈尼族彝族自治州', '个旧市', ''],
    ['浙江省义乌市东街1号', '浙江省', '金华市', '义乌市', ''],
    // The name of a district that stands in several cities tells no city.
    ['鼓楼区解放路75号', '', '', '鼓楼区', ''],
    ['江苏省南京市鼓楼区解放路75号', '江苏省', '南京市', '鼓楼区', ''],
    // Roads are called after provinces and cities.
    ['南京东路100号', '', '', '', ''],
    ['河南中街3号', '', '', '', ''],
    ['解放路75号', '', '', '', ''],
    ['东街道12号', '', '', '', ''],
    ['', '', '', '', ''],
  ])('%s', (text, ...expected) => {
    expect(areas(text)).toEqual(expected);
  });

  it.each([
    ['青海大通县解放路75号', '杭州解放路75', 'province'],
    ['杭州市拱墅区解放路75号', '杭州市上城区解放路75号', 'district'],
    ['大兴区黄村镇兴华路12号', '大兴区西红门镇兴华路12号', 'town'],
    ['上城区清波街道河坊街12号', '杭州市清波镇河坊街12号', undefined],
    ['江苏省南京市鼓楼区1号', '鼓楼区1号', undefined],
    ['解放路75号', '青海大通县解放路75号', undefined],
  ])('%s and %s contradict each other in %s', (first, second, level) => {
    const difference = areaDifference(readAddressAreas(first), readAddressAreas(second));
    expect(difference?.level).toBe(level);
  });

  it('are confirmed where the other knows each of them, by itself or by where it lies', () => {
    const wanted = readAddressAreas('大通县解放路75号');
    const bare = readAddressAreas('解放路75号');
    expect(areAreasConfirmed(wanted, bare)).toBe(false);
    expect(areAreasConfirmed(wanted, fillAreas(bare, readAddressAreas('青海省大通县')))).toBe(true);
    expect(areAreasConfirmed(bare, wanted)).toBe(true);
    // What contradicts is not filled in.
    const other = readAddressAreas('杭州上城区解放路75号');
    expect(fillAreas(other, readAddressAreas('青海省'))).toEqual(other);
  });
});
