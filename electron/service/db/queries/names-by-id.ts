import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';

/** Names of some schools, venues or 治安乱点 by their ids; those that are gone have none. */
export async function selectNamesById(
  db: Read,
  table: 'schools' | 'venues' | 'troubleSpots',
  ids: readonly number[],
): Promise<Map<number, string>> {
  const rows = await db.selectFrom(table).select(['id', 'name']).where('id', 'in', toIdList(ids)).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
