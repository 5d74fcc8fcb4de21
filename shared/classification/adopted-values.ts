import { z } from 'zod';
import { groupBy } from '../lists/group-by.ts';
import {
  categoryIdSchema,
  isUngoverned,
  OTHER_CATEGORY,
  REVIEW_SCORE,
  wordingFieldSchema,
} from './category.ts';
import { saidBeside } from './further-kinds.ts';
import type { Classification } from './weigh-evidence.ts';

/** What a person decided of a value: all its rows are of the kind, each is to be looked at, or it says nothing. */
const adoptedAsSchema = z.enum(['all', 'review', 'never']);

/**
 * What a value of a list means there, as a person said who was shown what its rows are: a code that says nothing
 * elsewhere (小类 0613) is a kind in lists of this source.
 */
export const adoptionSchema = z.object({
  /** The column's name in the list. */
  column: z.string().min(1).max(200),
  /** What the column is read as. */
  field: wordingFieldSchema.extract(['listed', 'industryCode']),
  value: z.string().min(1).max(100),
  category: categoryIdSchema,
  as: adoptedAsSchema,
});
export type Adoption = z.infer<typeof adoptionSchema>;

/** What of a venue an adoption is found by. */
interface AdoptedWords {
  readonly listed: string;
  readonly industryCode: string;
  /** Why a stored venue has its kind. */
  readonly decidedBy?: string;
}

/** Finds the adoption that holds for a venue; null where none does. */
export type AdoptionLook = (words: AdoptedWords) => Adoption | null;

/**
 * Looks among the adoptions of the list that a row stands in; and for a stored venue, which may stand in other lists by
 * now, among all of them for the one that decided it before, as long as its value is still there.
 */
export function createAdoptionLook(
  ofList: readonly Adoption[],
  all: readonly Adoption[],
  titles: ReadonlyMap<string, string>,
): AdoptionLook | null {
  const used = all.filter(isUsed);
  if (ofList.length === 0 && used.length === 0) return null;
  const inList = new Map(ofList.map((adoption) => [keyOf(adoption), adoption]));
  const before = groupBy(used, keyOf);
  return (words) => {
    for (const field of ['listed', 'industryCode'] as const) {
      if (words[field] === '') continue;
      const key = keyOf({ field, value: words[field] });
      const own = inList.get(key);
      if (own) return isUsed(own) ? own : null;
      const { decidedBy } = words;
      const earlier = decidedBy
        ? before.get(key)?.find((adoption) => decidedBy.startsWith(reasonOf(adoption, titles)))
        : undefined;
      if (earlier) return earlier;
    }
    return null;
  };
}

function keyOf({ field, value }: Pick<Adoption, 'field' | 'value'>): string {
  return `${field} ${value}`;
}

function isUsed({ as }: Adoption): boolean {
  return as !== 'never';
}

/** How the reason of a kind begins that an adoption decided or put in question. */
export const ADOPTED = '名单“';

/** How a kind is explained that an adoption decided, or that it put in question. */
export function reasonOf(
  { column, value, category, as }: Adoption,
  titles: ReadonlyMap<string, string>,
): string {
  const title = titles.get(category) ?? category;
  return `${ADOPTED}${column}”为“${value}”，${as === 'all' ? '已认作' : '多为'}${title}`;
}

/** What a venue is of which an adoption speaks; `other` is what everything else says of it. */
export function byAdoption(
  adoption: Adoption,
  other: Classification,
  titles: ReadonlyMap<string, string>,
): Classification {
  const { category } = adoption;
  const reason = reasonOf(adoption, titles);
  if (adoption.as === 'all')
    return { category, score: 1, reason, suggested: [], further: saidBeside(category, other) };
  if (isSurelyOf(other, category)) return other;
  const kinds = [isUngoverned(other.category) ? category : other.category, category, ...other.suggested];
  const rival = other.category === OTHER_CATEGORY ? [OTHER_CATEGORY] : [];
  const [first = category, ...suggested] = new Set([...kinds, ...rival]);
  const further = saidBeside(first, other).filter(({ kind }) => kind !== category);
  return {
    category: first,
    score: IN_QUESTION,
    reason: `${reason}；${other.reason.replace(/，需人工复核$/, '')}，需人工复核`,
    suggested,
    further,
  };
}

/** Whether a venue is certainly of a kind, as its main one or beside that. */
function isSurelyOf({ category, score, further }: Classification, wanted: string): boolean {
  const kinds = [{ kind: category, score }, ...further];
  return score >= REVIEW_SCORE && kinds.some((each) => each.kind === wanted && each.score >= REVIEW_SCORE);
}

/** Below `REVIEW_SCORE`: a person looks at each. */
const IN_QUESTION = 0.5;

/** The adoptions that hold for a list: those of its source, and what was said of this list in their place. */
export function adoptionsOf(kept: readonly Adoption[], said: readonly Adoption[]): Adoption[] {
  const byKey = new Map([...kept, ...said].map((adoption) => [keyOf(adoption), adoption]));
  return [...byKey.values()];
}
