import { basisText, type Rule } from '../rules/rule.ts';
import { SCHOOL_PLACE } from '../sweeps/visit-rules.ts';
import type { Titles } from './table-columns.ts';

/** Titles that only a workspace knows: of its categories, 其他 included, and of its rules. */
export function makeTitles(
  categories: readonly { readonly id: string; readonly title: string }[],
  rules: readonly Rule[],
): Titles {
  return {
    category: new Map([
      ...categories.map(({ id, title }) => [id, title] as const),
      ['other', '其他'],
      [SCHOOL_PLACE, '学校'],
    ]),
    rule: new Map(rules.map((rule) => [rule.id, basisText(rule)])),
  };
}
