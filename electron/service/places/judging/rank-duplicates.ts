import type { ParsedInputOf } from '#shared/contract/contract.ts';
import type { QueueRank } from '#shared/contract/queue-rank.ts';
import { findLikelyPairs, isSurePair, type LikelyPair } from '#shared/registry/duplicates.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import { selectWorstSeverities } from '../../db/queries/findings.ts';
import { loadSettledPairs } from '../../db/queries/merged-venues.ts';
import { positionOf } from '../../db/queries/places.ts';
import { selectComparedVenues } from '../../db/queries/venues.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { compareRanks, governedCategories } from './rank-unplaced.ts';

export type ComparedVenue = Awaited<ReturnType<typeof loadCompared>>[number];

/** Two venues that may be one, and what depends on it. */
export interface RankedPair extends LikelyPair<ComparedVenue> {
  readonly isSure: boolean;
  readonly isGoverned: boolean;
  /** The heaviest finding of either; null where no rule is about them. */
  readonly severity: Severity | null;
  readonly rank: QueueRank;
}

const [GOVERNED, UNGOVERNED] = [severities.length, severities.length + 1];

/** Pairs that may be one venue: first those of which one stands in a zone, then those of a governed kind, the likeliest first. */
export async function rankDuplicates(
  context: Pick<QueryContext, 'db' | 'workspace' | 'today'>,
): Promise<RankedPair[]> {
  const { db } = context;
  const pairs = findLikelyPairs(await loadCompared(db), await loadSettledPairs(db));
  const ids = new Set(pairs.flatMap(({ first, second }) => [first.id, second.id]));
  const worst = await selectWorstSeverities(db, [...ids]);
  const governed = new Set(governedCategories(context));
  return pairs
    .map((pair): RankedPair => {
      const sides = [pair.first, pair.second];
      const severity = heaviest(sides.flatMap(({ id }) => worst.get(id) ?? []));
      const isGoverned = sides.some(({ category }) => governed.has(category));
      const inZone = severity === null || severity === 'outside' ? null : severities.indexOf(severity);
      const rank = {
        tier: inZone ?? (isGoverned ? GOVERNED : UNGOVERNED),
        order: 1 - pair.score,
        // Two pairs may share one venue: both of their numbers are needed to tell them apart.
        id: pair.first.id * PAIRING + pair.second.id,
      };
      return { ...pair, isSure: isSurePair(pair), isGoverned, severity, rank };
    })
    .sort((a, b) => compareRanks(a.rank, b.rank));
}

/** More venues than any workspace has; two numbers of venues are one number below 2^53. */
const PAIRING = 2 ** 26;

function heaviest(found: readonly Severity[]): Severity | null {
  return severities.find((severity) => found.includes(severity)) ?? null;
}

type Wanted = Pick<ParsedInputOf<'duplicates.list'>, 'text' | 'reasons' | 'isGoverned' | 'isSure'>;

/** Of the queue those that somebody asks for. */
export function choosePairs(ranked: readonly RankedPair[], wanted: Wanted): RankedPair[] {
  const text = wanted.text.trim();
  const key = wanted.reasons && groundsOf({ reasons: wanted.reasons });
  return ranked.filter(
    (pair) =>
      (key === null || groundsOf(pair) === key) &&
      (!wanted.isGoverned || pair.isGoverned) &&
      (!wanted.isSure || pair.isSure) &&
      (text === '' ||
        [pair.first, pair.second].some(({ name, address }) => name.includes(text) || address.includes(text))),
  );
}

/** What speaks for it that two are one, as pairs are grouped by it. */
export function groundsOf({ reasons }: Pick<RankedPair, 'reasons'>): string {
  return reasons.toSorted().join();
}

async function loadCompared(db: Read) {
  const rows = await selectComparedVenues(db);
  return rows.map(({ fileName, ...row }) => ({ ...row, position: positionOf(row), source: fileName ?? '' }));
}
