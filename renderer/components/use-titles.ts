import { useMemo } from 'react';
import { basisText } from '#shared/rules/rule.ts';
import type { Titles } from '#shared/tables/columns.ts';
import { useService } from '../client/queries.ts';

const noTitles: Titles = { category: new Map(), rule: new Map() };

/** Titles that only the open workspace knows: of categories and rules. */
export function useTitles(): Titles {
  const { data } = useService('workspace.describe', {});
  return useMemo(
    () =>
      data
        ? {
            category: new Map([
              ...data.categories.map(({ id, title }) => [id, title] as const),
              ['other', '其他'],
            ]),
            rule: new Map(data.rules.map((rule) => [rule.id, basisText(rule)])),
          }
        : noTitles,
    [data],
  );
}
