import { z } from 'zod';
import { daysBetween, readDate } from '../registry/date.ts';
import { toHalfWidth } from '../registry/text.ts';
import { weekdayOf } from './days.ts';
import {
  type CalendarDay,
  calendarDaySchema,
  daysOff,
  daysOfYear,
  holidayFileSchema,
} from './work-calendar.ts';

/** A holiday is no longer than that, and a year has no more days off: else a digit is wrong. */
const LONGEST_HOLIDAY = 20;
const MOST_OFF = 60;

interface ReadHolidays {
  /** The year whose holidays they are; null where there are no days. */
  readonly year: number | null;
  readonly days: readonly CalendarDay[];
  /** What was not understood or cannot be, by line where there is one. */
  readonly problems: readonly string[];
}

/** What a way of reading has found until now. */
class Found {
  readonly days: CalendarDay[] = [];
  readonly problems: string[] = [];

  holiday(title: string, from: string | null, to: string | null, where: string): void {
    if (!from || !to || from > to) this.problems.push(`${where}：放假的起止日期不对，请核对`);
    else if (daysBetween(from, to) >= LONGEST_HOLIDAY)
      this.problems.push(`${where}：放假超过 ${LONGEST_HOLIDAY} 天，请核对`);
    else this.days.push(...daysOff(title, from, to));
  }

  worked(day: string | null, title: string, where: string): void {
    if (!day) this.problems.push(`${where}：没有这一天，请核对`);
    else this.days.push({ day, kind: 'work', title });
  }
}

/**
 * Reads the holidays of a year from what an office has at hand: the notice of the State Council as text, a table
 * (day or from..to, 休 or 班, name) as CSV or pasted, or JSON as in `data/calendar`.
 */
export function readHolidays(given: string): ReadHolidays {
  const text = given.replace(/^\uFEFF/, '').trim();
  const found = new Found();
  if (text === '') found.problems.push('没有内容，请粘贴通知原文或表格');
  else if (/^[[{]/.test(text)) readJson(text, found);
  else if (/日[^\n]*放假/.test(text)) readNotice(text, found);
  else readLines(text, found);
  const byDay = new Map(found.days.map((each) => [each.day, each]));
  const days = [...byDay.values()].sort((a, b) => a.day.localeCompare(b.day));
  const year = commonestYear(days);
  const problems = [...found.problems, ...contradictions(found.days, byDay), ...beyondYear(days, year)];
  if (days.length === 0 && problems.length === 0) problems.push('没有读到放假或调休的日期，请核对内容');
  return { year, days, problems };
}

function commonestYear(days: readonly CalendarDay[]): number | null {
  const counts = new Map<number, number>();
  for (const { day } of days) {
    const year = Number(day.slice(0, 4));
    counts.set(year, (counts.get(year) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1])[0]?.[0] ?? null;
}

/** Days that are both, and weekdays that are said to be worked as if they were none. */
function contradictions(days: readonly CalendarDay[], byDay: ReadonlyMap<string, CalendarDay>): string[] {
  return days.flatMap(({ day, kind }) => {
    if (byDay.get(day)?.kind !== kind) return [`${day} 既放假又上班，请改正`];
    return kind === 'work' && weekdayOf(day) <= 5 ? [`${day} 不是周末，不用调休上班，请核对`] : [];
  });
}

/** A notice is for one year; its first holiday may begin in the December before, its last one end in January. */
function beyondYear(days: readonly CalendarDay[], year: number | null): string[] {
  const near = [`${year}-`, `${(year ?? 0) - 1}-12`, `${(year ?? 0) + 1}-01`];
  const far = days.find(({ day }) => !near.some((begin) => day.startsWith(begin)));
  const off = days.filter(({ kind }) => kind === 'off').length;
  return [
    ...(far ? [`${far.day} 不在 ${year} 年，请一次导入一个年度`] : []),
    ...(off > MOST_OFF ? [`放假共 ${off} 天，超过 ${MOST_OFF} 天，请核对`] : []),
  ];
}

function readJson(text: string, found: Found): void {
  try {
    const read = z.union([holidayFileSchema, z.array(calendarDaySchema)]).parse(JSON.parse(text));
    found.days.push(...(Array.isArray(read) ? read : read.years.flatMap(daysOfYear)));
  } catch {
    found.problems.push('JSON 不是节假日文件的格式，请粘贴通知原文或表格');
  }
}

const HOLIDAY = /(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日(?:至(?:(\d{4})年)?(?:(\d{1,2})月)?(\d{1,2})日)?/;
const NUMBERING = /^\s*[一二三四五六七八九十]+、/;

/** 一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。 */
function readNotice(text: string, found: Found): void {
  const plain = toHalfWidth(text).replace(/\([^()]*\)/g, '');
  const year = /(\d{4})年[^\n]*节假日/.exec(plain)?.[1] ?? /(\d{4})年/.exec(plain)?.[1];
  if (year === undefined) {
    found.problems.push('通知里没有写是哪一年，请把标题一起粘贴');
    return;
  }
  for (const paragraph of plain.split(/\n|(?=[一二三四五六七八九十]+、)/)) {
    const title = /^([\u4e00-\u9fff、]{2,9}):/.exec(paragraph.replace(NUMBERING, '').trim())?.[1] ?? '';
    for (const sentence of paragraph.split(/[。;]/)) readSentence(sentence, title, year, found);
  }
}

function readSentence(sentence: string, title: string, year: string, found: Found): void {
  if (sentence.includes('上班'))
    for (const [said, own = year, month, day] of sentence.matchAll(/(?:(\d{4})年)?(\d{1,2})月(\d{1,2})日/g))
      found.worked(readDate(`${own}-${month}-${day}`), '调休', said);
  else if (sentence.includes('放假')) {
    const span = HOLIDAY.exec(sentence);
    if (!span) return;
    const [said, own = year, month, day, toYear = own, toMonth = month, toDay = day] = span;
    const from = readDate(`${own}-${month}-${day}`);
    found.holiday(title, from, readDate(`${toYear}-${toMonth}-${toDay}`), said);
  }
}

const OFF = /^(休|休息|放假|假|off)$/i;
const WORK = /^(班|上班|补班|调休|调休上班|work)$/i;

/** 2027-01-01..2027-01-03,休,元旦, or the last day in a cell of its own; a header is passed over. */
function readLines(text: string, found: Found): void {
  for (const [i, line] of text.split(/\r?\n/).entries()) {
    const cells = toHalfWidth(line)
      .replace(/\s*(\.\.|~|至|—)+\s*/g, '..')
      .split(/[,;\t| ]/)
      .map((cell) => cell.trim())
      .filter((cell) => cell !== '');
    if (cells.length === 0 || (i === 0 && !/\d/.test(line))) continue;
    const [first = '', ...rest] = cells;
    const [from = '', to = from] = first.split('..');
    const second = readDate(rest[0] ?? '');
    const [kind = '', title = ''] = second ? rest.slice(1) : rest;
    const [begins, ends] = [readDate(from), second ?? readDate(to)];
    const where = `第 ${i + 1} 行`;
    if (!begins || !ends)
      found.problems.push(`${where}：“${first}”不是日期，请写成 2027-01-01 或 2027-01-01..2027-01-03`);
    else if (OFF.test(kind)) found.holiday(title, begins, ends, where);
    else if (WORK.test(kind))
      for (const { day } of daysOff('', begins, ends)) found.worked(day, title || '调休', where);
    else found.problems.push(`${where}：“${kind}”应写“休”或“班”`);
  }
}
