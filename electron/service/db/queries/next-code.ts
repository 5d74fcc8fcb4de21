import { sql } from 'kysely';
import type { Read } from '../schema/schema.ts';
import { readFieldPacket } from './packets.ts';

/**
 * The next number with this prefix, counted within it: YH-2026Q4- gives YH-2026Q4-0001 first. In the field
 * the packet's number stands in between, as YH-2026Q4-W3-0001: no two workspaces give the same.
 */
export async function nextCode(db: Read, table: 'hazards' | 'surveys', prefix: string): Promise<string> {
  const field = await readFieldPacket(db);
  const own = field ? `${prefix}W${field.about.number}-` : prefix;
  const { rows } = await sql<{ last: number | null }>`
    select max(cast(substr("code", ${own.length + 1}) as integer)) as "last" from ${sql.ref(table)}
    where "code" like ${`${own}%`} and "code" not like ${`${own}W%`}`.execute(db);
  return `${own}${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`;
}
