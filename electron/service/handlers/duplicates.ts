import type { DuplicateVenue } from '#shared/contract/review.ts';
import { findLikelyPairs, type LikelyPair } from '#shared/registry/duplicates.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import { countRecords, loadSettledPairs, saveDistinctVenues } from '../db/queries/merged-venues.ts';
import { positionOf, toTuple } from '../db/queries/places.ts';
import { selectComparedVenues } from '../db/queries/venues.ts';
import type { Read } from '../db/schema/schema.ts';
import { mergeVenues, partVenues } from '../places/editing/merge-venues.ts';
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

  async 'duplicates.merge'(context, wanted) {
    return { mergeId: await mergeVenues(context, wanted) };
  },

  async 'duplicates.part'(context, { mergeId }) {
    await partVenues(context, mergeId);
    return {};
  },

  async 'duplicates.keepApart'(context, { firstId, secondId }) {
    const { db, now, actor } = context;
    const [low, high] = firstId < secondId ? [firstId, secondId] : [secondId, firstId];
    await saveDistinctVenues(db, { firstId: low, secondId: high, at: now.toISOString(), actor });
    return {};
  },
};

async function loadCandidates(db: Read) {
  const rows = await selectComparedVenues(db);
  return rows.map(({ fileName, ...row }) => ({ ...row, position: positionOf(row), source: fileName ?? '' }));
}
type Candidate = Awaited<ReturnType<typeof loadCandidates>>[number];

async function likelyPairs(db: Read): Promise<LikelyPair<Candidate>[]> {
  return findLikelyPairs(await loadCandidates(db), await loadSettledPairs(db));
}
