import { proposeForList } from '#service/import/propose-kinds.ts';
import { loadCatalogue } from '#service/workspace/catalogue.ts';
import { type Adoption, createAdoptionLook } from '#shared/classification/adopted-values.ts';
import { createClassifier, REVIEW_SCORE } from '#shared/classification/classify.ts';
import { hangzhouLabels, hangzhouNames, hangzhouTruth } from '../support/kind-sets.ts';
import ceilings from './ceilings.json' with { type: 'json' };
import type { Figures } from './figures.ts';

const { kinds, categoryTitles: titles } = loadCatalogue();

/**
 * The Hangzhou list with a meaningless number in place of each label: what its names tell of the numbers is adopted as it
 * is proposed, and each kind is found by that. What is taken for a kind by its number, and is not of it by its label, is
 * counted as well: a number that is given to too many kinds would find them all.
 */
export function benchProposals(figures: Figures): void {
  const rows = hangzhouNames();
  const numbers = new Map<string, string>();
  for (const { label } of rows) if (!numbers.has(label)) numbers.set(label, String(7001 + 3 * numbers.size));
  const coded = rows.map(({ name, label }) => ({ name, code: numbers.get(label) ?? '' }));
  const table = {
    columns: ['名称', '小类'],
    rows: coded.map(({ name, code }, i) => ({ number: i + 1, cells: [name, code], geometry: null })),
  };
  const proposals = proposeForList(table, { name: '名称' }, { kinds, wordings: [] });
  const adoptions = proposals.map(
    ({ column, field, value, category }): Adoption => ({ column, field, value, category, as: 'all' }),
  );
  const classify = createClassifier(kinds, [], createAdoptionLook(adoptions, [], titles));
  const answers = coded.map(({ name, code }) =>
    classify({ name, listed: code, scope: '', industryCode: '' }),
  );
  const truth = hangzhouTruth();
  const adopted = new Set(adoptions.map(({ value }) => value));
  for (const [kind, label] of Object.entries(hangzhouLabels)) {
    const own = answers.filter((_, i) => label.test(rows[i]?.label ?? ''));
    const missed = own.filter(({ category, suggested }) => ![category, ...suggested].includes(kind)).length;
    const what = `上城区, labels as numbers, proposals adopted: ${titles.get(kind)} missed`;
    add(figures, what, missed, own.length, ceilings.kindsMissedByProposalPercent);
    const taken = answers.flatMap(({ category, score }, i) =>
      category === kind && score >= REVIEW_SCORE && adopted.has(coded[i]?.code ?? '') ? [i] : [],
    );
    const isRight = (i: number) =>
      label.test(rows[i]?.label ?? '') || truth.get(kind)?.has(rows[i]?.row ?? 0) === true;
    const wrong = taken.filter((i) => !isRight(i)).length;
    const too = `上城区, labels as numbers: taken for ${titles.get(kind)} by a number, wrong by label and by name`;
    add(figures, too, wrong, taken.length, ceilings.kindsWrongByProposalPercent);
  }
}

function add(figures: Figures, what: string, part: number, whole: number, limit: number): void {
  const value = whole === 0 ? 0 : (100 * part) / whole;
  figures.add({
    what: `${what} (${part} of ${whole})`,
    value,
    unit: '%',
    limit,
    peer: '',
    peerValue: null,
  });
}
