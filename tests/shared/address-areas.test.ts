import { describe, expect, it } from 'vitest';
import {
  areAreasConfirmed,
  areaDifference,
  areasKey,
  fillAreas,
  noAreas,
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
    ['江苏鼓楼区解放路75号', '江苏省', '', '鼓楼区', ''],
    ['江苏省徐州市鼓楼区解放路75号', '江苏省', '徐州市', '鼓楼区', ''],
    ['福建省鼓楼区解放路75号', '福建省', '福州市', '鼓楼区', ''],
    // The name alone, and a text that ends within one.
    ['浙江省', '浙江省', '', '', ''],
    ['浙江', '', '', '', ''],
    ['杭州市', '浙江省', '杭州市', '', ''],
    ['浙江杭州上城', '浙江省', '杭州市', '', ''],
    // A district of two characters has its kind in it; other names of two are said without theirs.
    ['河北省石家庄市赵县解放路1号', '河北省', '石家庄市', '赵县', ''],
    ['赵县解放路1号', '河北省', '石家庄市', '赵县', ''],
    ['山东济南历下区解放路1号', '山东省', '济南市', '历下区', ''],
    // A short name that is several divisions' tells neither of them.
    ['吉林长春南关区解放路1号', '吉林省', '长春市', '南关区', ''],
    ['海南藏族自治州共和县恰卜恰镇1号', '青海省', '海南藏族自治州', '共和县', '恰卜恰镇'],
    ['上海市徐汇区中山南二路1号', '上海市', '上海市', '徐汇区', ''],
    ['上海徐汇区', '上海市', '上海市', '徐汇区', ''],
    // A division of elsewhere is none within the one before it.
    ['浙江省大兴区解放路1号', '浙江省', '', '', ''],
    ['浙江省杭州市义乌市东街1号', '浙江省', '杭州市', '', ''],
    ['中国浙江省杭州市', '浙江省', '杭州市', '', ''],
    ['浙江省杭州市中国路1号', '浙江省', '杭州市', '', ''],
    // Towns: two characters and more, a kind of road behind them makes them one.
    ['大兴区黄村镇', '北京市', '北京市', '大兴区', '黄村镇'],
    ['大兴区李乡1号', '北京市', '北京市', '大兴区', '李乡'],
    ['大兴区1镇', '北京市', '北京市', '大兴区', ''],
    ['大兴区黄村镇街1号', '北京市', '北京市', '大兴区', ''],
    ['大兴区黄村镇大道1号', '北京市', '北京市', '大兴区', ''],
    ['大兴区黄村镇路1号', '北京市', '北京市', '大兴区', ''],
    ['大兴区12号黄村镇', '北京市', '北京市', '大兴区', ''],
    ['大兴区兴华路12号黄村镇', '北京市', '北京市', '大兴区', ''],
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

  it('are told apart with both names, and a town by its name, whatever its kind', () => {
    expect(
      areaDifference(readAddressAreas('大兴区黄村镇1号'), readAddressAreas('大兴区西红门镇1号')),
    ).toEqual({
      level: 'town',
      first: '黄村镇',
      second: '西红门镇',
    });
    const town = (name: string) => ({ ...noAreas, town: name });
    expect(areaDifference(town('清波街道'), town('清波乡'))).toBeNull();
    expect(areaDifference(town('清波镇'), town('清波'))).toBeNull();
    expect(areaDifference(town('李镇'), town('李乡'))).not.toBeNull();
    expect(areaDifference(town('镇海街道'), town('海街道'))).not.toBeNull();
    expect(areaDifference(town('乡清街道'), town('清街道'))).not.toBeNull();
    expect(areaDifference(town('街道口镇'), town('口镇'))).not.toBeNull();
  });

  it('as a key are the same for all ways to name them, and empty for none', () => {
    expect(areasKey(readAddressAreas('杭州市上城区清波街道1号'))).toBe('浙江省/杭州市/上城区/清波');
    expect(areasKey(readAddressAreas('上城区清波镇2号'))).toBe('浙江省/杭州市/上城区/清波');
    expect(areasKey(readAddressAreas('浙江省'))).toBe('浙江省///');
    expect(areasKey({ ...noAreas, town: '清波街道' })).toBe('///清波');
    expect(areasKey(noAreas)).toBe('');
    expect(noAreas).toEqual({ province: null, city: null, district: null, town: null });
  });

  it('are filled in from elsewhere, each level that is missing', () => {
    const whole = { province: '浙江省', city: '杭州市', district: '上城区', town: '清波街道' };
    expect(fillAreas(noAreas, whole)).toEqual(whole);
    expect(fillAreas(whole, noAreas)).toEqual(whole);
    expect(fillAreas({ ...noAreas, town: '清波镇' }, whole)).toEqual({ ...whole, town: '清波镇' });
    expect(fillAreas({ ...noAreas, province: '江苏省' }, whole)).toEqual({ ...noAreas, province: '江苏省' });
    expect(fillAreas({ ...noAreas, town: '小营街道' }, whole)).toEqual({ ...noAreas, town: '小营街道' });
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
