import { batchesOfSource, listedIn } from '../db/queries/imports.ts';
import type { Read } from '../db/schema/schema.ts';
import type { PlanPart } from './plan-import.ts';

/** The last list of the same source, and which of its rows this one comes without. */
export interface Vanished {
  readonly since: { readonly batch: number; readonly fileName: string; readonly importedAt: string };
  /** Rows of that list, and the share of them that this one names too, 0 to 1. */
  readonly rowsThen: number;
  readonly shareNamed: number;
  /** Rows of that list that this one does not name. */
  readonly ids: readonly number[];
}

/** Two lists of one header are of one source where the later names at least this share of the earlier. */
const SAME_SOURCE = 0.3;
/** How many earlier batches are looked at. */
const LOOK_BACK = 8;

/** Null where no earlier list is of the same source. */
export async function findVanished(db: Read, plan: PlanPart, source: string): Promise<Vanished | null> {
  const named = new Set<number>([
    ...plan.updated.map(({ id }) => id),
    ...plan.unchanged.flatMap(({ id }) => id ?? []),
  ]);
  // A list that names no stored row does not continue an earlier list.
  if (named.size === 0) return null;
  for (const since of await batchesOfSource(db, source, LOOK_BACK)) {
    const before = await listedIn(db, since.id);
    const ids = before.filter((id) => !named.has(id));
    const shareNamed = before.length === 0 ? 0 : 1 - ids.length / before.length;
    if (shareNamed < SAME_SOURCE) continue;
    const { id: batch, fileName, importedAt } = since;
    return { since: { batch, fileName, importedAt }, rowsThen: before.length, shareNamed, ids };
  }
  return null;
}
