import { heldColumns } from '../../db/queries/columns-held-by-hand.ts';
import {
  forgetKeptLicences,
  licencesOfBatch,
  removeLicences,
  restoreLicence,
  selectKeptLicences,
} from '../../db/queries/listed-licences.ts';
import type { Write } from '../../db/schema/schema.ts';
import type { StoredRow } from '../../db/schema/stored-values.ts';
import type { ChangedLicence } from '../../places/judging/reclassify.ts';

/** What taking back the licences of a batch did. */
interface TakenBack {
  /** In words why it may not be taken back: whoever asked then lets nothing of it stand. */
  readonly reasons: readonly string[];
  /** The licences that are gone or otherwise again, as they were and as they are. */
  readonly licences: readonly ChangedLicence[];
}

/** Takes back what a batch said of licences, as far as no later list and no person has changed them since. */
export async function takeBackLicences(db: Write, batch: number): Promise<TakenBack> {
  const kept = await selectKeptLicences(db, batch);
  const now = await licencesOfBatch(db, batch, [...kept.keys()]);
  const added = now.filter(({ id, batchId }) => batchId === batch && !kept.has(id));
  const overwritten = now.filter(({ id }) => kept.has(id));
  const later = overwritten.filter(({ batchId }) => batchId !== batch);
  const edited = [
    ...added.filter(({ held }) => held !== '[]'),
    ...overwritten.filter((row) => isEditedSince(kept.get(row.id), row)),
  ];
  await removeLicences(
    db,
    added.map(({ id }) => id),
  );
  const there = new Set(overwritten.map(({ id }) => id));
  for (const [id, row] of kept) if (there.has(id)) await restoreLicence(db, row);
  await forgetKeptLicences(db, batch);
  const reasons = [
    ...(later.length > 0 ? [`${later.length} 个许可证已被后来的名单更新，请先撤销后来的批次`] : []),
    ...(edited.length > 0 ? [`${edited.length} 个许可证已手工修改`] : []),
  ];
  return { reasons, licences: [...added, ...overwritten, ...kept.values()].map(toChanged) };
}

function toChanged({ venueId, kind }: StoredRow): ChangedLicence {
  return { venueId: Number(venueId), kind: String(kind ?? '') };
}

/** Whether a person has changed a licence since a list overwrote it: what is held of it is more, or says otherwise. */
function isEditedSince(before: StoredRow | undefined, now: StoredRow): boolean {
  if (before?.held !== now.held) return true;
  return heldColumns(String(now.held)).some((column) => before?.[column] !== now[column]);
}
