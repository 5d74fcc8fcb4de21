import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { weekdayOf } from '#shared/calendar/days.ts';
import { readHolidays } from '#shared/calendar/read-holidays.ts';
import { holidayFileSchema, WorkCalendar } from '#shared/calendar/work-calendar.ts';

const file = join(import.meta.dirname, '..', '..', 'data', 'calendar', 'holidays.json');
const text = readFileSync(file, 'utf8');
const { years } = holidayFileSchema.parse(JSON.parse(text));
const calendar = new WorkCalendar(years, []);

const notice = `国务院办公厅关于2027年部分节假日安排的通知
一、元旦：1月1日（周五）至3日（周日）放假，共3天。
二、春节：2月5日（周五）至13日（周六）放假调休，共9天。1月31日（周日）、2月14日（周日）上班。
三、国庆节：9月30日（周四）至10月6日（周三）放假调休，共7天。10月9日（周六）上班。
节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作。`;

describe('the calendar of working days', () => {
  it('has the year 2026 as the notice gives it', () => {
    const days = calendar.ofYear(2026);
    expect(days.filter(({ kind }) => kind === 'off')).toHaveLength(33);
    expect(days.filter(({ kind }) => kind === 'work').map(({ day }) => day)).toEqual(years[0]?.workdays);
    for (const { day, kind } of days) if (kind === 'work') expect(weekdayOf(day)).toBeGreaterThan(5);
  });

  it.each([
    ['2026-09-30', true, '2026-10-08'],
    ['2026-10-01', false, '2026-10-08'],
    ['2026-10-10', true, '2026-10-12'],
    ['2026-10-11', false, '2026-10-12'],
    ['2026-02-14', true, '2026-02-24'],
    ['2026-06-18', true, '2026-06-22'],
    ['2026-12-31', true, '2027-01-01'],
  ])('%s is worked: %s; the working day after it is %s', (day, isWorking, after) => {
    expect(calendar.isWorking(day)).toBe(isWorking);
    expect(calendar.workingAfter(day)).toBe(after);
  });

  it('takes Monday to Friday for working days in a year that nobody told, and says so', () => {
    expect(calendar.knows('2027-01-01')).toBe(false);
    expect(calendar.isWorking('2027-01-01')).toBe(true);
    const own = new WorkCalendar(years, [{ year: 2027, day: '2027-01-01', kind: 'off', title: '元旦' }]);
    expect(own.knows('2027-01-01')).toBe(true);
    expect(own.workingFrom('2027-01-01')).toBe('2027-01-04');
    // What an office gave of a year takes the place of all that was known of it.
    const other = new WorkCalendar(years, [{ year: 2026, day: '2026-05-01', kind: 'off', title: '' }]);
    expect([other.isWorking('2026-05-01'), other.isWorking('2026-10-01')]).toEqual([false, true]);
  });
});

describe('holidays as an office has them', () => {
  it('are read from the notice of the State Council', () => {
    const { year, days, problems } = readHolidays(notice);
    expect([year, problems]).toEqual([2027, []]);
    const own = new WorkCalendar(
      years,
      days.map((each) => ({ ...each, year: 2027 })),
    );
    expect(days.filter(({ kind }) => kind === 'off')).toHaveLength(3 + 9 + 7);
    expect(days.filter(({ kind }) => kind === 'work').map(({ day }) => day)).toEqual([
      '2027-01-31',
      '2027-02-14',
      '2027-10-09',
    ]);
    expect(own.of('2027-02-13')?.title).toBe('春节');
    expect(own.workingAfter('2027-09-29')).toBe('2027-10-07');
  });

  it('may begin in the year before', () => {
    const { year, days } = readHolidays(
      '关于2023年部分节假日安排的通知\n一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。\n二、春节：1月21日至27日放假调休。1月28日（星期六）上班。',
    );
    expect(year).toBe(2023);
    expect(days[0]).toEqual({ day: '2022-12-31', kind: 'off', title: '元旦' });
  });

  it.each([
    ['2027-01-01..2027-01-03,休,元旦\n2027-01-31,班,调休'],
    ['日期,类型,名称\n2027/1/1,休,元旦\n2027/1/2,休,元旦\n2027/1/3,休,元旦\n2027/1/31,班,'],
    ['2027-01-01\t2027-01-03\t放假\t元旦\n2027年1月31日\t上班\t调休'],
    ['2027-01-01 至 2027-01-03 休 元旦\n20270131 班 调休'],
    [
      '[{"day":"2027-01-01","kind":"off","title":"元旦"},{"day":"2027-01-02","kind":"off","title":"元旦"},{"day":"2027-01-03","kind":"off","title":"元旦"},{"day":"2027-01-31","kind":"work","title":"调休"}]',
    ],
  ])('are read from %j', (given) => {
    const off = ['2027-01-01', '2027-01-02', '2027-01-03'].map((day) => ({
      day,
      kind: 'off',
      title: '元旦',
    }));
    expect(readHolidays(given)).toEqual({
      year: 2027,
      days: [...off, { day: '2027-01-31', kind: 'work', title: '调休' }],
      problems: [],
    });
  });

  it('are read from the file that the program brings', () => {
    expect(readHolidays(text)).toEqual({ year: 2026, days: calendar.ofYear(2026), problems: [] });
  });

  it.each([
    ['', '没有内容，请粘贴通知原文或表格'],
    ['你好', '没有读到放假或调休的日期，请核对内容'],
    ['{"a":1}', 'JSON 不是节假日文件的格式，请粘贴通知原文或表格'],
    ['2027-02-30,休,春节', '第 1 行：“2027-02-30”不是日期，请写成 2027-01-01 或 2027-01-01..2027-01-03'],
    ['2027-01-01,玩,元旦', '第 1 行：“玩”应写“休”或“班”'],
    ['2027-01-04,班', '2027-01-04 不是周末，不用调休上班，请核对'],
    ['2027-01-02,班\n2027-01-02,休,元旦', '2027-01-02 既放假又上班，请改正'],
    ['2027-01-01..2027-10-01,休,元旦', '第 1 行：放假超过 20 天，请核对'],
    ['2026-05-01,休,劳动节\n2027-05-01,休,劳动节', '2027-05-01 不在 2026 年，请一次导入一个年度'],
    ['春节：2月5日至2月13日放假', '通知里没有写是哪一年，请把标题一起粘贴'],
  ])('%j is told: %s', (given, problem) => expect(readHolidays(given).problems).toContain(problem));
});
