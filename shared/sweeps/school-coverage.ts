import type { Cadence } from '../rules/cadence.ts';
import type { RulePack } from '../rules/rule.ts';
import { periodDates, periodTitle } from './period.ts';

/** A stretch of time in which sweeps are due. */
export interface DueSpan {
  readonly id: string;
  readonly title: string;
  /** First and last day, YYYY-MM-DD. */
  readonly from: string;
  readonly to: string;
  /** How often each school's surroundings are swept in it. */
  readonly times: number;
}

export type SpanState = 'done' | 'current' | 'missed' | 'ahead';

/**
 * What falls due in a year by a pack's cadence, in order; none where the pack names none. A campaign falls due in its
 * own year alone, and of its phases only those in which schools are swept: nobody sweeps while a report is handed in.
 */
export function dueSpans(cadence: Cadence, year: number): DueSpan[] {
  switch (cadence.kind) {
    case 'quarterly':
      return [1, 2, 3, 4].map((quarter) => {
        const period = `${year}Q${quarter}`;
        return { id: period, title: periodTitle(period), ...periodDates(period), times: cadence.times };
      });
    case 'halfYearly':
      return ['上', '下'].map((half, i) => ({
        id: `${year}H${i + 1}`,
        title: `${year}年${half}半年`,
        ...halfYear(year, i),
        times: cadence.times,
      }));
    case 'phases':
      if (cadence.year !== 'every' && cadence.year !== year) return [];
      return cadence.phases.flatMap(({ title, from, to, kind }, i) => {
        const span = kind === 'sweep' ? phaseSpan(year, from, to) : null;
        return span ? [{ id: `${year}P${i + 1}`, title: `${year}年${title}`, ...span, times: 1 }] : [];
      });
    case 'none':
      return [];
  }
}

const QUARTERLY: Cadence = { kind: 'quarterly', times: 1 };

/** Spans for which a sweep may be made on a day: those of the pack's cadence, else quarters, from the last to the year after. */
export function spansToPlan(cadence: Cadence, today: string): DueSpan[] {
  const year = Number(today.slice(0, 4));
  const years = [year - 1, year, year + 1];
  const due = years.flatMap((each) => dueSpans(cadence, each));
  const spans = due.some(({ to }) => to >= today) ? due : years.flatMap((each) => dueSpans(QUARTERLY, each));
  const current = spans.findIndex(({ to }) => to >= today);
  return spans.slice(Math.max(0, current - 1), current + 4);
}

/**
 * The days of a phase in a year; null where its document gives days of another year. One that begins 即日起 has the
 * beginning of its year.
 */
function phaseSpan(year: number, from: string | null, to: string): { from: string; to: string } | null {
  const first = from ?? (isWholeDay(to) ? `${to.slice(0, 4)}-01-01` : '01-01');
  const begin = isWholeDay(first) ? first : `${year}-${first}`;
  if (!begin.startsWith(String(year))) return null;
  if (isWholeDay(to)) return { from: begin, to };
  // A phase may run over the turn of the year.
  return { from: begin, to: `${to < begin.slice(5) ? year + 1 : year}-${to}` };
}

/** Whether a day of a document has its year: 2026-03-01 and not 03-01. */
function isWholeDay(day: string): boolean {
  return day.length > '03-01'.length;
}

/** The span that a day is in: one of the pack's cadence, else its quarter, in which nothing falls due. */
export function currentSpan(cadence: Cadence, today: string): DueSpan & { readonly isDue: boolean } {
  const year = Number(today.slice(0, 4));
  const holdsToday = ({ from, to }: DueSpan) => from <= today && today <= to;
  // A phase that runs over the turn of the year belongs to the year before.
  const due = [...dueSpans(cadence, year), ...dueSpans(cadence, year - 1)].find(holdsToday);
  if (due) return { ...due, isDue: true };
  const quarter = dueSpans(QUARTERLY, year).find(holdsToday);
  if (!quarter) throw new RangeError(`no quarter holds ${today}`);
  return { ...quarter, isDue: false };
}

/** When and by what the surroundings of schools count as swept. */
export interface SweptWhen extends Pick<DueSpan, 'from' | 'to' | 'times'> {
  readonly counts: RulePack['sweepCounts'];
}

/** By which visits a school's surroundings count as swept, in words. */
export function countingText({ bodies, results }: RulePack['sweepCounts']): string {
  const visits = `检查结果为${results.map((result) => `“${result}”`).join('、')}的检查`;
  return bodies === 1
    ? `有${visits}即计为已整治`
    : `同一行动中至少 ${bodies} 个单位有${visits}，才计为已整治`;
}

/** How it is reckoned on a day which schools are swept. */
export function sweptWhen({ cadence, sweepCounts }: RulePack, today: string): SweptWhen {
  const { from, to, times } = currentSpan(cadence, today);
  return { from, to, times, counts: sweepCounts };
}

/** The first half of a year is 0, the second 1. */
function halfYear(year: number, half: number): { from: string; to: string } {
  const { from } = periodDates(`${year}Q${half * 2 + 1}`);
  return { from, to: periodDates(`${year}Q${half * 2 + 2}`).to };
}

/** How a span stands on a day (YYYY-MM-DD), by how many schools were swept often enough. */
export function spanState({ from, to }: DueSpan, today: string, swept: number, schools: number): SpanState {
  if (today < from) return 'ahead';
  if (schools > 0 && swept >= schools) return 'done';
  return today > to ? 'missed' : 'current';
}
