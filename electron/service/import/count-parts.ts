import type { ImportAs, ImportResult } from '#shared/contract/import.ts';
import type { ListSystem, ReadList } from './list-system.ts';
import type { PlanPart } from './plan-import.ts';
import { countProblems } from './row-problem.ts';
import { hasPlace } from './settle-doubts.ts';
import type { HashedRow } from './staged-row.ts';

/** What a list of one kind does, in figures. */
export interface PartCounts {
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly warned: number;
  readonly unlocated: number;
}

export function countPart(part: PlanPart): PartCounts {
  return {
    rows: part.rows,
    added: part.added.length,
    updated: part.updated.length,
    unchanged: part.unchanged.length,
    ...countProblems(part.problems),
    unlocated: countUnlocated(part),
  };
}

/** Counts of a list's parts, in the shape the command line promises. */
export function summarize(
  list: SummarizedList,
  counts: readonly PartCounts[],
  as: ImportAs,
  batch: number,
  ms: number,
): ImportResult {
  const sum = (key: keyof PartCounts) => counts.reduce((total, part) => total + part[key], 0);
  return {
    batch,
    as,
    crs: list.crs,
    crsConfidence: list.crsConfidence,
    encoding: list.encoding,
    preset: list.preset,
    rows: sum('rows'),
    added: sum('added'),
    updated: sum('updated'),
    unchanged: sum('unchanged'),
    rejected: sum('rejected'),
    warned: sum('warned'),
    unlocated: sum('unlocated'),
    ms,
    unread: [...list.unread],
  };
}

export type SummarizedList = ListSystem & Pick<ReadList, 'preset' | 'encoding' | 'unread'>;

/** Rows of venues and schools that the list gives no place, and that have none from before. */
function countUnlocated({ as, added, updated, unchanged }: PlanPart): number {
  if (as !== 'venues' && as !== 'schools') return 0;
  const isUnlocated = ({ values }: HashedRow) => values.lng === null && !values.boundary;
  return [
    added,
    updated.flatMap(({ before, set, row }) => (hasPlace({ ...before, ...set }) ? [] : [row])),
    unchanged.map(({ row }) => row),
  ].reduce((total, rows) => total + rows.filter(isUnlocated).length, 0);
}
