import type { ParsedInputOf } from '#shared/contract/contract.ts';
import type { PlaceCandidate, UnplacedVenue } from '#shared/contract/locating.ts';
import type { QueueRank } from '#shared/contract/queue-rank.ts';
import { type AddressAreas, readAddressAreas } from '#shared/registry/address-areas.ts';
import type { UnplacedReason } from '#shared/registry/unplaced.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import type { Doubt } from '#shared/zones/find-doubts.ts';
import { severities } from '#shared/zones/verdict.ts';
import { positionOf, toTuple } from '../../db/queries/places.ts';
import { selectAllUnplaced, type UnplacedRow } from '../../db/queries/unplaced.ts';
import type { QueryContext } from '../../workspace/context.ts';
import { measureDoubtful } from './consequences.ts';

/** A venue without a sure position, and what depends on where it is. */
export interface RankedUnplaced {
  readonly venue: UnplacedRow;
  readonly reason: UnplacedReason;
  /** The likeliest place by its address. */
  readonly likeliest: PlaceCandidate | null;
  /** What it would mean there. */
  readonly consequence: Doubt | null;
  readonly isGoverned: boolean;
  readonly rank: QueueRank;
}

type Asked = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/** Governed kinds without any place could stand anywhere; those that would stand outside of every zone follow. */
const [ANYWHERE, OUTSIDE, UNGOVERNED] = [severities.length, severities.length + 1, severities.length + 2];

/**
 * Venues that wait for a place, or those that lie elsewhere: first those that a rule would be about where they probably
 * are, the gravest and nearest first.
 */
export async function rankUnplaced(context: Asked, elsewhere: boolean): Promise<RankedUnplaced[]> {
  const { db, workspace, today } = context;
  const venues = await selectAllUnplaced(db, elsewhere);
  const assess = await assessAddresses(context);
  const assessed = venues.map((venue) => ({ venue, ...assess(venue.address) }));
  const consequences = await measureDoubtful(workspace, db, assessed.flatMap(asIfThere), today);
  const governed = new Set(governedCategories(context));
  return assessed
    .map(({ venue, ...known }): RankedUnplaced => {
      const consequence = consequences.get(venue.id) ?? null;
      const isGoverned = [venue.category, ...venue.suggested].some((kind) => governed.has(kind));
      const rank = rankOf(venue.id, { consequence, isGoverned, isPlaceKnown: known.likeliest !== null });
      return { venue, ...known, consequence, isGoverned, rank };
    })
    .sort((a, b) => compareRanks(a.rank, b.rank));
}

/** Asks the address book for each address once. */
async function assessAddresses({ workspace }: Asked) {
  const book = await workspace.places.addresses();
  const home = homeOf(workspace);
  const known = new Map<string, ReturnType<typeof book.assess>>();
  return (address: string) => {
    const found = known.get(address) ?? book.assess(address, home);
    known.set(address, found);
    return found;
  };
}

/** The venue as it would be measured at its likeliest place. */
function asIfThere({ venue, likeliest }: Pick<RankedUnplaced, 'venue' | 'likeliest'>) {
  if (!likeliest) return [];
  const [lng, lat] = likeliest.position;
  return [
    { ...venue, lng, lat, positionSource: likeliest.source, reason: '', legalPerson: '', beside: null },
  ];
}

function rankOf(
  id: number,
  {
    consequence,
    isGoverned,
    isPlaceKnown,
  }: { consequence: Doubt | null; isGoverned: boolean; isPlaceKnown: boolean },
): QueueRank {
  if (consequence) return { tier: severities.indexOf(consequence.severity), order: consequence.distance, id };
  if (!isGoverned) return { tier: UNGOVERNED, order: 0, id };
  return { tier: isPlaceKnown ? OUTSIDE : ANYWHERE, order: 0, id };
}

/** What comes first in a queue. */
export function compareRanks(a: QueueRank, b: QueueRank): number {
  return a.tier - b.tier || a.order - b.order || a.id - b.id;
}

/** Of a queue in its order those behind something that was in it. */
export function behind<Row extends { readonly rank: QueueRank }>(
  rows: readonly Row[],
  after: QueueRank | null,
): readonly Row[] {
  return after ? rows.filter(({ rank }) => compareRanks(rank, after) > 0) : rows;
}

type Wanted = Pick<ParsedInputOf<'locating.list'>, 'text' | 'reason' | 'isGoverned'>;

/** Of the queue those that somebody asks for. */
export function choosePlaceless(ranked: readonly RankedUnplaced[], wanted: Wanted): RankedUnplaced[] {
  const text = wanted.text.trim();
  return ranked.filter(
    ({ venue, reason, isGoverned }) =>
      (wanted.reason === null || reason === wanted.reason) &&
      (!wanted.isGoverned || isGoverned) &&
      (text === '' || venue.name.includes(text) || venue.address.includes(text)),
  );
}

/** The areas in which addresses lie that name none. */
export function homeOf({ pack }: QueryContext['workspace']): AddressAreas {
  return readAddressAreas(pack.region);
}

/** Kinds that some rule in force is about. */
export function governedCategories({ workspace, today }: Pick<Asked, 'workspace' | 'today'>): string[] {
  const rules = decidingRules(workspace.rules, today, rangeOf(workspace.pack));
  return [...new Set(rules.flatMap(({ categories }) => categories))];
}

/** What is shown of venues without a place: with all places that they could be at. */
export async function describeUnplaced(
  { places, pack }: QueryContext['workspace'],
  ranked: readonly RankedUnplaced[],
): Promise<UnplacedVenue[]> {
  const book = await places.addresses();
  const home = readAddressAreas(pack.region);
  const schools = await places.schools();
  return ranked.map(({ venue, reason, consequence, rank }) => ({
    ...{ id: venue.id, name: venue.name, address: venue.address, category: venue.category },
    position: toTuple(positionOf(venue)),
    candidates: book.candidates(venue.address, home),
    ...{ reason, rank },
    consequence: consequence && { ...consequence, schoolName: schools.get(consequence.schoolId)?.name ?? '' },
  }));
}
