import type { ImportProblem } from '#shared/contract/import.ts';
import { comparable } from '#shared/registry/text.ts';
import { problem } from './problem.ts';
import { hashOf, type StagedRow } from './staged.ts';

/** So many rows on one point, at so many different addresses, were not placed door by door. */
const MANY_ROWS = 10;
const DIFFERENT_ADDRESSES = 0.5;

/**
 * Rows that a list heaps upon one point although their addresses differ: the point stands for a street or
 * an area, and they are marked so. The shops of one building share a point and an address and stay as they are.
 */
export function markStacked(staged: readonly StagedRow[]): { rows: StagedRow[]; problems: ImportProblem[] } {
  const points = new Map<string, StagedRow[]>();
  for (const row of staged) {
    const { lng, lat } = row.values;
    if (lng === null || lng === undefined) continue;
    const key = `${lng},${lat}`;
    const known = points.get(key);
    if (known) known.push(row);
    else points.set(key, [row]);
  }
  const stacked = new Map<StagedRow, number>();
  for (const rows of points.values()) {
    const addresses = new Set(rows.map(({ values }) => comparable(String(values.address ?? ''))));
    addresses.delete('');
    if (rows.length < MANY_ROWS || addresses.size < DIFFERENT_ADDRESSES * rows.length) continue;
    for (const row of rows) stacked.set(row, rows.length);
  }
  if (stacked.size === 0) return { rows: [...staged], problems: [] };
  return {
    rows: staged.map((row) => {
      if (!stacked.has(row)) return row;
      const values = { ...row.values, positionSource: 'area' };
      return { ...row, values, contentHash: hashOf(values) };
    }),
    problems: [...stacked].map(([row, count]) =>
      problem(row.number, 'lngLat', 'POSITION_STACKED', String(count)),
    ),
  };
}
