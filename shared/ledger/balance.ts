import type { PeriodDates } from '../sweeps/period.ts';
import { type HazardState, isCounted } from './hazard.ts';

/** Days on which a hazard was found and closed, YYYY-MM-DD; and its state, because one that was voided never counts. */
interface Standing {
  readonly state: HazardState;
  readonly foundOn: string;
  readonly closedOn: string | null;
}

/** Hazards over a span of days: 期初在办, 本期新增, 本期销号 and 期末在办. */
interface Balance {
  readonly opening: number;
  readonly added: number;
  readonly closed: number;
  readonly ending: number;
}

/** Whether a hazard was open at the end of a day. */
export function isOpenAt({ state, foundOn, closedOn }: Standing, day: string): boolean {
  return isCounted(state) && foundOn <= day && (closedOn === null || closedOn > day);
}

/** Whether a hazard was open when a span of days began: it was found before, and not closed before. */
function wasOpenBefore({ state, foundOn, closedOn }: Standing, from: string): boolean {
  return isCounted(state) && foundOn < from && (closedOn === null || closedOn >= from);
}

export function wasAdded({ state, foundOn }: Standing, { from, to }: PeriodDates): boolean {
  return isCounted(state) && foundOn >= from && foundOn <= to;
}

export function wasClosed({ state, foundOn, closedOn }: Standing, { from, to }: PeriodDates): boolean {
  return isCounted(state) && foundOn <= to && closedOn !== null && closedOn >= from && closedOn <= to;
}

/**
 * The one count of hazards over a span of days: what was open at its beginning and what was added is what was closed
 * and what is open at its end.
 */
export function balanceOf(hazards: readonly Standing[], span: PeriodDates): Balance {
  const count = (counts: (hazard: Standing) => boolean) => hazards.filter(counts).length;
  return {
    opening: count((hazard) => wasOpenBefore(hazard, span.from)),
    added: count((hazard) => wasAdded(hazard, span)),
    closed: count((hazard) => wasClosed(hazard, span)),
    ending: count((hazard) => isOpenAt(hazard, span.to)),
  };
}

export const balanceNames: Readonly<Record<keyof Balance, string>> = {
  opening: '期初在办',
  added: '本期新增',
  closed: '本期销号',
  ending: '期末在办',
};

/** The four figures as one line. */
export function balanceText({ opening, added, closed, ending }: Balance): string {
  const { opening: a, added: b, closed: c, ending: d } = balanceNames;
  return `${a} ${opening}，${b} ${added}，${c} ${closed}，${d} ${ending}`;
}
