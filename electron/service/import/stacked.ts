import type { ImportProblem } from '#shared/contract/import.ts';
import { comparable } from '#shared/registry/text.ts';
import { problem } from './problem.ts';
import type { StagedRow } from './staged.ts';

/** So many rows on one point, at so many different addresses, were not placed door by door. */
const MANY_ROWS = 10;
const DIFFERENT_ADDRESSES = 0.5;

/**
 * Rows that a list heaps upon one point although their addresses differ: the point stands for a street or
 * an area, and they are marked so. The shops of one building share a point and an address and stay as they are.
 */
export function markStacked(staged: readonly StagedRow[]): { rows: StagedRow[]; problems: ImportProblem[] } {
  const points = heaps(staged);
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
      return { ...row, values, contentHash: `${row.contentHash}~` };
    }),
    problems: [...stacked].map(([row, count]) =>
      problem(row.place, 'lngLat', 'POSITION_STACKED', String(count)),
    ),
  };
}

/** Rows that share a point with many others, by that point. */
function heaps(staged: readonly StagedRow[]): Map<number, StagedRow[]> {
  const counts = new Map<number, number>();
  for (const { values } of staged) {
    const key = pointKey(values.lng, values.lat);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const points = new Map<number, StagedRow[]>();
  for (const [key, count] of counts) if (count >= MANY_ROWS) points.set(key, []);
  if (points.size > 0)
    for (const row of staged) points.get(pointKey(row.values.lng, row.values.lat) ?? -1)?.push(row);
  return points;
}

/** A point of China to a millionth of a degree as one number; text keys take five times as long. */
function pointKey(lng: unknown, lat: unknown): number | null {
  if (typeof lng !== 'number' || typeof lat !== 'number') return null;
  return Math.round((lng - 70) * 1e6) * 2 ** 26 + Math.round(lat * 1e6);
}
