import type { Query } from '../tables/query.ts';

/** As many rows as one query of a table can name. */
const MOST_ROWS = 400;
/** As many conditions as one group of a query holds. */
const GROUP = 50;

/** The query of the table of hazards that finds just these; null where they are not hazards, or too many to be named. */
export function hazardsByCode(codes: readonly string[]): Query | null {
  const named = new Set(codes);
  if (codes.length === 0 || codes.length > MOST_ROWS || named.has('')) return null;
  // A hazard that was looked at twice is one row of the table.
  if (named.size < codes.length) return null;
  const groups = Array.from(
    { length: Math.ceil(codes.length / GROUP) },
    (_, i): Query => ({
      match: 'any',
      parts: codes
        .slice(i * GROUP, (i + 1) * GROUP)
        .map((code) => ({ column: 'code', operator: 'equals', operands: [code] })),
    }),
  );
  return { match: 'any', parts: groups };
}
