import {
  moveBack,
  moveDependents,
  readMerge,
  replaceAliases,
  selectMerges,
} from '../../db/queries/merged-venues.ts';
import type { Write } from '../../db/schema/schema.ts';
import type { StoredRow } from '../../db/schema/stored-values.ts';
import { aliasesOf } from './merged-rows.ts';

/** A merge that an edit made, as it is taken back or made again: null where it was not, or is not to be. */
interface TurnedMerge {
  readonly from: StoredRow | null;
  readonly to: StoredRow | null;
}

/**
 * Lets what no edit keeps — visits, hazards, surveys, papers, comments — go with the venues of merges that are taken back
 * or made again, and names venues by the merges that stand then. The venues themselves are in their places already.
 */
export async function turnMerges(db: Write, turned: readonly TurnedMerge[]): Promise<void> {
  if (turned.length === 0) return;
  const parted = turned.flatMap(({ from, to }) => (from && !to ? [readMerge(from)] : []));
  const joined = turned.flatMap(({ from, to }) => (to && !from ? [readMerge(to)] : []));
  // The last one first: a venue may have become part of one that became part of another.
  for (const { moved, keptId, removedId } of parted.toSorted((a, b) => b.id - a.id))
    await moveBack(db, moved, keptId, removedId);
  for (const { keptId, removedId } of joined.toSorted((a, b) => a.id - b.id))
    await moveDependents(db, removedId, keptId);
  await replaceAliases(db, aliasesOf(await selectMerges(db)));
}
