const DAY_MS = 86_400_000;

/** The day so many days later than another, or earlier; both YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The day of the week, Monday is 1 and Sunday is 7. */
export function weekdayOf(day: string): number {
  return new Date(Date.parse(day)).getUTCDay() || 7;
}

/** 周四 */
export function weekdayTitle(weekday: number): string {
  return `周${'一二三四五六日'[weekday - 1]}`;
}

/** 12月3日（周四） */
export function shortDay(day: string): string {
  return `${Number(day.slice(5, 7))}月${Number(day.slice(8))}日（${weekdayTitle(weekdayOf(day))}）`;
}
