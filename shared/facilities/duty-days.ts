import { z } from 'zod';
import { weekdayTitle } from '../calendar/days.ts';

/** The days of a week, Monday is 1. */
export const everyDay: readonly number[] = [1, 2, 3, 4, 5, 6, 7];
/** Those on which pupils come to school. */
export const schoolDays: readonly number[] = [1, 2, 3, 4, 5];
/** So many days one after the other are told by the first and the last. */
const LONG_RUN = 3;

/** The days of a week on which somebody stands at a post: each once, in order. */
export const weekdaysSchema = z
  .array(z.number().int().min(1).max(7))
  .overwrite(inOrder)
  .min(1, { error: '请至少选一天值守的星期' });

/** 周一至周五; 周一、周三; 每天; empty where there is no day. */
export function weekdaysText(days: readonly number[]): string {
  const sorted = inOrder(days);
  if (sorted.length === everyDay.length) return '每天';
  return runsOf(sorted)
    .flatMap((run) => {
      const titles = run.map(weekdayTitle);
      return run.length < LONG_RUN ? titles : `${titles[0]}至${titles.at(-1)}`;
    })
    .join('、');
}

const words: readonly (readonly [form: RegExp, days: readonly number[]])[] = [
  [/^(?:每天|天天|每日|全周)$/, everyDay],
  [/^(?:工作日|上学日|平日)$/, schoolDays],
  [/^(?:周末|双休日)$/, [6, 7]],
];
const week = '(?:每?周|每?星期|礼拜|逢周)';
const day = '[一二三四五六日天1-7]';
/** 周三; 周一三五; 星期一至五. Behind the first one 周 may be left out. */
const piece = new RegExp(`^${week}?(${day}+)(?:[至到~-]${week}?(${day}))?$`);

/** The days that a text tells; null where it tells none, or something else as well. */
export function readWeekdays(text: string): number[] | null {
  const plain = text.normalize('NFKC').replaceAll(/[–—−]/g, '-').trim();
  const word = words.find(([form]) => form.test(plain));
  if (word) return [...word[1]];
  if (!new RegExp(`^${week}`).test(plain)) return null;
  const days = plain.split(/[、,;和及\s]+/).map(readPiece);
  return days.some((each) => each.length === 0) ? null : inOrder(days.flat());
}

/** The days of one piece of a text; none where it tells something else. */
function readPiece(text: string): number[] {
  const [, first = '', last] = piece.exec(text) ?? [];
  const days = [...first].map(numberOf);
  if (last === undefined) return days;
  const [from = 0] = days;
  const length = numberOf(last) - from + 1;
  return days.length === 1 && length > 1 ? Array.from({ length }, (_, i) => from + i) : [];
}

function numberOf(character: string): number {
  const place = '一二三四五六日'.indexOf(character);
  if (place >= 0) return place + 1;
  return character === '天' ? 7 : Number(character);
}

function inOrder(days: readonly number[]): number[] {
  return [...new Set(days)].sort((a, b) => a - b);
}

/** Days that follow one another, together. */
function runsOf(sorted: readonly number[]): number[][] {
  const runs: number[][] = [];
  for (const each of sorted) {
    const run = runs.at(-1);
    if (run?.at(-1) === each - 1) run.push(each);
    else runs.push([each]);
  }
  return runs;
}
