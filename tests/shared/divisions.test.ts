import { describe, expect, it } from 'vitest';
import {
  divisionsAbove,
  divisionsNamed,
  divisionsOfShortName,
  isDivisionCode,
  longestNameAt,
} from '#shared/registry/divisions.ts';

describe('the code of an area (GB/T 2260, GB/T 10114)', () => {
  it.each(['110000', '110115', '820000', '110115001', '110115001002'])('%s is one', (code) =>
    expect(isDivisionCode(code)).toBe(true),
  );

  it.each([
    '',
    '11011',
    '1101150',
    '11011500',
    '1101150010',
    '11011500100',
    '1101150010020',
    '010115',
    '910115',
    'a10115',
    '11a115',
    '110115abc',
    '110115001abc',
    'x110115',
    '110115x',
    ' 110115',
  ])('“%s” is none', (code) => expect(isDivisionCode(code)).toBe(false));
});

describe('a division by its name', () => {
  it.each([
    ['浙江省', '330000', 'province'],
    ['内蒙古自治区', '150000', 'province'],
    ['香港特别行政区', '810000', 'province'],
    ['杭州市', '330100', 'city'],
    ['大兴安岭地区', '232700', 'city'],
    ['红河哈尼族彝族自治州', '532500', 'city'],
    ['上城区', '330102', 'district'],
    ['大通回族土族自治县', '630121', 'district'],
    // Without the peoples, as people say it.
    ['大通县', '630121', 'district'],
    ['秀山县', '500241', 'district'],
    ['红河州', '532500', 'city'],
    ['济源市', '419001', 'district'],
    ['塔什库尔干县', '653131', 'district'],
    ['木垒县', '652328', 'district'],
    ['察布查尔县', '654022', 'district'],
  ])('%s is %s, a %s', (name, code, level) => expect(divisionsNamed(name)).toMatchObject([{ code, level }]));

  it('may be several of one name', () => {
    // A municipality is a province and its own city.
    expect(divisionsNamed('北京市').map(({ code }) => code)).toEqual(['110000', '110100']);
    expect(divisionsNamed('鼓楼区').map(({ code }) => code)).toEqual([
      '320106',
      '320302',
      '350102',
      '410204',
    ]);
  });

  it.each(['', '浙江', '杭州', '上城', '大通', '不存在区', '县', '省直辖县级行政区划'])(
    '“%s” names none',
    (name) => expect(divisionsNamed(name)).toEqual([]),
  );
});

describe('a division by its name without its kind', () => {
  it.each([
    ['浙江', ['330000']],
    ['北京', ['110000', '110100']],
    ['内蒙古', ['150000']],
    ['广西', ['450000']],
    ['宁夏', ['640000']],
    ['新疆', ['650000']],
    ['西藏', ['540000']],
    ['香港', ['810000']],
    ['杭州', ['330100']],
    ['大兴安岭', ['232700']],
    ['阿里', ['542500']],
    ['锡林郭勒', ['152500']],
    ['红河', ['532500']],
    ['义乌', ['330782']],
    ['吉林', ['220000', '220200']],
  ])('%s is %j', (name, codes) => expect(divisionsOfShortName(name).map(({ code }) => code)).toEqual(codes));

  it.each([
    '',
    '浙',
    '浙江省',
    '杭州市',
    '上城区',
    '上城',
    '大通县',
    '大通',
    '红河州',
    '内蒙古自治区',
    '阿里地区',
  ])('“%s” is none', (name) => expect(divisionsOfShortName(name)).toEqual([]));
});

describe('the longest name that a text can begin with', () => {
  it.each([
    ['大通县桥头镇', 9],
    ['杭州市上城区', 3],
    ['新疆', 8],
    ['双江', 15],
    ['某某路', 0],
    ['杭', 0],
    ['', 0],
  ])('%s: %i characters', (text, length) => expect(longestNameAt(text)).toBe(length));

  it('is as long as each name that begins so', () => {
    for (const name of ['大通回族土族自治县', '大通县', '杭州市', '鼓楼区', '内蒙古自治区', '红河州'])
      expect(longestNameAt(name)).toBeGreaterThanOrEqual(name.length);
  });
});

describe('what lies above a division', () => {
  const above = (name: string) => {
    const [division] = divisionsNamed(name);
    if (!division) throw new Error(name);
    const { province, city, district } = divisionsAbove(division);
    return [province?.name, city?.name, district?.name];
  };

  it.each([
    ['上城区', '浙江省', '杭州市', '上城区'],
    ['大通县', '青海省', '西宁市', '大通回族土族自治县'],
    ['杭州市', '浙江省', '杭州市', undefined],
    ['红河州', '云南省', '红河哈尼族彝族自治州', undefined],
    ['浙江省', '浙江省', undefined, undefined],
    ['内蒙古自治区', '内蒙古自治区', undefined, undefined],
    ['北京市', '北京市', undefined, undefined],
    // A municipality is its own city, for its counties as well.
    ['大兴区', '北京市', '北京市', '大兴区'],
    ['城口县', '重庆市', '重庆市', '城口县'],
    // A county directly under its province has no city.
    ['济源市', '河南省', undefined, '济源市'],
  ])('%s: %s, %s, %s', (name, ...expected) => expect(above(name)).toEqual(expected));

  it('has no keys for what is not there', () => {
    const [zhejiang] = divisionsNamed('浙江省');
    expect(Object.keys(divisionsAbove(zhejiang!))).toEqual(['province']);
  });

  it('of a code that nobody knows is nothing', () => {
    expect(divisionsAbove({ code: '990101', name: '某区', level: 'district' })).toEqual({});
  });
});
