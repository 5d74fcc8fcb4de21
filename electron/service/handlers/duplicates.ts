import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import type { DuplicatePair, DuplicateVenue } from '#shared/contract/duplicates.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { maskPhone } from '#shared/registry/phone.ts';
import { markMergeParted } from '../db/journal/edit-history.ts';
import { countRecords } from '../db/queries/merged-venues.ts';
import { toTuple } from '../db/queries/places.ts';
import type { Read } from '../db/schema/schema.ts';
import { keepApart } from '../places/editing/keep-apart.ts';
import { mergeVenues, partVenues } from '../places/editing/merge-venues.ts';
import {
  type ComparedVenue,
  choosePairs,
  groundsOf,
  type RankedPair,
  rankDuplicates,
} from '../places/judging/rank-duplicates.ts';
import { behind } from '../places/judging/rank-unplaced.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const duplicatesHandlers: HandlersOf<'duplicates'> = {
  'duplicates.list': async (context, wanted) => await listPairs(context, wanted),

  async 'duplicates.merge'(context, wanted) {
    return { mergeId: await mergeVenues(context, wanted) };
  },

  async 'duplicates.part'(context, { mergeId }) {
    await partVenues(context, mergeId);
    await markMergeParted(context.db, mergeId, context.now.toISOString());
    return {};
  },

  async 'duplicates.keepApart'(context, { firstId, secondId }) {
    await keepApart(context, firstId, secondId);
    return {};
  },
};

async function listPairs(
  context: QueryContext,
  wanted: ParsedInputOf<'duplicates.list'>,
): Promise<OutputOf<'duplicates.list'>> {
  const ranked = await rankDuplicates(context);
  const matching = choosePairs(ranked, wanted);
  const left = behind(matching, wanted.after);
  const groups = [...groupBy(ranked, groundsOf).values()].map((own) => ({
    reasons: [...(own[0]?.reasons ?? [])],
    count: own.length,
    grave: own.filter(isGrave).length,
  }));
  return {
    total: ranked.length,
    sure: ranked.filter(({ isSure }) => isSure).length,
    grave: ranked.filter(isGrave).length,
    matching: matching.length,
    passed: matching.length - left.length,
    groups: groups.sort((a, b) => b.grave - a.grave || b.count - a.count),
    pairs: await describePairs(context.db, left.slice(0, wanted.limit)),
  };
}

function isGrave({ severity }: RankedPair): boolean {
  return severity === 'violation' || severity === 'undetermined';
}

async function describePairs(db: Read, shown: readonly RankedPair[]): Promise<DuplicatePair[]> {
  const ids = shown.flatMap(({ first, second }) => [first.id, second.id]);
  const counts = await countRecords(db, [...new Set(ids)]);
  const describe = (venue: ComparedVenue): DuplicateVenue => ({
    ...venue,
    phone: maskPhone(venue.phone),
    position: toTuple(venue.position),
    vanished: venue.vanishedIn !== null,
    visits: counts.get(venue.id)?.visits ?? 0,
    openHazards: counts.get(venue.id)?.openHazards ?? 0,
  });
  return shown.map(({ first, second, reasons, score, apart, isSure, severity, rank }) => ({
    ...{ score, apart, isSure, severity, rank },
    reasons: [...reasons],
    first: describe(first),
    second: describe(second),
  }));
}
