import type { PeriodDates } from '../sweeps/period.ts';

/** A stretch of a text that is written anew. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

export interface CaptionFilling {
  readonly replacements: readonly Replacement[];
  /** What is told of it. */
  readonly source: string;
}

const gap = '[ \\u3000_＿×xX*]*';
const day = `(${gap})年(${gap})月(${gap})日`;
const patterns: readonly (readonly [RegExp, (span: PeriodDates) => string[] | null])[] = [
  [
    new RegExp(`${day}(?=${gap}(?:至|到|—|－|-|~))[^年]*?${day}`),
    ({ from, to }) => [...parts(from), ...parts(to)],
  ],
  [new RegExp(day), ({ to }) => parts(to)],
  [new RegExp(`(${gap})年${gap}第?(${gap})季度`), quarterParts],
  [new RegExp(`(${gap})年(${gap})月(?!${gap}[日\\d])`), monthParts],
  [new RegExp(`(${gap})年(?!${gap}(?:[第月\\d一二三四上下]|级))(?=[^月]{2,})`), ({ to }) => [to.slice(0, 4)]],
];

/** Who signs a form says when: such days stay blank. */
const signing = /填报|填表|报送|制表|上报|填写|签|审|批|盖章|送达|打印/;
const asOf = /截至|截止|统计|期间|时段|周期|起止|本期|报告期|值班时间|时间范围/;

/**
 * The blanks of a title or a note that the days of the form fill; null where there are none, or a person fills them. A
 * line outside of tables (`isFree`) that begins with days says of which the form is.
 */
export function captionFilling(
  text: string,
  span: PeriodDates,
  { isTitle, isFree }: { readonly isTitle: boolean; readonly isFree: boolean },
): CaptionFilling | null {
  for (const [pattern, valuesOf] of patterns) {
    const match = pattern.exec(text);
    if (!match || !hasBlank(match)) continue;
    const before = text.slice(0, match.index);
    const near = before.split(/[，,；;。\n]|\s{3,}|\u3000{3,}/).at(-1) ?? '';
    const isAlone = isFree && before.trim() === '';
    if (
      signing.test(near) ||
      !(isTitle || isAlone || asOf.test(near) || asOf.test(text.slice(match.index + match[0].length)))
    )
      return null;
    const values = valuesOf(span);
    if (!values) return null;
    return { replacements: placesOf(match, values), source: `统计期 ${span.from} 至 ${span.to}` };
  }
  return null;
}

/** Whether something is left to be written: signs of a line, or nothing at all before 年. */
function hasBlank(match: RegExpExecArray): boolean {
  return match.slice(1).every((blank) => /^[ \u3000_＿×xX*]*$/.test(blank));
}

function placesOf(match: RegExpExecArray, values: readonly string[]): Replacement[] {
  const places: Replacement[] = [];
  const whole = match[0];
  let inside = 0;
  for (const [i, value] of values.entries()) {
    const blank = match[i + 1] ?? '';
    const sign = signsAfter(whole, blank, inside);
    const start = match.index + sign;
    // What is printed already stays.
    if (!/\d/.test(match.input[start - 1] ?? ''))
      places.push({ start, end: start + blank.length, text: value });
    inside = sign + blank.length + 1;
  }
  return places;
}

/** Where a blank lies in what was matched, from a place on: right before its 年, 月, 日 or 季度. */
function signsAfter(whole: string, blank: string, from: number): number {
  for (let at = from; at <= whole.length; at++)
    if (/^[年月日季]/.test(whole.slice(at)) && whole.slice(at - blank.length, at) === blank)
      return at - blank.length;
  return from;
}

function parts(date: string): string[] {
  const [year = '', month, date2] = date.split('-');
  return [year, String(Number(month)), String(Number(date2))];
}

function quarterParts({ from, to }: PeriodDates): string[] | null {
  const quarter = Math.ceil(Number(to.slice(5, 7)) / 3);
  const first = `${to.slice(0, 4)}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
  return from >= first ? [to.slice(0, 4), '一二三四'[quarter - 1] ?? ''] : null;
}

/** A month that a span is; one that begins in the month before is that in which it ends. */
function monthParts({ from, to }: PeriodDates): string[] | null {
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000;
  return days <= 31 ? [to.slice(0, 4), String(Number(to.slice(5, 7)))] : null;
}

const chinese = '一二三四';

/** The days that a form says of itself: a quarter, a month, a half year that is printed in it, or from one day of a month to another. */
export function spanOfForm(
  texts: readonly string[],
  asked: PeriodDates,
): (PeriodDates & { readonly told: string }) | null {
  for (const text of texts) {
    const across = /上月(\d{1,2})日(?:起)?(?:至|到|—|－|-|~)(?:本|当|次)?月(\d{1,2})日/.exec(
      text.replace(/\s+/g, ''),
    );
    if (across?.[1] && across[2])
      return { ...acrossMonths(asked.to, Number(across[1]), Number(across[2])), told: across[0] };
    const quarter = /(\d{4})年(?:第)?([一二三四1-4])季度/.exec(text.replace(/\s+/g, ''));
    if (quarter?.[1] && quarter[2]) {
      const number = chinese.indexOf(quarter[2]) + 1 || Number(quarter[2]);
      return { ...months(quarter[1], number * 3 - 2, number * 3), told: quarter[0] };
    }
    const half = /(\d{4})年(上|下)半年/.exec(text);
    if (half?.[1])
      return { ...(half[2] === '上' ? months(half[1], 1, 6) : months(half[1], 7, 12)), told: half[0] };
    const month = /(\d{4})年(\d{1,2})月(?:份)?(?!\d|[^\S\n]*\d{1,2}日)(?!.*(?:填报|填表|制表))/.exec(
      text.replace(/[ \u3000]+/g, ''),
    );
    if (month?.[1] && month[2] && !/\d{4}年\d{1,2}月\d/.test(text.replace(/\s+/g, '')))
      return { ...months(month[1], Number(month[2]), Number(month[2])), told: month[0] };
  }
  return null;
}

function months(year: string, first: number, last: number): PeriodDates {
  const end = new Date(Date.UTC(Number(year), last, 0)).toISOString().slice(0, 10);
  return { from: `${year}-${String(first).padStart(2, '0')}-01`, to: end };
}

/** From a day of the month before to a day of the month in which a span ends. */
function acrossMonths(to: string, first: number, last: number): PeriodDates {
  const [year = 0, month = 0] = to.split('-').map(Number);
  const day = (at: Date) => at.toISOString().slice(0, 10);
  return {
    from: day(new Date(Date.UTC(year, month - 2, first))),
    to: day(new Date(Date.UTC(year, month - 1, last))),
  };
}
