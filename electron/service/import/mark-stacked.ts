import type { ImportProblem } from '#shared/contract/import-problems.ts';
import { comparable } from '#shared/registry/text.ts';
import { problem } from './row-problem.ts';
import type { HashedRow } from './staged-row.ts';

/** So many rows on one point, at so many different addresses, were not placed door by door. */
const MANY_ROWS = 10;
const DIFFERENT_ADDRESSES = 0.5;
/** Added to the hash of a row that is marked: it says something else than the same row alone. */
export const STACKED_MARK = '~';

/**
 * Rows that a list heaps upon one point although their addresses differ: the point stands for a street or
 * an area, and they are marked so. The shops of one building share a point and an address and stay as they are.
 */
export function markStacked(staged: readonly HashedRow[]): { rows: HashedRow[]; problems: ImportProblem[] } {
  const stacked = findStacked(
    staged.length,
    (index) => pointKey(staged[index]?.values.lng, staged[index]?.values.lat),
    (index) => String(staged[index]?.values.address ?? ''),
  );
  if (stacked.size === 0) return { rows: [...staged], problems: [] };
  return {
    rows: staged.map((row, index) => {
      if (!stacked.has(index)) return row;
      const values = { ...row.values, positionSource: 'area' };
      return { ...row, values, contentHash: `${row.contentHash}${STACKED_MARK}` };
    }),
    problems: [...stacked].flatMap(([index, count]) => {
      const row = staged[index];
      return row ? [problem(row.place, 'lngLat', 'POSITION_STACKED', String(count))] : [];
    }),
  };
}

/** Rows that share their point with so many others that their addresses have to be looked at. */
export function findHeaped(length: number, keyOf: (index: number) => number | null): number[] {
  return [...heapsOf(length, keyOf).values()].flat();
}

function heapsOf(length: number, keyOf: (index: number) => number | null): Map<number, number[]> {
  const counts = new Map<number, number>();
  for (let index = 0; index < length; index++) {
    const key = keyOf(index);
    if (key !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const heaps = new Map<number, number[]>();
  for (const [key, count] of counts) if (count >= MANY_ROWS) heaps.set(key, []);
  if (heaps.size > 0) for (let index = 0; index < length; index++) heaps.get(keyOf(index) ?? -1)?.push(index);
  return heaps;
}

/** Which rows of a list lie in heaps, with the size of their heap. */
export function findStacked(
  length: number,
  keyOf: (index: number) => number | null,
  addressOf: (index: number) => string,
): Map<number, number> {
  const stacked = new Map<number, number>();
  for (const indexes of heapsOf(length, keyOf).values()) {
    const addresses = new Set(indexes.map((index) => comparable(addressOf(index))));
    addresses.delete('');
    if (addresses.size < DIFFERENT_ADDRESSES * indexes.length) continue;
    for (const index of indexes) stacked.set(index, indexes.length);
  }
  return stacked;
}

/** A point of China to a millionth of a degree as one number; text keys take five times as long. */
export function pointKey(lng: unknown, lat: unknown): number | null {
  if (typeof lng !== 'number' || typeof lat !== 'number') return null;
  return Math.round((lng - 70) * 1e6) * 2 ** 26 + Math.round(lat * 1e6);
}
