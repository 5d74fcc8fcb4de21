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
