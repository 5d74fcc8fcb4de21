import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { REVIEW_SCORE } from '#shared/classification/classify.ts';
import { hasGivenData } from '../support/given-data.ts';
import {
  answeredBy,
  classifyVenue,
  givenNames,
  hangzhouLabels,
  hangzhouNames,
  hangzhouTruth,
  type KindTally,
  ownNames,
  sumOf,
  tallyKinds,
} from '../support/kind-sets.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';
import { benchLearning } from './kind-learning.ts';
import { benchProposals } from './kind-proposals.ts';

const titles = loadCatalogue().categoryTitles;

/** How right the kinds are: what is missed and what is decided wrongly, in hundredths, on three labelled sets. */
export function benchKinds(figures: Figures): void {
  const own = tallyKinds(ownNames(), true);
  print('the project’s own names', own);
  addSet(figures, 'the project’s own names', sumOf(own));
  if (!hasGivenData) {
    figures.leave('kinds of given names and of 上城区: ../shared/data is not here');
    return;
  }
  const given = tallyKinds(givenNames());
  print('names.csv', given);
  addSet(figures, 'names.csv', sumOf(given));
  benchHangzhouNames(figures);
  benchProposals(figures);
  benchLearning(figures);
}

function addSet(figures: Figures, set: string, { count, found, taken, wrong }: KindTally): void {
  addPart(
    figures,
    `${set}: neither decided nor suggested`,
    count - found,
    count,
    ceilings.kindsMissedPercent,
  );
  addPart(figures, `${set}: decided, and wrong`, wrong.length, taken, ceilings.kindsWrongPercent);
}

/** Names alone, by the list's own labels; of what is decided, how much is wrong when looked at. */
function benchHangzhouNames(figures: Figures): void {
  const rows = hangzhouNames();
  const answers = rows.map(({ name }) => classifyVenue({ name, scope: '', industryCode: '' }));
  for (const [kind, label] of Object.entries(hangzhouLabels)) {
    const labelled = answers.filter((_, i) => label.test(rows[i]?.label ?? ''));
    const found = labelled.filter((answer) => answeredBy(answer).includes(kind));
    const limit = Object.entries(ceilings.kindsMissedByNamePercent).find(([id]) => id === kind)?.[1] ?? null;
    const missed = labelled.length - found.length;
    addPart(figures, `上城区, names alone: ${titles.get(kind)} missed`, missed, labelled.length, limit);
  }
  const truth = hangzhouTruth();
  let [taken, wrong] = [0, 0];
  for (const [i, { category, score }] of answers.entries()) {
    const right = truth.get(category);
    if (!right || score < REVIEW_SCORE) continue;
    taken += 1;
    if (!right.has(rows[i]?.row ?? 0)) wrong += 1;
  }
  addPart(
    figures,
    '上城区, names alone: decided, and wrong when looked at',
    wrong,
    taken,
    ceilings.kindsWrongByNamePercent,
  );
}

function addPart(figures: Figures, what: string, part: number, whole: number, limit: number | null): void {
  figures.add({
    what: `${what} (${part} of ${whole})`,
    value: whole === 0 ? 0 : (100 * part) / whole,
    unit: '%',
    limit,
    peer: '',
    peerValue: null,
  });
}

function print(set: string, tallies: ReadonlyMap<string, KindTally>): void {
  process.stdout.write(`\n${set}\n| kind | n | precision | recall |\n|---|---|---|---|\n`);
  for (const [kind, { count, found, taken, wrong }] of tallies)
    process.stdout.write(
      `| ${titles.get(kind) ?? kind} | ${count} | ${part(taken - wrong.length, taken)} | ${part(found, count)} |\n`,
    );
}

function part(some: number, all: number): string {
  return all === 0 ? '–' : (some / all).toFixed(3);
}
