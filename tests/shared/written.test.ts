import { describe, expect, it } from 'vitest';
import { momentWithin, readClock, readMoment, tellMoment, writeMoment } from '#shared/written/clock.ts';
import { readCoordinate } from '#shared/written/coordinate.ts';
import { dayWithin, readDay, tellDay } from '#shared/written/day.ts';
import { metreWords, numberWithin, readNumber } from '#shared/written/number.ts';
import { readPhone } from '#shared/written/phone.ts';
import type { Reading } from '#shared/written/reading.ts';

function understood<Value>(reading: Reading<Value>): Value | null {
  return 'value' in reading ? reading.value : null;
}

function faultOf(reading: Reading<unknown>): string | null {
  return 'fault' in reading ? reading.fault : null;
}

describe('a day as people write it', () => {
  it.each([
    '2026-12-01',
    '2026-12-1',
    '20261201',
    '2026.12.1',
    '2026。12。1',
    '2026/12/1',
    '2026年12月1日',
    '2026年12月1',
    '2026年12月1号',
    ' 2026 年 12 月 1 日 ',
    '２０２６－１２－０１',
    '２０２６年１２月１日',
    '2026—12—1',
  ])('%s', (text) => expect(readDay(text)).toEqual({ value: '2026-12-01' }));

  it.each([
    ['2026-2-29', '没有“2026-2-29”这一天'],
    ['2026-13-1', '没有“2026-13-1”这一天'],
    ['20261301', '没有“20261301”这一天'],
    ['1026-12-1', '没有“1026-12-1”这一天'],
    ['26-12-1', '年份请写四位，例如 2026'],
    ['12月1日', '请写上年份，例如 2026-12-01'],
    ['12-1', '请写上年份，例如 2026-12-01'],
    ['2026-12-1 9:30', '请写成 2026-12-01 或 2026年12月1日 这样的日期'],
    ['2026-12-1T', '请写成 2026-12-01 或 2026年12月1日 这样的日期'],
    ['2026-12', '请写成 2026-12-01 或 2026年12月1日 这样的日期'],
    ['明天', '请写成 2026-12-01 或 2026年12月1日 这样的日期'],
    ['', '请写成 2026-12-01 或 2026年12月1日 这样的日期'],
  ])('“%s” is refused', (text, fault) => expect(readDay(text)).toEqual({ fault }));

  it('lies between two others, both of them taken', () => {
    const limits = { from: '2026-10-01', to: '2026-11-29', today: '2026-11-29' };
    for (const day of ['2026-10-01', '2026-11-29']) expect(dayWithin(day, limits)).toEqual({ value: day });
    expect(faultOf(dayWithin('2026-09-30', limits))).toBe('不能早于 2026-10-01');
    expect(faultOf(dayWithin('2026-11-30', limits))).toBe('不能晚于今天（2026-11-29）');
    expect(dayWithin('2062-01-01', {})).toEqual({ value: '2062-01-01' });
  });

  it('is told with its day of the week', () => {
    expect(tellDay('2026-11-29')).toBe('2026-11-29 周日');
    expect(tellDay('2026-12-01')).toBe('2026-12-01 周二');
  });
});

describe('a time of the day as people write it', () => {
  it.each([
    ['9:30', '09:30'],
    ['09:30', '09:30'],
    ['９：３０', '09:30'],
    ['0930', '09:30'],
    ['930', '09:30'],
    ['9:30:15', '09:30'],
    ['9点30分', '09:30'],
    ['9 时 5 分', '09:05'],
    ['9点', '09:00'],
    ['9点整', '09:00'],
    ['9点半', '09:30'],
    ['上午9点半', '09:30'],
    ['早上7:05', '07:05'],
    ['凌晨1点', '01:00'],
    ['下午3点20', '15:20'],
    ['下午15:20', '15:20'],
    ['晚上11点', '23:00'],
    ['中午11点半', '11:30'],
    ['中午12点', '12:00'],
    ['中午1点', '13:00'],
    ['0:00', '00:00'],
    ['23:59', '23:59'],
  ])('%s is %s', (text, time) => expect(readClock(text)).toEqual({ value: time }));

  it.each([
    ['24:00', '没有“24:00”这个时刻'],
    ['9:60', '没有“9:60”这个时刻'],
    ['2575', '没有“2575”这个时刻'],
    ['9', '请写成 09:30 或 9点30分 这样的时间'],
    ['09', '请写成 09:30 或 9点30分 这样的时间'],
    ['九点', '请写成 09:30 或 9点30分 这样的时间'],
    ['', '请写成 09:30 或 9点30分 这样的时间'],
  ])('“%s” is refused', (text, fault) => expect(readClock(text)).toEqual({ fault }));
});

