import { CodedError } from '#shared/contract/errors.ts';
import { holdMerged } from '../../db/queries/columns-held-by-hand.ts';
import {
  insertMerge,
  insertVenueRow,
  moveBack,
  moveDependents,
  removeMerge,
  removeMergedVenue,
  saveAlias,
  selectMerge,
  sharedSweep,
} from '../../db/queries/merged-venues.ts';
import { selectVenue, updateVenue } from '../../db/queries/venue-by-id.ts';
import { recordChange } from '../../db/queries/venue-changes.ts';
import { positionColumns, venueParticulars } from '../../db/queries/venue-particulars.ts';
import type { Read } from '../../db/schema/schema.ts';
import { readStored, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { tellVenues } from './tell-changes.ts';

/** Two venues that are one, and whose particulars count. */
export interface WantedMerge {
  readonly keptId: number;
  readonly removedId: number;
  readonly values: 'kept' | 'removed';
}

/** Makes two venues one, with the records of both; returns the number of the merge. Errors: VENUE_UNKNOWN, MERGE_STOPS. */
export async function mergeVenues(
  context: CommandContext,
  { keptId, removedId, values }: WantedMerge,
): Promise<number> {
  const { db, now, actor } = context;
  const kept = await requireVenue(db, keptId);
  const removed = await requireVenue(db, removedId);
  const sweep = await sharedSweep(db, keptId, removedId);
  if (sweep !== null) throw new CodedError('MERGE_STOPS', { sweep });
  context.recordBefore({ kept, removed });
  const at = now.toISOString();
  const [lead, fill] = values === 'kept' ? [kept, removed] : [removed, kept];
  const set = joined(lead, fill);
  const moved = await moveDependents(db, removedId, keptId);
  await removeMergedVenue(db, removedId);
  // One that only one list came without is still there.
  const vanishedIn = kept.vanishedIn === null || removed.vanishedIn === null ? null : kept.vanishedIn;
  const { identity, contentHash } = lead;
  await updateVenue(db, keptId, {
    ...set,
    identity,
    contentHash,
    vanishedIn,
    held: holdMerged(lead, fill),
  });
  const mergeId = await insertMerge(db, {
    keptId,
    removedId,
    kept: writeStored('merges.kept', kept),
    removed: writeStored('merges.removed', removed),
    moved: writeStored('merges.moved', moved),
    at,
    actor,
  });
  if (fill.identity !== identity) await saveAlias(db, fill.identity, keptId, mergeId);
  await recordChange(db, { batch: null, at, actor }, keptId, kept, changedColumns(kept, set));
  tellVenues(context, [keptId, removedId]);
  return mergeId;
}

/** Takes a merge back: both venues are as they were, each with its own records. Errors: MERGE_UNKNOWN. */
export async function partVenues(context: CommandContext, mergeId: number): Promise<void> {
  const { db } = context;
  const merge = await selectMerge(db, mergeId);
  if (!merge) throw new CodedError('MERGE_UNKNOWN', { id: mergeId });
  context.recordBefore(merge);
  const { id: _, ...kept } = readStored('merges.kept', merge.kept);
  await insertVenueRow(db, readStored('merges.removed', merge.removed));
  await moveBack(db, merge.moved, merge.removedId);
  await updateVenue(db, merge.keptId, kept);
  await removeMerge(db, mergeId);
  tellVenues(context, [merge.keptId, merge.removedId]);
}

type VenueRow = Awaited<ReturnType<typeof requireVenue>>;

/** Errors: VENUE_UNKNOWN. */
async function requireVenue(db: Read, id: number) {
  const row = await selectVenue(db, id);
  if (!row) throw new CodedError('VENUE_UNKNOWN', { id });
  return row;
}

/** One venue's particulars, with those of the other where it has none. A position goes as a whole. */
function joined(lead: VenueRow, fill: VenueRow) {
  const set = Object.fromEntries(
    venueParticulars.map((column) => [
      column,
      lead[column] === '' ? fill[column] : (lead[column] ?? fill[column]),
    ]),
  );
  const placed = lead.lng === null ? fill : lead;
  return { ...set, ...Object.fromEntries(positionColumns.map((column) => [column, placed[column]])) };
}

function changedColumns(before: VenueRow, set: Record<string, string | number | null>) {
  const known: Readonly<Record<string, string | number | null>> = before;
  return Object.fromEntries(Object.entries(set).filter(([column, value]) => known[column] !== value));
}
