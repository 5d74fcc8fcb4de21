import { readDate } from '../registry/date.ts';
import { plainly, type Reading } from './reading.ts';

const HOW = '请写成 2026-12-01 或 2026年12月1日 这样的日期';

/**
 * A day as people write it, as YYYY-MM-DD: 2026-12-1, 20261201, 2026.12.1, 2026/12/1, 2026年12月1日, with spaces and
 * full-width digits. The year has four digits: 26-12-1 may be a day of the month first.
 */
export function readDay(text: string): Reading<string> {
  const plain = plainly(text)
    .replace(/\s/g, '')
    .replace(/号$/, '日')
    .replace(/年(?=$)/, '');
  if (/^\d{1,2}[-./年]\d{1,2}[-./月]\d{1,2}日?$/.test(plain)) return { fault: '年份请写四位，例如 2026' };
  if (/^\d{1,2}[-./月]\d{1,2}日?$/.test(plain)) return { fault: '请写上年份，例如 2026-12-01' };
  if (!/^(\d{8}|\d{4}[-./年]\d{1,2}[-./月]\d{1,2}日?)$/.test(plain)) return { fault: HOW };
  const day = readDate(plain);
  return day === null ? { fault: `没有“${plain}”这一天` } : { value: day };
}

/** A day between two others, both included and YYYY-MM-DD; `today` is told by its name. */
export function dayWithin(
  day: string,
  { from, to, today }: { from?: string | undefined; to?: string | undefined; today?: string | undefined },
): Reading<string> {
  const name = (limit: string) => (limit === today ? `今天（${limit}）` : ` ${limit}`);
  if (from !== undefined && day < from) return { fault: `不能早于${name(from)}` };
  if (to !== undefined && day > to) return { fault: `不能晚于${name(to)}` };
  return { value: day };
}

const weekdays = ['日', '一', '二', '三', '四', '五', '六'];

/** 2026-12-01 周二: a mistyped day is seen by its day of the week. */
export function tellDay(day: string): string {
  return `${day} 周${weekdays[new Date(`${day}T00:00Z`).getUTCDay()]}`;
}
