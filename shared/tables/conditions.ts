import { addDays } from '../calendar/days.ts';
import type { PeriodDates } from '../sweeps/period.ts';
import type { Condition, Query, QueryPart } from './query.ts';

/** Rows that fulfil all conditions. */
export const all = (...parts: QueryPart[]): Query => ({ match: 'all', parts });

export const oneOf = (column: string, ...operands: string[]): Condition => ({
  column,
  operator: 'oneOf',
  operands,
});

export const yes = (column: string): Condition => ({ column, operator: 'yes', operands: [] });
export const no = (column: string): Condition => ({ column, operator: 'no', operands: [] });

/** Hazards that are not closed. Tables have no voided ones. */
export const openHazards: Condition = { column: 'state', operator: 'noneOf', operands: ['closed'] };

export const between = (column: string, { from, to }: PeriodDates): Condition => ({
  column,
  operator: 'between',
  operands: [from, to],
});
export const until = (column: string, day: string): Condition => ({
  column,
  operator: 'until',
  operands: [day],
});

/** Hazards that were not closed at the end of a day; whether they had been found by then is asked beside. */
export const openOn = (day: string): Query => ({
  match: 'any',
  parts: [
    { column: 'closedOn', operator: 'empty', operands: [] },
    { column: 'closedOn', operator: 'from', operands: [addDays(day, 1)] },
  ],
});
