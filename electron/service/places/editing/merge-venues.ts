import { CodedError } from '#shared/contract/errors.ts';
import { changedColumns } from '#shared/registry/held-columns.ts';
import {
  insertMerge,
  moveBack,
  moveDependents,
  removeMerge,
  removeMergedVenue,
  replaceAliases,
  type StoredMerge,
  saveAlias,
  selectMerges,
  sharedSweep,
  updateMerge,
} from '../../db/queries/merged-venues.ts';
import { recordChange } from '../../db/queries/venue-changes.ts';
import { selectVenue } from '../../db/queries/venues.ts';
import { insertRow, updateRow } from '../../db/queries/write-row.ts';
import type { MergeLead } from '../../db/schema/list-tables.ts';
import type { Read, Write } from '../../db/schema/schema.ts';
import { type StoredRow, writeStored } from '../../db/schema/stored-values.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { aliasesOf, joinRows, ownersOf, partRows } from './merged-rows.ts';
import { tellVenues } from './tell-changes.ts';

/** Two venues that are one, and whose particulars count. */
export interface WantedMerge {
  readonly keptId: number;
  readonly removedId: number;
  readonly values: MergeLead;
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
  const at = now.toISOString();
  const joined = joinRows({ kept, removed, lead: values });
  const moved = await moveDependents(db, removedId, keptId);
  await removeMergedVenue(db, removedId);
  const set = changesOf(kept, joined);
  await updateRow(db, 'venues', keptId, set);
  const mergeId = await insertMerge(db, {
    keptId,
    removedId,
    kept: writeStored('merges.kept', kept),
    removed: writeStored('merges.removed', removed),
    moved: writeStored('merges.moved', moved),
    lead: values,
    at,
    actor,
  });
  const { identity } = values === 'kept' ? removed : kept;
  if (identity !== joined.identity) await saveAlias(db, identity, keptId, mergeId);
  await recordChange(db, { batch: null, at, actor }, keptId, kept, set);
  tellVenues(context, [keptId, removedId]);
  return mergeId;
}

/**
 * Takes a merge back. The removed venue is there again as it was, with its own records. The one that it is part of
 * loses what this merge brought to it, and keeps what lists, people and other merges changed since.
 * Errors: MERGE_UNKNOWN.
 */
export async function partVenues(context: CommandContext, mergeId: number): Promise<void> {
  const { db } = context;
  const merges = await selectMerges(db);
  const merge = merges.find(({ id }) => id === mergeId);
  if (!merge) throw new CodedError('MERGE_UNKNOWN', { id: mergeId });
  const keptId = ownersOf(merges).get(mergeId) ?? merge.keptId;
  const now = await requireVenue(db, keptId);
  context.recordBefore({ ...merge, owner: now });
  const later = merges.filter(({ id }) => id > mergeId);
  const { row, changed } = partRows(merge, later, now);
  await updateRow(db, 'venues', keptId, changesOf(now, row));
  const id = await insertAgain(db, merge.removed);
  context.recordAfter({ parted: id });
  await moveBack(db, merge.moved, keptId, id);
  await removeMerge(db, mergeId);
  const earlier = merges.filter((other) => other.id < mergeId);
  const standing = [...earlier.map((other) => keptAs(other, merge.removedId, id)), ...later];
  await updateMerges(db, merges, replaced(standing, changed));
  tellVenues(context, [keptId, id]);
}

/** Inserts a venue that was merged away; returns its id, which is a new one where another venue has got it since. */
async function insertAgain(db: Write, { id, ...row }: StoredRow): Promise<number> {
  const taken = await selectVenue(db, Number(id));
  return await insertRow(db, 'venues', taken ? row : { id: Number(id), ...row });
}

/** A merge whose kept venue has another id now. */
function keptAs(merge: StoredMerge, before: number, now: number): StoredMerge {
  return merge.kept.id === before ? { ...merge, kept: { ...merge.kept, id: now } } : merge;
}

function replaced(merges: readonly StoredMerge[], changed: readonly StoredMerge[]): StoredMerge[] {
  const byId = new Map(changed.map((merge) => [merge.id, merge]));
  return merges.map((merge) => byId.get(merge.id) ?? merge);
}

/** Writes the merges that stand where they changed: their rows, the venues that they are part of, their identities. */
async function updateMerges(
  db: Write,
  before: readonly StoredMerge[],
  standing: readonly StoredMerge[],
): Promise<void> {
  const owners = ownersOf(standing);
  for (const merge of standing) {
    const keptId = owners.get(merge.id) ?? merge.keptId;
    if (keptId !== merge.keptId || !before.includes(merge)) await updateMerge(db, { ...merge, keptId });
  }
  await replaceAliases(db, aliasesOf(standing));
}

/** Errors: VENUE_UNKNOWN. */
async function requireVenue(db: Read, id: number) {
  const row = await selectVenue(db, id);
  if (!row) throw new CodedError('VENUE_UNKNOWN', { id });
  return row;
}

function changesOf(before: StoredRow, after: StoredRow): StoredRow {
  return Object.fromEntries(changedColumns(before, after).map((column) => [column, after[column] ?? null]));
}
