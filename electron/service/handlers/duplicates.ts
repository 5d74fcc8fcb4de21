import { CodedError } from '#shared/contract/errors.ts';
import type { DuplicateVenue } from '#shared/contract/review.ts';
import { findLikelyPairs, type LikelyPair } from '#shared/registry/duplicates.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import { holdMerged } from '../db/queries/columns-held-by-hand.ts';
import {
  countRecords,
  insertVenueRow,
  moveBack,
  moveDependents,
  sharedSweep,
} from '../db/queries/merged-venues.ts';
import { positionOf, toTuple } from '../db/queries/places.ts';
import { recordChange } from '../db/queries/venue-changes.ts';
import { positionColumns, venueParticulars } from '../db/queries/venue-particulars.ts';
import type { Read } from '../db/schema/schema.ts';
import { readStored } from '../db/schema/stored-values.ts';
import { tellVenues } from '../places/editing/tell-changes.ts';
import type { HandlersOf } from './handler-types.ts';

const SHOWN = 200;
export const duplicatesHandlers: HandlersOf<'duplicates'> = {
  async 'duplicates.list'({ db }) {
    const pairs = await likelyPairs(db);
    const shown = pairs.slice(0, SHOWN);
    const counts = await countRecords(
      db,
      shown.flatMap(({ first, second }) => [first.id, second.id]),
    );
    const describe = (venue: Candidate): DuplicateVenue => ({
      ...venue,
      phone: maskPhone(venue.phone),
      position: toTuple(venue.position),
      vanished: venue.vanishedIn !== null,
      visits: counts.get(venue.id)?.visits ?? 0,
      openHazards: counts.get(venue.id)?.openHazards ?? 0,
    });
    return {
      total: pairs.length,
      pairs: shown.map(({ first, second, reasons, ...pair }) => ({
        ...pair,
        reasons: [...reasons],
        first: describe(first),
        second: describe(second),
      })),
    };
  },

  async 'duplicates.merge'(context, { keptId, removedId, values }) {
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
    await db.deleteFrom('findings').where('venueId', '=', removedId).execute();
    await db.deleteFrom('venues').where('id', '=', removedId).execute();
    const vanishedIn = kept.vanishedIn === null || removed.vanishedIn === null ? null : kept.vanishedIn;
    const { identity, contentHash } = lead;
    await db
      .updateTable('venues')
      .set({ ...set, identity, contentHash, vanishedIn, held: holdMerged(lead, fill) })
      .where('id', '=', keptId)
      .execute();
    const { id: mergeId } = await db
      .insertInto('merges')
      .values({
        keptId,
        removedId,
        kept: JSON.stringify(kept),
        removed: JSON.stringify(removed),
        moved: JSON.stringify(moved),
        at,
        actor,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    if (fill.identity !== identity)
      await db
        .insertInto('aliases')
        .values({ identity: fill.identity, venueId: keptId, mergeId })
        .onConflict((conflict) => conflict.column('identity').doUpdateSet({ venueId: keptId, mergeId }))
        .execute();
    await recordChange(db, { batch: null, at, actor }, keptId, kept, changedColumns(kept, set));
    tellVenues(context, [keptId, removedId]);
    return { mergeId };
  },

  async 'duplicates.part'(context, { mergeId }) {
    const { db } = context;
    const merge = await db.selectFrom('merges').selectAll().where('id', '=', mergeId).executeTakeFirst();
    if (!merge) throw new CodedError('MERGE_UNKNOWN', { id: mergeId });
    context.recordBefore(merge);
    const { id: keptId, ...kept } = readStored('merges.kept', merge.kept);
    await insertVenueRow(db, readStored('merges.removed', merge.removed));
    await moveBack(db, merge.moved, merge.removedId);
    await db.updateTable('venues').set(kept).where('id', '=', merge.keptId).execute();
    await db.deleteFrom('aliases').where('mergeId', '=', mergeId).execute();
    await db.deleteFrom('merges').where('id', '=', mergeId).execute();
    tellVenues(context, [merge.keptId, merge.removedId]);
    return {};
  },

  async 'duplicates.keepApart'(context, { firstId, secondId }) {
    const { db, now, actor } = context;
    const [low, high] = firstId < secondId ? [firstId, secondId] : [secondId, firstId];
    await db
      .insertInto('distinctVenues')
      .values({ firstId: low, secondId: high, at: now.toISOString(), actor })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    context.changed('places');
    return {};
  },
};

async function loadCandidates(db: Read) {
  const rows = await db
    .selectFrom('venues')
    .leftJoin('batches', 'batches.id', 'venues.batchId')
    .select(['venues.id', 'name', 'uscc', 'regNo', 'address', 'category', 'legalPerson', 'phone', 'status'])
    .select(['establishedOn', 'lng', 'lat', 'vanishedIn', 'batches.fileName'])
    .execute();
  return rows.map(({ fileName, ...row }) => ({ ...row, position: positionOf(row), source: fileName ?? '' }));
}
type Candidate = Awaited<ReturnType<typeof loadCandidates>>[number];

async function likelyPairs(db: Read): Promise<LikelyPair<Candidate>[]> {
  const settled = await db.selectFrom('distinctVenues').select(['firstId', 'secondId']).execute();
  const apart = new Set(settled.map(({ firstId, secondId }) => `${firstId}/${secondId}`));
  return findLikelyPairs(await loadCandidates(db), (first, second) =>
    apart.has(first < second ? `${first}/${second}` : `${second}/${first}`),
  );
}

type VenueRow = Awaited<ReturnType<typeof requireVenue>>;

/** Errors: VENUE_UNKNOWN. */
async function requireVenue(db: Read, id: number) {
  const row = await db.selectFrom('venues').selectAll().where('id', '=', id).executeTakeFirst();
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
