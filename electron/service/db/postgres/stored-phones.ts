import { ANY_BEGINNING, beginningOf } from '../../platform/phone-cipher.ts';
import { phoneKeys } from '../../platform/phone-keys.ts';
import { phoneColumnsOf, storedTables } from '../schema/find-tables.ts';
import { literal, type Postgres, quoted, rowsOf } from './connection.ts';

/**
 * Whether telephones are stored otherwise than they would be written now: as they are where there is a key, by another key, or
 * encrypted where there is none any more. Errors: PHONES_KEY_FILE.
 */
export async function hasOtherPhones(postgres: Postgres, schema: string): Promise<boolean> {
  const { current } = phoneKeys();
  const begins = (column: string, beginning: string) =>
    `substr(${column}, 1, ${beginning.length}) = ${literal(beginning)}`;
  for (const table of storedTables) {
    const others = phoneColumnsOf(table)
      .map((column) => quoted(column))
      .map((column) =>
        current
          ? `(${column} <> '' and not ${begins(column, beginningOf(current))})`
          : begins(column, ANY_BEGINNING),
      );
    if (others.length === 0) continue;
    const [found] = await rowsOf<{ isThere: boolean }>(
      postgres,
      `select exists (select 1 from ${quoted(schema, table)} where ${others.join(' or ')}) as "isThere"`,
    );
    if (found?.isThere) return true;
  }
  return false;
}
