import { isUngoverned } from '#shared/classification/category.ts';
import { type Likeness, learnPieces } from '#shared/classification/learned-pieces.ts';
import { draw, seededRandom } from '#shared/sweeps/random.ts';
import { type DoubtfulVenue, selectTaughtNames } from '../../db/queries/review.ts';
import type { Read } from '../../db/schema/schema.ts';
import type { WeighedDoubt } from './consequences.ts';

/** More names teach little more, and take longer than anybody should wait for a list. */
const MOST_NAMES = 2500;
/** A reviewer's decision is about just such names as are in doubt. */
const DECISION_WEIGHT = 5;
/** Names are learned in the same order on every machine. */
const SEED = 1;

/** How much a doubt's name is like those of the kind that it could be; null where nothing is learned of that. */
export type TellLikeness = (venue: DoubtfulVenue) => Likeness | null;

/**
 * Learns from the venues whose kind is certain, and most of all from those that people decided, how much the names of
 * doubts are like those of the kinds that they could be.
 */
export async function learnLikeness(db: Read, doubts: readonly WeighedDoubt[]): Promise<TellLikeness> {
  const wanted = new Set(doubts.flatMap(({ venue }) => likeliestKind(venue) ?? []));
  if (wanted.size === 0) return () => null;
  const { certain, decided } = await selectTaughtNames(db, MOST_NAMES);
  const taught = [...certain, ...Array.from({ length: DECISION_WEIGHT }, () => decided).flat()];
  const tell = learnPieces(draw(taught, taught.length, seededRandom(SEED)), wanted);
  return (venue) => {
    const kind = likeliestKind(venue);
    return tell && kind ? tell(venue.name, kind) : null;
  };
}

/** The governed kind that a venue in doubt most likely is; undefined where nothing hints at any. */
function likeliestKind({ category, suggested, beside }: DoubtfulVenue): string | undefined {
  if (beside) return beside.kind;
  return [category, ...suggested].find((kind) => !isUngoverned(kind));
}
