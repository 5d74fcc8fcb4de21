import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const queries = join(import.meta.dirname, '..', '..', 'electron', 'service', 'db', 'queries');
const files = readdirSync(queries).filter((name) => name !== 'hazard-state.ts');
const textOf = (name: string) => readFileSync(join(queries, name), 'utf8');

/** Files that read hazards without counting them, and why. */
const uncounted: Readonly<Record<string, string>> = {
  'attachments.ts': 'evidence of one hazard, also of one that was voided',
  'papers.ts': 'papers about one hazard or place, also about one that was voided',
  'past-records.ts': 'how every hazard stood on past days, also one that was voided since',
  'sensitive-values.ts': 'names and places of all of them: what is withheld, is withheld of voided ones too',
  'place-of-record.ts': 'joins hazards with their places for those who ask',
  'search.ts': 'a voided hazard is found by its number, and says that it was voided',
};

/** A state of a hazard in SQL: only `hazard-state.ts` says which states count or are open. */
const namesState = /"state"\s*(<>|=|!=|in)|'(hazards\.)?state',\s*'(!=|=|<>|in)'/;

it('no query but one says which states of hazards count or are open', () => {
  const naming = files.filter((name) => namesState.test(textOf(name)));
  // How many were closed, and which come last: of those that count. Papers and approvals have states of their own.
  expect(naming).toEqual(['approvals.ts', 'documents.ts', 'exported-rows.ts', 'papers.ts', 'table-query.ts']);
});

it('every query about hazards asks which of them count or are open', () => {
  const about = files.filter((name) => /from "?hazards"?\b|selectFrom\('hazards'\)/.test(textOf(name)));
  const asking = about.filter((name) => /is(Counted|Open)Hazard\(/.test(textOf(name)));
  expect(about.filter((name) => !asking.includes(name) && !(name in uncounted))).toEqual([]);
});
