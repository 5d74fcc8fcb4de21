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
  const date = new Date(Date.UTC(year, month - 1, day));
  const real =
    date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  return real && year >= 1900 && year <= 2100 ? date.toISOString().slice(0, 10) : null;
}
