import { dayOf } from '#shared/calendar/china-time.ts';
import { selectListsInUse } from '../../db/queries/imports.ts';

import type { QueryContext } from '../../workspace/context.ts';
import { chineseDay } from '../documents/chinese-date.ts';

const NAMED = 3;

/** By when the data of a sheet stand, and from which lists they are; what was entered by hand only stands as of today. */
export async function dataStand({
  db,
  today,
}: Pick<QueryContext, 'db' | 'today'>): Promise<{ dataDate: string; sources: string }> {
  const lists = await selectListsInUse(db);
  const [latest] = lists;
  if (!latest) return { dataDate: chineseDay(today), sources: '本单位登记' };
  const names = [...new Set(lists.map(({ fileName }) => fileName.replace(/\.\w{1,8}$/, '')))];
  const more = names.length > NAMED ? `等 ${names.length} 份名单` : '';
  return {
    dataDate: chineseDay(dayOf(new Date(latest.importedAt))),
    sources: names.slice(0, NAMED).join('、') + more,
  };
}
