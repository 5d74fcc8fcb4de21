import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { z } from 'zod';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import { type Classification, createClassifier, REVIEW_SCORE } from '#shared/classification/classify.ts';
import { givenData } from './given-data.ts';

/** A venue whose kinds are known by looking at it: what it is first, what it is as well behind. */
export interface LabelledVenue {
  readonly name: string;
  readonly scope: string;
  readonly industryCode: string;
  readonly kinds: readonly string[];
}

/** How the classifier does on one kind. */
export interface KindTally {
  /** Venues that are of the kind. */
  readonly count: number;
  /** Of those, how many are decided or suggested to be of it. */
  readonly found: number;
  /** Venues decided, with certainty, to be of the kind. */
  readonly taken: number;
  /** Of those taken, the names of those that are not. */
  readonly wrong: readonly string[];
  readonly missed: readonly string[];
}

const { kinds } = loadCatalogue();
const partOf = new Map(kinds.categories.map(({ id, partOf }) => [id, partOf]));
const classify = createClassifier(kinds);

export function classifyVenue({ name, scope, industryCode }: Omit<LabelledVenue, 'kinds'>): Classification {
  return classify({ name, listed: '', scope, industryCode });
}

/** Whether a kind that was answered is among those that are right; an esports hotel is a hotel. */
function isRight(right: readonly string[], answered: string): boolean {
  const whole = partOf.get(answered);
  return right.includes(answered) || (whole != null && right.includes(whole));
}

/** All kinds that an answer names: decided, beside that, or suggested. */
export function answeredBy({ category, suggested, further }: Classification): readonly string[] {
  return [category, ...further.map(({ kind }) => kind), ...suggested];
}

/** By kind, what was found and what was taken wrongly; `isWhole` where the venues are labelled with all their kinds. */
export function tallyKinds(venues: readonly LabelledVenue[], isWhole = false): Map<string, KindTally> {
  const empty = () => ({ count: 0, found: 0, taken: 0, wrong: [] as string[], missed: [] as string[] });
  const tallies = new Map<string, ReturnType<typeof empty>>();
  const of = (kind: string) => {
    const known = tallies.get(kind) ?? empty();
    tallies.set(kind, known);
    return known;
  };
  for (const venue of venues) {
    const answer = classifyVenue(venue);
    const { category, score } = answer;
    const [kind = UNKNOWN_CATEGORY] = venue.kinds;
    const tally = of(kind);
    tally.count += 1;
    if (answeredBy(answer).some((answered) => isRight(venue.kinds, answered))) tally.found += 1;
    else tally.missed.push(venue.name);
    if (score < REVIEW_SCORE || category === UNKNOWN_CATEGORY) continue;
    // Names that others labelled have their main kind alone.
    const beside = isWhole ? answer.further.filter((each) => each.score >= REVIEW_SCORE) : [];
    for (const taken of [category, ...beside.map((each) => each.kind)]) {
      of(taken).taken += 1;
      if (!isRight(venue.kinds, taken)) of(taken).wrong.push(venue.name);
    }
  }
  return tallies;
}

/** All kinds of a set together. */
export function sumOf(tallies: ReadonlyMap<string, KindTally>): KindTally {
  const all = [...tallies.values()];
  const sum = (of: (tally: KindTally) => number) => all.reduce((total, tally) => total + of(tally), 0);
  return {
    count: sum(({ count }) => count),
    found: sum(({ found }) => found),
    taken: sum(({ taken }) => taken),
    wrong: all.flatMap(({ wrong }) => wrong),
    missed: all.flatMap(({ missed }) => missed),
  };
}

const ownSchema = z.array(
  z.object({
    name: z.string(),
    scope: z.string(),
    industryCode: z.string(),
    kinds: z.string(),
    trap: z.enum(['', 'trap']),
  }),
);

const ownFolder = join(import.meta.dirname, '..', 'shared', 'kinds');

/** The project's own made names, half of them traps. */
export function ownNames(): (LabelledVenue & { readonly isTrap: boolean })[] {
  const rows = ownSchema.parse(parse(readFileSync(join(ownFolder, 'names.csv'), 'utf8'), { columns: true }));
  return rows.map(({ kinds, trap, ...row }) => ({ ...row, kinds: kinds.split('|'), isTrap: trap !== '' }));
}

const givenSchema = z.array(z.object({ name: z.string(), scope: z.string(), expected: z.string() }));

/** Made names that somebody else labelled. */
export function givenNames(): LabelledVenue[] {
  const text = readFileSync(givenData('kinds', 'names.csv'), 'utf8');
  return givenSchema
    .parse(parse(text, { columns: true, bom: true }))
    .map(({ expected, ...row }) => ({ ...row, industryCode: '', kinds: expected.split('|') }));
}

/** A row of the Hangzhou list: its number from 1, its name, and its own label. */
export interface ListedName {
  readonly row: number;
  readonly name: string;
  readonly label: string;
}

export function hangzhouNames(): ListedName[] {
  return readFileSync(givenData('hangzhou', 'poi.tsv'), 'utf8')
    .trimEnd()
    .split('\n')
    .map((line, i) => {
      const cells = line.split('\t').map((cell) => cell.trim());
      return { row: i + 1, name: cells[0] ?? '', label: cells[3] ?? '' };
    });
}

/** The labels of the Hangzhou list by which its own kinds are told. */
export const hangzhouLabels: Readonly<Record<string, RegExp>> = {
  internet_cafe: /娱乐场所;网吧/,
  ktv: /娱乐场所;KTV/,
  arcade: /娱乐场所;游戏厅/,
  billiard: /运动场馆;台球厅/,
  bath: /洗浴推拿场所;/,
  lodging: /住宿服务;/,
  lottery: /彩票彩券销售点;/,
  bar: /娱乐场所;酒吧/,
};

/**
 * Rows of the Hangzhou list by what they are when a person looks at name and label: its labels are noisy. Of the kinds
 * that are not named here nobody has looked.
 */
export function hangzhouTruth(): ReadonlyMap<string, ReadonlySet<number>> {
  const text = readFileSync(join(ownFolder, 'hangzhou-rows.json'), 'utf8');
  const rows = z.record(z.string(), z.array(z.number())).parse(JSON.parse(text));
  return new Map(Object.entries(rows).map(([kind, numbers]) => [kind, new Set(numbers)]));
}
