import { readDay, tellDay } from './day.ts';
import { plainly, type Reading, readOn } from './reading.ts';

const HOW = '请写成 09:30 或 9点30分 这样的时间';

/** From which hour on the word says that twelve are to be added to an hour up to eleven. */
const afternoon = /^(下午|晚上|傍晚|晚|中午|午后|夜里|夜间)/;
const morning = /^(上午|早上|早晨|清晨|凌晨|早)/;

/**
 * A time of the day as people write it, as HH:mm: 9:30, 09:30, 0930, 930, 9点30分, 9时, 9点半, 下午3点20, with full-width
 * digits. Seconds are left out.
 */
export function readClock(text: string): Reading<string> {
  const plain = plainly(text).replace(/\s/g, '');
  const bare = plain.replace(afternoon, '').replace(morning, '');
  const parts =
    /^(\d{1,2})(\d{2})$/.exec(bare) ??
    /^(\d{1,2}):(\d{1,2})(?::\d{1,2})?$/.exec(bare) ??
    /^(\d{1,2})[点时](?:(\d{1,2})分?|半|整)?$/.exec(bare);
  if (!parts) return { fault: HOW };
  const written = Number(parts[1]);
  const hour = afternoon.test(plain) && written < 12 && !isNoon(plain, written) ? written + 12 : written;
  const minute = bare.endsWith('半') ? 30 : Number(parts[2] ?? 0);
  if (hour > 23 || minute > 59) return { fault: `没有“${plain}”这个时刻` };
  return { value: `${two(hour)}:${two(minute)}` };
}

/** 中午11点 is before noon, 中午1点 after it. */
function isNoon(text: string, hour: number): boolean {
  return text.startsWith('中午') && hour >= 10;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

/** What parts day and time: a space, a T, or nothing after 日 or eight digits. */
const dayAndTime =
  /^(\d{4}\s*[-./年]\s*\d{1,2}\s*[-./月]\s*\d{1,2}\s*[日号]?|\d{8})(?:[\sT,]+|(?<=[日号]|^\d{8}))(.*)$/;

/**
 * A day with a time as people write it, as YYYY-MM-DDTHH:mm: 2026-11-21 9:30, 202611210930, 2026年11月21日上午9点半. A time
 * alone is one of `day`, where it is given.
 */
export function readMoment(text: string, day?: string): Reading<string> {
  const plain = plainly(text);
  const [, dayText, timeText] = dayAndTime.exec(plain) ?? [];
  if (dayText !== undefined && timeText !== undefined && timeText !== '')
    return readOn(readDay(dayText), (read) =>
      readOn(readClock(timeText), (time) => ({ value: `${read}T${time}` })),
    );
  if ('value' in readDay(plain)) return { fault: '还要写时间，例如 2026-11-21 09:30' };
  const time = readClock(plain);
  if (!('value' in time)) return { fault: '请写成 2026-11-21 09:30 这样的日期和时间' };
  return day === undefined
    ? { fault: '还要写日期，例如 2026-11-21 09:30' }
    : { value: `${day}T${time.value}` };
}

/** 2026-11-21 09:30. */
export function writeMoment(moment: string): string {
  return moment.replace('T', ' ');
}

/** 2026-11-21 周六 09:30. */
export function tellMoment(moment: string): string {
  return `${tellDay(moment.slice(0, 10))} ${moment.slice(11)}`;
}

/** A moment between two others, both included and YYYY-MM-DDTHH:mm; `now` is told by its name. */
export function momentWithin(
  moment: string,
  { from, to, now }: { from?: string | undefined; to?: string | undefined; now?: string | undefined },
): Reading<string> {
  const name = (limit: string) =>
    limit === now ? `现在（${writeMoment(limit)}）` : ` ${writeMoment(limit)}`;
  if (from !== undefined && moment < from) return { fault: `不能早于${name(from)}` };
  if (to !== undefined && moment > to) return { fault: `不能晚于${name(to)}` };
  return { value: moment };
}
