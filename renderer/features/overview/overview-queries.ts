import type { Condition, Query } from '#shared/tables/query.ts';

/** Rows that fulfil all conditions. */
export const all = (...parts: Condition[]): Query => ({ match: 'all', parts });

export const oneOf = (column: string, ...operands: string[]): Condition => ({
  column,
  operator: 'oneOf',
  operands,
});

/** Hazards that are not closed. */
export const open: Condition = { column: 'state', operator: 'noneOf', operands: ['closed'] };
