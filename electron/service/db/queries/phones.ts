import type { PhoneColumn, PhoneTable } from '#shared/contract/phones.ts';
import type { Read } from '../schema/schema.ts';

/** A telephone number of a row as it is stored; undefined where there is no row with this id, or none of that kind. */
export async function selectPhone(
  db: Read,
  table: PhoneTable,
  id: number,
  column: PhoneColumn,
): Promise<{ phone: string } | undefined> {
  if (column === 'substitutePhone')
    return table === 'duties'
      ? await db.selectFrom(table).select('substitutePhone as phone').where('id', '=', id).executeTakeFirst()
      : undefined;
  return await db.selectFrom(table).select('phone').where('id', '=', id).executeTakeFirst();
}
