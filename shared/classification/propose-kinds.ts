import { isUngoverned, OTHER_CATEGORY, REVIEW_SCORE, UNKNOWN_CATEGORY } from './category.ts';
import type { Classification } from './weigh-evidence.ts';

type Said = Pick<Classification, 'category' | 'score' | 'suggested' | 'further'>;

/** A row that was looked at. */
interface LookedRow {
  readonly name: string;
  /** What is said of it without the column that is asked about. */
  readonly said: Said;
  /** What it is taken for today, with that column. */
  readonly today: Said;
}

/** The rows of one value of a column. */
export interface ValueRows {
  readonly value: string;
  /** All of them. */
  readonly rows: number;
  /** Those that were looked at: all, or evenly chosen ones of many. */
  readonly looked: readonly LookedRow[];
}

/** What a value most likely means, with what speaks for it and against. */
export interface KindProposal {
  readonly value: string;
  readonly category: string;
  readonly rows: number;
  readonly looked: number;
  /** Of those looked at, how many can be told to be of the kind by what else is known of them. */
  readonly agree: number;
  /** Of these, how many with certainty; the others only could be. */
  readonly sure: number;
  /** How many are told to be something else. */
  readonly against: number;
  /** How many are taken for the kind today, with certainty. */
  readonly decided: number;
  readonly examples: readonly string[];
  readonly counterExamples: readonly { readonly name: string; readonly category: string }[];
}

/** Fewer rows of a kind are chance. */
const LEAST_AGREEING = 3;
/** Of these, so many must be certain: a whole street of 大厦 could be hotels, and is not. */
const LEAST_SURE_OF_AGREEING = 0.4;
/** Of rows that say anything, so many must say the kind. */
const LEAST_OF_SPEAKING = 0.6;
/** Of all rows, so many must. */
const LEAST_OF_ALL = 0.25;
/** So many times as often as among the rows of other values: else the column says nothing of it. */
const LEAST_LIFT = 3;

const EXAMPLES = 5;

interface Votes {
  decided: number;
  hinted: number;
}

/**
 * What the values of a column mean, told from rows of which name, code or scope say what they are; values that say
 * nothing of a kind, or whose rows are all known to be of it already, are left out. `isWhole` where the column is known
 * to hold kinds: then one value of all rows tells something as well.
 */
export function proposeKinds(
  values: readonly ValueRows[],
  partOf: ReadonlyMap<string, string>,
  isWhole: boolean,
): KindProposal[] {
  const votes = values.map(({ looked }) => votesOf(looked, partOf));
  const shares = values.map(({ looked }, i) => sharesOf(votes[i] ?? new Map(), looked.length));
  const all = values.reduce((sum, { rows }) => sum + rows, 0);
  const expected = new Map<string, number>();
  for (const [i, { rows }] of values.entries())
    for (const [kind, share] of shares[i] ?? []) expected.set(kind, (expected.get(kind) ?? 0) + share * rows);
  return values.flatMap((value, i) => {
    const kind = strongest(votes[i] ?? new Map());
    if (kind === null) return [];
    const proposal = describe(value, kind, partOf);
    const others = all - value.rows;
    const share = proposal.agree / value.looked.length;
    const elsewhere = others === 0 ? 0 : ((expected.get(kind) ?? 0) - share * value.rows) / others;
    const isTelling = others === 0 ? isWhole : share >= LEAST_LIFT * elsewhere;
    return isTelling && isSupported(proposal) ? [proposal] : [];
  });
}

function isSupported({ looked, agree, sure, against, decided }: KindProposal): boolean {
  return (
    agree >= LEAST_AGREEING &&
    sure >= LEAST_SURE_OF_AGREEING * agree &&
    agree >= LEAST_OF_SPEAKING * (agree + against) &&
    agree >= LEAST_OF_ALL * looked &&
    decided < looked
  );
}

function votesOf(looked: readonly LookedRow[], partOf: ReadonlyMap<string, string>): Map<string, Votes> {
  const votes = new Map<string, Votes>();
  for (const { said } of looked)
    for (const kind of kindsOf(said, partOf)) {
      const known = votes.get(kind) ?? { decided: 0, hinted: 0 };
      if (isDecided(said, kind, partOf)) known.decided += 1;
      else known.hinted += 1;
      votes.set(kind, known);
    }
  return votes;
}

function sharesOf(votes: ReadonlyMap<string, Votes>, looked: number): Map<string, number> {
  return new Map([...votes].map(([kind, { decided, hinted }]) => [kind, (decided + hinted) / looked]));
}

/** The kind that most rows are; what is only suggested counts half. */
function strongest(votes: ReadonlyMap<string, Votes>): string | null {
  let best: string | null = null;
  let most = 0;
  for (const [kind, { decided, hinted }] of votes) {
    const weight = decided + hinted / 2;
    if (weight > most) [best, most] = [kind, weight];
  }
  return best;
}

function describe(
  { value, rows, looked }: ValueRows,
  category: string,
  partOf: ReadonlyMap<string, string>,
): KindProposal {
  const agreeing = looked.filter(({ said }) => kindsOf(said, partOf).has(category));
  const against = looked.filter(({ said }) => !kindsOf(said, partOf).has(category) && isElse(said));
  const sure = agreeing.filter(({ said }) => isDecided(said, category, partOf));
  return {
    ...{ value, category, rows, looked: looked.length },
    ...{ agree: agreeing.length, sure: sure.length, against: against.length },
    decided: looked.filter(({ today }) => isDecided(today, category, partOf)).length,
    examples: distinct([...sure, ...agreeing].map(({ name }) => name)).slice(0, EXAMPLES),
    counterExamples: against.slice(0, EXAMPLES).map(({ name, said }) => ({ name, category: said.category })),
  };
}

/** The governed kinds that a row is or could be of; one that is a form of another counts for that as well. */
function kindsOf(
  { category, suggested, further }: Said,
  partOf: ReadonlyMap<string, string>,
): ReadonlySet<string> {
  const beside = further.map(({ kind }) => kind);
  const kinds = [category, ...beside, ...suggested].filter((kind) => !isUngoverned(kind));
  return new Set(kinds.flatMap((kind) => [kind, partOf.get(kind) ?? kind]));
}

function isDecided({ category, score }: Said, kind: string, partOf: ReadonlyMap<string, string>): boolean {
  return score >= REVIEW_SCORE && (category === kind || partOf.get(category) === kind);
}

/** Whether something says that a row is of another kind or trade. */
function isElse({ category, score }: Said): boolean {
  return category !== UNKNOWN_CATEGORY && (category === OTHER_CATEGORY || score >= REVIEW_SCORE);
}

function distinct(names: readonly string[]): string[] {
  return [...new Set(names)];
}