describe('a moment as people write it', () => {
  it.each([
    '2026-11-21 09:30',
    '2026-11-21T09:30',
    '2026-11-21  9:30',
    '2026/11/21 9:30',
    '20261121 0930',
    '202611210930',
    '20261121 9:30',
    '2026年11月21日9时30分',
    '2026年11月21日 上午9点半',
    '2026 年 11 月 21 日 9:30',
    '２０２６－１１－２１　０９：３０',
    '2026-11-21，9:30',
  ])('%s', (text) => expect(readMoment(text)).toEqual({ value: '2026-11-21T09:30' }));

  it('is one of a known day where only the time is written', () => {
    expect(readMoment('9点半', '2026-11-21')).toEqual({ value: '2026-11-21T09:30' });
    expect(readMoment('9点半')).toEqual({ fault: '还要写日期，例如 2026-11-21 09:30' });
  });

  it.each([
    ['2026-11-21', '还要写时间，例如 2026-11-21 09:30'],
    ['20261121', '还要写时间，例如 2026-11-21 09:30'],
    ['2026-11-31 09:30', '没有“2026-11-31”这一天'],
    ['2026-11-21 25:30', '没有“25:30”这个时刻'],
    ['2026-11-2109:30', '请写成 2026-11-21 09:30 这样的日期和时间'],
    ['昨天', '请写成 2026-11-21 09:30 这样的日期和时间'],
    ['', '请写成 2026-11-21 09:30 这样的日期和时间'],
  ])('“%s” is refused', (text, fault) => expect(readMoment(text)).toEqual({ fault }));

  it('lies between two others, and is written with a space', () => {
    const limits = { from: '2026-10-01T00:00', to: '2026-11-29T10:00', now: '2026-11-29T10:00' };
    for (const moment of ['2026-10-01T00:00', '2026-11-29T10:00'])
      expect(momentWithin(moment, limits)).toEqual({ value: moment });
    expect(faultOf(momentWithin('2062-11-29T10:00', limits))).toBe('不能晚于现在（2026-11-29 10:00）');
    expect(faultOf(momentWithin('2026-09-30T23:59', limits))).toBe('不能早于 2026-10-01 00:00');
    expect(writeMoment('2026-11-29T10:00')).toBe('2026-11-29 10:00');
    expect(tellMoment('2026-11-29T10:00')).toBe('2026-11-29 周日 10:00');
  });
});

