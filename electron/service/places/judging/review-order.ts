import { UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import { LIKELY } from '#shared/classification/learned-pieces.ts';
import { partsOfName } from '#shared/classification/plain-name.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { byWeight } from '#shared/zones/find-doubts.ts';
import type { DoubtfulVenue } from '../../db/queries/review.ts';
import type { WeighedDoubt } from './consequences.ts';
import type { TellLikeness } from './learned-likeness.ts';

/**
 * The order in which doubts are looked at: first those that would break a rule, of these the ones whose names are like
 * those of the kind, each time the nearest to a school first. But alike ones that weigh the same follow each other, so
 * that a person decides them in one go.
 */
export function inOrderOfReview(
  waiting: readonly WeighedDoubt[],
  likenessOf: TellLikeness = () => null,
): WeighedDoubt[] {
  const weighed = waiting.toSorted(byConsequence).map((doubt) => ({
    doubt,
    severity: doubt.consequence?.severity ?? null,
    isUnlikely: !((likenessOf(doubt.venue)?.score ?? Number.NEGATIVE_INFINITY) > LIKELY),
  }));
  const bySeverity = groupBy(weighed, ({ severity }) => severity);
  return [...bySeverity.values()].flatMap((same) => {
    const likelyFirst = same.toSorted((a, b) => Number(a.isUnlikely) - Number(b.isUnlikely));
    const groups = groupBy(likelyFirst, ({ doubt, isUnlikely }) => `${isUnlikely} ${reasonKey(doubt.venue)}`);
    return [...groups.values()].flatMap((alike) => likeNamesTogether(alike.map(({ doubt }) => doubt)));
  });
}

/** Whether nothing says anything of a venue's kind: such venues have no reason in common. */
export function isBlank({ category, suggested }: Pick<DoubtfulVenue, 'category' | 'suggested'>): boolean {
  return category === UNKNOWN_CATEGORY && suggested.length === 0;
}

/** A name without what tells one branch from another: 好乐迪(解放路店) is 好乐迪. */
export function stemOf(name: string): string {
  return partsOfName(name).text;
}

/** What venues in doubt for the same reason have in common; those that nothing is said of are in one place together. */
export function reasonKey({
  reason,
  category,
  beside,
}: Pick<DoubtfulVenue, 'reason' | 'category' | 'beside'>): string {
  return `${beside ? `+${beside.kind}` : category}|${reason}`;
}

/** Of venues with the same reason, those of one owner or of one name follow the first of them. */
function likeNamesTogether(doubts: readonly WeighedDoubt[]): WeighedDoubt[] {
  const owners = groupBy(doubts, ({ venue }) => venue.legalPerson);
  const keyOf = ({ venue: { legalPerson, name } }: WeighedDoubt) =>
    legalPerson !== '' && (owners.get(legalPerson)?.length ?? 0) > 1
      ? `owner|${legalPerson}`
      : `name|${stemOf(name)}`;
  return [...groupBy(doubts, keyOf).values()].flat();
}

/** Those with a consequence first, the heaviest and nearest before others. */
function byConsequence(a: WeighedDoubt, b: WeighedDoubt): number {
  if (a.consequence && b.consequence) return byWeight(a.consequence, b.consequence);
  if (a.consequence || b.consequence) return a.consequence ? -1 : 1;
  return a.venue.reason < b.venue.reason ? -1 : a.venue.reason > b.venue.reason ? 1 : a.venue.id - b.venue.id;
}
