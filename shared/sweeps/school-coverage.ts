import type { Cadence } from '../rules/rule.ts';

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

const NUMERALS = ['一', '二', '三', '四'];

/** What falls due in a year by a pack's cadence, in order; none where the pack names none. */
export function dueSpans(cadence: Cadence, year: number): DueSpan[] {
  switch (cadence.kind) {
    case 'quarterly':
      return NUMERALS.map((numeral, i) => ({
        id: `${year}Q${i + 1}`,
        title: `${year}年第${numeral}季度`,
        ...monthSpan(year, i * 3, 3),
        times: cadence.times,
      }));
    case 'halfYearly':
      return ['上', '下'].map((half, i) => ({
        id: `${year}H${i + 1}`,
        title: `${year}年${half}半年`,
        ...monthSpan(year, i * 6, 6),
        times: cadence.times,
      }));
    case 'phases':
      return cadence.phases.map(({ title, from, to }, i) => ({
        id: `${year}P${i + 1}`,
        title: `${year}年${title}`,
        from: `${year}-${from}`,
        // A phase may run over the turn of the year.
        to: `${to < from ? year + 1 : year}-${to}`,
        times: 1,
      }));
    case 'none':
      return [];
  }
}

/** Spans for which a sweep may be made on a day: those of the pack's cadence, else quarters, from the last to the year after. */
export function spansToPlan(cadence: Cadence, today: string): DueSpan[] {
  const year = Number(today.slice(0, 4));
  const usual: Cadence = cadence.kind === 'none' ? { kind: 'quarterly', times: 1 } : cadence;
  const spans = [year - 1, year, year + 1].flatMap((each) => dueSpans(usual, each));
  const current = spans.findIndex(({ to }) => to >= today);
  return spans.slice(Math.max(0, current - 1), current + 4);
}

function monthSpan(year: number, month: number, months: number): { from: string; to: string } {
  const day = (date: Date) => date.toISOString().slice(0, 10);
  return {
    from: day(new Date(Date.UTC(year, month, 1))),
    to: day(new Date(Date.UTC(year, month + months, 0))),
  };
}

/** How a span stands on a day (YYYY-MM-DD), by how many schools were swept often enough. */
export function spanState({ from, to }: DueSpan, today: string, swept: number, schools: number): SpanState {
  if (today < from) return 'ahead';
  if (schools > 0 && swept >= schools) return 'done';
  return today > to ? 'missed' : 'current';
}
