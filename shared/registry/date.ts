import { toHalfWidth } from './text.ts';

/**
 * Reads a registry date as YYYY-MM-DD: 2019/3/5, 2019.3.5, 20190305, 2019年3月5日, ISO with time.
 * Returns null where the text is no date of the calendar between 1900 and 2100.
 */
export function readDate(raw: string): string | null {
  const text = toHalfWidth(raw).trim();
  const parts =
    /^(\d{4})(\d{2})(\d{2})$/.exec(text) ??
    /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?:[T\s].*)?$/.exec(text);
  if (!parts) return null;
  const [year, month, day] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const real = month >= 1 && month <= 12 && day >= 1 && day <= daysOf(year, month);
  if (!real || year < 1900 || year > 2100) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days from one day to another, both YYYY-MM-DD; negative where the other lies before. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS);
}

/** Serial numbers of the days 1954-10-03 to 2064-04-08. */
const [FIRST_SERIAL, LAST_SERIAL] = [20_000, 60_000];
const DAY_MS = 86_400_000;

/**
 * A date that a spreadsheet wrote as the number of days since 1900 (serial 60 is its 29 February 1900).
 * A table that counts from 1904 looks the same: whoever reads one so has to be told.
 */
export function readSerialDate(raw: string): string | null {
  const serial = /^\d{5}(\.\d+)?$/.test(raw) ? Math.floor(Number(raw)) : 0;
  if (serial < FIRST_SERIAL || serial > LAST_SERIAL) return null;
  return new Date(Date.UTC(1899, 11, 30) + serial * DAY_MS).toISOString().slice(0, 10);
}
