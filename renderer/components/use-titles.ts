import { useMemo } from 'react';
import type { Titles } from '#shared/tables/table-columns.ts';
import { makeTitles } from '#shared/tables/titles.ts';
import { useService } from '../client/queries.ts';

/** Titles that only the open workspace knows: of categories and rules. */
export function useTitles(): Titles {
  const { data } = useService('workspace.describe', {});
  return useMemo(() => makeTitles(data?.categories ?? [], data?.rules ?? []), [data]);
}
