import { z } from 'zod';
import { categoryIdSchema, isUngoverned, REVIEW_SCORE, UNKNOWN_CATEGORY } from './category.ts';
import type { Classification, KindEvidence } from './weigh-evidence.ts';

/** A kind that a venue is of beside its main one, or is not of although something says so. */
export const furtherKindSchema = z.object({
  kind: categoryIdSchema,
  /** 0 to 1, as of the main kind. */
  score: z.number(),
  reason: z.string(),
  /** Who says so: the words of lists; a person, who added it; a person, who struck it. */
  by: z.enum(['words', 'added', 'struck']),
});
export type FurtherKind = z.infer<typeof furtherKindSchema>;

/**
 * The further kinds that count, the surest first: those in doubt wait for a person, and where the main kind is another
 * trade or unknown there are none. What a person added is kept all the same: the main kind may change.
 */
export function standingKinds(further: readonly FurtherKind[], main: string): FurtherKind[] {
  return openKinds(further, main).filter(({ score }) => score >= REVIEW_SCORE);
}

/** The further kinds that a person should look at, the likeliest first. */
export function doubtfulKinds(further: readonly FurtherKind[], main: string): FurtherKind[] {
  return openKinds(further, main).filter(({ score }) => score < REVIEW_SCORE);
}

/** Those that are neither struck nor the main one. */
function openKinds(further: readonly FurtherKind[], main: string): FurtherKind[] {
  if (isUngoverned(main)) return [];
  return further.filter(({ kind, by }) => by !== 'struck' && kind !== main).sort((a, b) => b.score - a.score);
}

/** A main kind with the further ones. */
export interface DecidedKinds extends Omit<Classification, 'further'> {
  readonly further: readonly FurtherKind[];
}

/**
 * What words say of a venue, as far as people have not said otherwise: a kind that was struck does not come back, one
 * that was added stays.
 */
export function heedPeople(said: Classification, stored: readonly FurtherKind[]): DecidedKinds {
  const people = stored.filter(({ by }) => by !== 'words');
  const isStruck = (kind: string) => people.some((each) => each.kind === kind && each.by === 'struck');
  const open = said.further.filter(({ kind }) => people.every((each) => each.kind !== kind));
  const further = (words: readonly KindEvidence[]) => [...people, ...words.map(fromWords)];
  const { category } = said;
  if (!isUngoverned(category) && !isStruck(category)) return { ...said, further: further(open) };
  const [next] = [...people.filter(({ by }) => by === 'added'), ...open];
  if (next)
    return {
      ...{ category: next.kind, score: next.score, reason: next.reason, suggested: said.suggested },
      further: further(open.filter((each) => each !== next)),
    };
  if (!isStruck(category)) return { ...said, further: people };
  const reason = `${said.reason}；而人工认定不是此类`;
  return { ...said, category: UNKNOWN_CATEGORY, score: 0.3, reason, suggested: [], further: people };
}

/**
 * The further kinds of a venue whose main kind a person decided: what words say beside it, unless it is to be none of
 * the governed ones.
 */
export function besideDecided(
  main: string,
  said: Pick<Classification, 'further'>,
  stored: readonly FurtherKind[],
): FurtherKind[] {
  const people = stored.filter(({ by }) => by !== 'words');
  const open = saidBeside(main, said).filter(({ kind }) => people.every((each) => each.kind !== kind));
  return [...people, ...open.map(fromWords)];
}

/** What words say beside a main kind that something else decided; nothing beside another trade. */
export function saidBeside(main: string, said: Pick<Classification, 'further'>): readonly KindEvidence[] {
  return isUngoverned(main) ? [] : said.further.filter(({ kind }) => kind !== main);
}

function fromWords(evidence: KindEvidence): FurtherKind {
  return { ...evidence, by: 'words' };
}
