import { describe, expect, it } from 'vitest';
import { daysBetween, readDate, readSerialDate } from '#shared/registry/date.ts';

describe('a date of a list', () => {
  it('is a day of the calendar, leap days and last days of months included', () => {
    for (const year of [1900, 1996, 1999, 2000, 2023, 2024, 2100])
      for (let month = 0; month <= 13; month++)
        for (let day = 0; day <= 32; day++) {
          const date = new Date(Date.UTC(year, month - 1, day));
          const isReal = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
          const [m, d] = [String(month).padStart(2, '0'), String(day).padStart(2, '0')];
          const expected = isReal && month >= 1 && month <= 12 ? `${year}-${m}-${d}` : null;
          for (const text of [`${year}/${month}/${day}`, `${year}${m}${d}`, `${year}年${month}月${day}日`])
            expect(readDate(text), text).toBe(expected);
        }
  });

  it.each([
    ['1900-01-01', '1900-01-01'],
    ['2100-12-31', '2100-12-31'],
    ['1899-12-31', null],
    ['2101-01-01', null],
  ])('lies between 1900 and 2100: %s', (text, date) => expect(readDate(text)).toBe(date));

  it.each([
    [' 2019-3-5 ', '2019-03-05'],
    ['2019-03-05T08:00:00Z', '2019-03-05'],
    ['2019年3月5', '2019-03-05'],
    ['2019.12/31', '2019-12-31'],
    ['自2019-03-05', null],
    ['2019-03-05起', null],
    ['2019-03-051', null],
    ['120190305', null],
    ['201903051', null],
    ['2019-3', null],
    ['19-3-5', null],
    ['', null],
  ])('“%s” is read as %s', (text, date) => expect(readDate(text)).toBe(date));
});

describe('days between', () => {
  it.each([
    ['2026-02-28', '2026-03-01', 1],
    ['2028-02-28', '2028-03-01', 2],
    ['2026-12-31', '2027-01-01', 1],
    ['2026-11-21', '2026-11-21', 0],
    ['2026-11-21', '2026-11-20', -1],
    ['2026-01-01', '2027-01-01', 365],
  ])('%s and %s are %d', (from, to, days) => expect(daysBetween(from, to)).toBe(days));
});

describe('a date that a spreadsheet wrote as a number', () => {
  it.each([
    ['43529', '2019-03-05'],
    ['43529.75', '2019-03-05'],
    ['20000', '1954-10-03'],
    ['60000', '2064-04-08'],
    ['60000.5', '2064-04-08'],
    ['19999', null],
    ['60001', null],
    ['4352', null],
    ['435290', null],
    ['x43529', null],
    ['43529x', null],
    ['43529.', null],
    ['43529.x', null],
    ['', null],
  ])('“%s” is %s', (text, date) => expect(readSerialDate(text)).toBe(date));
});
