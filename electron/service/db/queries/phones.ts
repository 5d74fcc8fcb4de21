import type { PhoneTable } from '#shared/contract/phones.ts';
import type { Read } from '../schema/schema.ts';

/** The telephone number of a row as it is stored; undefined where there is no row with this id. */
export async function selectPhone(
  db: Read,
  table: PhoneTable,
  id: number,
): Promise<{ phone: string } | undefined> {
  return await db.selectFrom(table).select('phone').where('id', '=', id).executeTakeFirst();
}
