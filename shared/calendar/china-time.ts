/** YYYY-MM-DD of China's calendar, wherever the machine's clock zone is. */
export function dayOf(moment: Date): string {
  return minuteOf(moment).slice(0, 10);
}

/** The moment at which a day (YYYY-MM-DD) of China's calendar is over. */
export function dayEnd(day: string): Date {
  return new Date(Date.parse(`${day}T00:00:00+08:00`) + 24 * 3600_000);
}

/** YYYY-MM-DDTHH:MM of China's clock. */
export function minuteOf(moment: Date): string {
  return new Date(moment.getTime() + 8 * 3600_000).toISOString().slice(0, 16);
}

/** The last moment of a minute (YYYY-MM-DDTHH:MM) of China's clock; an invalid date where it is none. */
export function momentOf(minute: string): Date {
  return new Date(`${minute.trim().replace(' ', 'T')}:59.999+08:00`);
}
