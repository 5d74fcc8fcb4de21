import { isUngoverned, OTHER_CATEGORY, UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import type { QueuedVenue } from '#shared/contract/review.ts';

/** Keys 1 to 9. */
const MOST_CHOICES = 9;

/**
 * What a venue could be, the likeliest first, and 其他 always among them: where a kind beside its category is in
 * question, that it is not of this kind.
 */
export function choicesOf({ category, suggested, consequence, beside }: QueuedVenue): readonly string[] {
  if (beside !== null) return [beside, OTHER_CATEGORY];
  const kinds = [category, ...suggested, ...(consequence ? [consequence.category] : [])];
  const governed = new Set(kinds.filter((kind) => kind !== '' && !isUngoverned(kind)));
  return [...[...governed].slice(0, MOST_CHOICES - 1), OTHER_CATEGORY];
}

/** Whether it would break a rule, or stands where that has to be measured. */
export function isGrave({ consequence }: QueuedVenue): boolean {
  return consequence?.severity === 'violation' || consequence?.severity === 'undetermined';
}

/** Whether nothing says of what kind it is: it waits only for what it would mean where it stands. */
export function isBlank({ category, suggested }: QueuedVenue): boolean {
  return category === UNKNOWN_CATEGORY && suggested.length === 0;
}

/** Venues that can be decided together with one, by what they have in common. */
export interface AlikeVenues {
  readonly by: 'reason' | 'name' | 'owner';
  readonly venues: readonly QueuedVenue[];
}

/** Of the venues that wait, those that are alike one; sets of nobody else are left out, and sets that say the same. */
export function alikeTo(venue: QueuedVenue, waiting: readonly QueuedVenue[]): readonly AlikeVenues[] {
  const hasReason = venue.alike > 1;
  // What is in question beside a category is answered by itself.
  const asked = waiting.filter(({ beside }) => beside === venue.beside);
  const isTakenAlike = ({ category }: QueuedVenue) => venue.beside !== null || category === venue.category;
  const sets: readonly AlikeVenues[] = [
    {
      by: 'reason',
      venues: asked.filter((each) => hasReason && each.reason === venue.reason && isTakenAlike(each)),
    },
    { by: 'name', venues: asked.filter(({ stem }) => stem === venue.stem) },
    { by: 'owner', venues: asked.filter(({ owner }) => owner !== '' && owner === venue.owner) },
  ];
  const isSame = (one: AlikeVenues, other: AlikeVenues) =>
    one.venues.length === other.venues.length && one.venues.every((each, i) => each === other.venues[i]);
  return sets.filter(
    (set, i) => set.venues.length > 1 && sets.findIndex((other) => isSame(other, set)) === i,
  );
}