describe('a number as people write it', () => {
  it.each([
    ['187.5', 187.5],
    ['１８７．５', 187.5],
    ['187。5', 187.5],
    [' 187 . 5 ', 187.5],
    ['+3', 3],
    ['-0.5', -0.5],
    ['－２', -2],
    ['.5', 0.5],
    ['5.', 5],
    ['1,200', 1200],
    ['1，200.5', 1200.5],
    ['12,345,678', 12_345_678],
    ['0', 0],
  ])('%s is %d', (text, number) => expect(readNumber(text)).toEqual({ value: number }));

  it.each([
    ['187.5米', 187.5],
    ['187.5 m', 187.5],
    ['１８７．５　Ｍ', 187.5],
    ['0.1875公里', 187.5],
    ['1.1 km', 1100],
    ['1.1KM', 1100],
    ['29厘米', 0.29],
  ])('%s is %d metres', (text, number) => expect(readNumber(text, metreWords)).toEqual({ value: number }));

  it.each([
    ['187,5', '看不出“187,5”是多少，小数请用点，例如 187.5'],
    ['12,34', '看不出“12,34”是多少，小数请用点，例如 187.5'],
    ['1.2.3', '请写数字，例如 187.5'],
    ['-', '请写数字，例如 187.5'],
    ['.', '请写数字，例如 187.5'],
    ['', '请写数字，例如 187.5'],
    ['约187', '请写数字，例如 187.5'],
    ['二百', '请写数字，例如 187.5'],
    ['1e3', '请只写数字，不认识“e3”'],
    ['187米', '请只写数字，不认识“米”'],
  ])('“%s” is refused', (text, fault) => expect(readNumber(text)).toEqual({ fault }));

  it('is refused with a unit that is none of its own, by the names of objects too', () => {
    expect(faultOf(readNumber('187里', metreWords))).toBe('不认识单位“里”，可写米');
    expect(faultOf(readNumber('187constructor', metreWords))).toBe('不认识单位“constructor”，可写米');
  });

  it('is within limits, and never rounded to them', () => {
    const limits = { min: 0, max: 100, whole: true, unit: '米' };
    for (const number of [0, 100]) expect(numberWithin(number, limits)).toEqual({ value: number });
    expect(faultOf(numberWithin(-1, limits))).toBe('不能小于 0 米');
    expect(faultOf(numberWithin(101, { ...limits, unit: undefined }))).toBe('不能大于 100');
    expect(faultOf(numberWithin(3.5, limits))).toBe('请写整数');
    expect(numberWithin(3.5, {})).toEqual({ value: 3.5 });
  });
});

describe('a coordinate as people write it', () => {
  it.each([
    ['116.4012333', 116.4012333],
    ['１１６．４０１２３３３', 116.4012333],
    ['116°24′04.44″', 116.4012333],
    ['东经116度24分4.44秒', 116.4012333],
    ['116 24 04.44 E', 116.4012333],
  ])('longitude %s', (text, degrees) =>
    expect(understood(readCoordinate(text, 'lng'))).toBeCloseTo(degrees, 7),
  );

  it.each([
    ['180.5', 'lng', '经度应在 -180 到 180 之间'],
    ['85.1', 'lat', '纬度应在 -85 到 85 之间'],
    ['北纬39.9', 'lng', '这里要填经度'],
    ['116.4E', 'lat', '这里要填纬度'],
    ['116°72′', 'lng', '看不懂这个经度，请写成 116.4012333 或 116°24′04.44″'],
    ['大兴', 'lat', '看不懂这个纬度，请写成 39.9005417 或 39°54′01.95″'],
  ] as const)('“%s” as %s is refused', (text, axis, fault) =>
    expect(readCoordinate(text, axis)).toEqual({ fault }),
  );
});

describe('a telephone number as people write it', () => {
  it.each([
    ['13812345678', '13812345678'],
    [' １３８ １２３４ ５６７８ ', '138 1234 5678'],
    ['+86 13812345678', '+86 13812345678'],
    ['0571-88001234', '0571-88001234'],
    ['(010) 88001234转801', '(010) 88001234转801'],
    ['88001234 转 8', '88001234 转 8'],
    ['13812345678、88001234', '13812345678、88001234'],
    ['12345', '12345'],
    ['110', '110'],
    ['138****5678', '138****5678'],
  ])('%s is %s', (text, phone) => expect(readPhone(text)).toEqual({ value: phone }));

  it.each([
    ['1381234567', '手机号应为 11 位，“1381234567”有 10 位'],
    ['88001234、138123456789', '手机号应为 11 位，“138123456789”有 12 位'],
    ['12', '“12”太短，不是电话号码'],
    ['张某', '电话请只写号码；几个号码用顿号分开，分机写在“转”后面'],
    ['前台13812345678', '电话请只写号码；几个号码用顿号分开，分机写在“转”后面'],
    ['', '电话请只写号码；几个号码用顿号分开，分机写在“转”后面'],
  ])('“%s” is refused', (text, fault) => expect(readPhone(text)).toEqual({ fault }));
});
