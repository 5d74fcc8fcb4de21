import { isUngoverned, OTHER_CATEGORY } from '#shared/classification/category.ts';
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
