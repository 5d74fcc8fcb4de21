import { minuteOf } from '#shared/calendar/china-time.ts';
import { type CategoryTitle, OTHER_CATEGORY } from '#shared/classification/category.ts';
import { placeTitle } from '#shared/sweeps/visit-rules.ts';

/** 124.6 m */
export function metres(value: number | null): string {
  return value === null ? '—' : `${value.toFixed(1)} m`;
}

/** A category's title by its id; 其他 for what is not governed, 学校 for a school itself. */
export function categoryTitle(categories: readonly CategoryTitle[], id: string): string {
  return placeTitle(new Map(categories.map((category) => [category.id, category.title])), id);
}

/** A kind as a decision: 其他 says that no rule is about it. */
export function kindTitle(categories: readonly CategoryTitle[], id: string): string {
  return id === OTHER_CATEGORY ? '其他（不受管控）' : categoryTitle(categories, id);
}

/** 2026-11-21 09:30 by China's clock, as days are China's, from an ISO moment. */
export function momentText(iso: string): string {
  return minuteOf(new Date(iso)).replace('T', ' ');
}

/** 2026 年 11 月 21 日 */
export function chineseDate(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year} 年 ${month} 月 ${date} 日`;
}

/** 12 KB, 3.4 MB */
export function fileSize(bytes: number): string {
  return bytes < 2 ** 20
    ? `${Math.max(1, Math.round(bytes / 1024))} KB`
    : `${(bytes / 2 ** 20).toFixed(1)} MB`;
}
