import { isUngoverned } from '#shared/classification/category.ts';
import { REVIEW_SCORE } from '#shared/classification/classify.ts';
import { learnPieces, type TaughtName } from '#shared/classification/learned-pieces.ts';
import { draw, seededRandom } from '#shared/sweeps/random.ts';
import { classifyVenue, hangzhouLabels, hangzhouNames } from '../support/kind-sets.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';

/** Decisions of a reviewer before the rest is looked at, and how many of the rest. */
const DECIDED = 100;
const LOOKED_AT = 25;
/** Different hundreds are decided; what is told is of all together. */
const SEEDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];

interface Doubt {
  readonly name: string;
  readonly kind: string;
  readonly score: number;
  readonly isRight: boolean;
}

/**
 * Of the doubts of the Hangzhou list (names alone) that are shown first, how many are not of the kind that is hinted at:
 * with what is learned from certain names and a hundred decisions, beside the dictionary's own certainty.
 */
export function benchLearning(figures: Figures): void {
  const rows = hangzhouNames().map(({ name, label }) => {
    const said = classifyVenue({ name, scope: '', industryCode: '' });
    const kind = [said.category, ...said.suggested].find((each) => !isUngoverned(each));
    return { name, label, said, kind, isCertain: said.score >= REVIEW_SCORE };
  });
  const certain = rows.flatMap(({ name, said, isCertain }) =>
    isCertain ? [{ name, kind: said.category }] : [],
  );
  // Of kinds that the list has no label for, nobody knows what is right.
  const doubts = rows.flatMap(({ name, label, said, kind, isCertain }): Doubt[] => {
    const own = Object.entries(hangzhouLabels).find(([id]) => id === kind)?.[1];
    if (isCertain || !kind || !own) return [];
    return [{ name, kind, score: said.score, isRight: own.test(label) }];
  });
  let [learned, plain] = [0, 0];
  for (const seed of SEEDS) {
    const inAnyOrder = draw(doubts, doubts.length, seededRandom(seed));
    const tell = learn(certain, inAnyOrder.slice(0, DECIDED), seed);
    const rest = inAnyOrder.slice(DECIDED);
    learned += inVain(rest, ({ name, kind }) => tell(name, kind));
    plain += inVain(rest, ({ score }) => score);
  }
  const percent = (count: number) => (100 * count) / (SEEDS.length * LOOKED_AT);
  figures.add({
    what: `上城区, names alone: of ${LOOKED_AT} doubts shown first, not of the kind that is hinted at`,
    value: percent(learned),
    unit: '%',
    limit: ceilings.doubtsInVainPercent,
    peer: 'by the dictionary alone',
    peerValue: percent(plain),
  });
}

function learn(
  certain: readonly TaughtName[],
  decided: readonly Doubt[],
  seed: number,
): (name: string, kind: string) => number {
  const said = decided.map(({ name, kind, isRight }) => ({ name, kind: isRight ? kind : 'other' }));
  const some = draw(certain, 5000, seededRandom(seed));
  const taught = [...some, ...Array.from({ length: 5 }, () => said).flat()];
  const tell = learnPieces(
    draw(taught, taught.length, seededRandom(seed)),
    new Set(Object.keys(hangzhouLabels)),
  );
  return (name, kind) => tell?.(name, kind)?.score ?? Number.NEGATIVE_INFINITY;
}

function inVain(doubts: readonly Doubt[], rank: (doubt: Doubt) => number): number {
  const first = doubts.toSorted((a, b) => rank(b) - rank(a)).slice(0, LOOKED_AT);
  return first.filter(({ isRight }) => !isRight).length;
}
