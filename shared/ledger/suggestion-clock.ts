import type { ToldSource } from './source.ts';

/** A suggestion of the procuratorate: whoever gets it answers in writing within a term. */
export const SUGGESTION: ToldSource = '检察建议';

interface SuggestionTerm {
  readonly months: number;
  readonly title: string;
  readonly basis: string;
}

/** How long there is to answer, by what a suggestion rests on; one that names a shorter time goes before. */
export const suggestionTerms = {
  general: {
    months: 2,
    title: '两个月',
    basis: '《人民检察院检察建议工作规定》：除另有规定外，收到之日起两个月内书面回复',
  },
  minors: {
    months: 1,
    title: '一个月',
    basis:
      '《中华人民共和国未成年人保护法》第一百一十四条、《北京市未成年人保护条例》第六十条：一个月内书面回复',
  },
} as const satisfies Record<string, SuggestionTerm>;
export type SuggestionTermName = keyof typeof suggestionTerms;

/** Which term a suggestion has, by the law that its words name. */
export function suggestionTermOf(words: string): SuggestionTermName {
  return /未成年人保护|一百一十四条|114条|第六十条/.test(words) ? 'minors' : 'general';
}

/** The last day to answer a suggestion that came on a day (YYYY-MM-DD): the same day of a later month, or its last one. */
export function suggestionDue(receivedOn: string, term: SuggestionTermName): string {
  const [year = 0, month = 0, day = 0] = receivedOn.split('-').map(Number);
  const last = new Date(Date.UTC(year, month + suggestionTerms[term].months, 0)).getUTCDate();
  const due = new Date(Date.UTC(year, month - 1 + suggestionTerms[term].months, Math.min(day, last)));
  return due.toISOString().slice(0, 10);
}
