import { periodDates, periodOf, periodTitle } from '#shared/sweeps/period.ts';

/** 2026年11月22日, from YYYY-MM-DD; empty for nothing. */
export function chineseDay(day: string | null): string {
  if (!day) return '';
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** 2026年11月22日9时30分, from YYYY-MM-DDTHH:MM. */
export function chineseMoment(moment: string): string {
  const [hour, minute] = moment.slice(11, 16).split(':').map(Number);
  return `${chineseDay(moment.slice(0, 10))}${hour}时${minute}分`;
}

/** 2026年第四季度, 2026年, or the days themselves. */
export function spanTitle({ from, to }: { readonly from: string; readonly to: string }): string {
  const quarter = periodDates(periodOf(from));
  if (quarter.from === from && quarter.to === to) return periodTitle(periodOf(from));
  const year = from.slice(0, 4);
  if (from === `${year}-01-01` && to === `${year}-12-31`) return `${year}年`;
  return `${chineseDay(from)}至${chineseDay(to)}`;
}
