import { isUngoverned, OTHER_CATEGORY } from '#shared/classification/category.ts';
import type { QueuedVenue } from '#shared/contract/review.ts';

/** Keys 1 to 9. */
const MOST_CHOICES = 9;

/** What a venue could be, the likeliest first, and 其他 always among them. */
export function choicesOf({ category, suggested, consequence }: QueuedVenue): readonly string[] {
  const kinds = [category, ...suggested, ...(consequence ? [consequence.category] : [])];
  const governed = new Set(kinds.filter((kind) => kind !== '' && !isUngoverned(kind)));
  return [...[...governed].slice(0, MOST_CHOICES - 1), OTHER_CATEGORY];
}

/** Whether it would break a rule, or stands where that has to be measured. */
export function isGrave({ consequence }: QueuedVenue): boolean {
  return consequence?.severity === 'violation' || consequence?.severity === 'undetermined';
}

/** Venues that can be decided together with one, by what they have in common. */
export interface AlikeVenues {
  readonly by: 'reason' | 'name' | 'owner';
  readonly venues: readonly QueuedVenue[];
}

/** Of the venues that wait, those that are alike one; sets of nobody else are left out, and sets that say the same. */
export function alikeTo(venue: QueuedVenue, waiting: readonly QueuedVenue[]): readonly AlikeVenues[] {
  const hasReason = venue.alike > 1;
  const sets: readonly AlikeVenues[] = [
    {
      by: 'reason',
      venues: waiting.filter(
        ({ reason, category }) => hasReason && reason === venue.reason && category === venue.category,
      ),
    },
    { by: 'name', venues: waiting.filter(({ stem }) => stem === venue.stem) },
    { by: 'owner', venues: waiting.filter(({ owner }) => owner !== '' && owner === venue.owner) },
  ];
  const isSame = (one: AlikeVenues, other: AlikeVenues) =>
    one.venues.length === other.venues.length && one.venues.every((each, i) => each === other.venues[i]);
  return sets.filter(
    (set, i) => set.venues.length > 1 && sets.findIndex((other) => isSame(other, set)) === i,
  );
}
