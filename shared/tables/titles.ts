import { OTHER_CATEGORY, UNKNOWN_CATEGORY } from '../classification/category.ts';
import { basisText, type Rule } from '../rules/rule.ts';
import { SCHOOL_PLACE } from '../sweeps/visit-rules.ts';
import type { Titles } from './table-columns.ts';

/** The titles that a person may choose for a venue: it cannot become a school. */
export function choosable(titles: ReadonlyMap<string, string>): [string, string][] {
  return [...titles].filter(([id]) => id !== SCHOOL_PLACE);
}

/** Titles that only a workspace knows: of its categories, 其他 included, and of its rules. */
export function makeTitles(
  categories: readonly { readonly id: string; readonly title: string }[],
  rules: readonly Rule[],
): Titles {
  return {
    category: new Map([
      ...categories.map(({ id, title }) => [id, title] as const),
      [OTHER_CATEGORY, '其他'],
      [UNKNOWN_CATEGORY, '未定'],
      [SCHOOL_PLACE, '学校'],
    ]),
    rule: new Map(rules.map((rule) => [rule.id, basisText(rule)])),
  };
}
