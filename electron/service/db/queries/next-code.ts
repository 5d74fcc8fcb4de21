import { sql } from 'kysely';
import type { Read } from '../schema/schema.ts';
import { readFieldPacket } from './packets.ts';

/** Letters that mark an unpacked copy: none that is read as a digit, and not the W before them. */
const LETTERS = 'ABCDEFGHJKLMNPQRSTUVXYZ';

/**
 * The next number with this prefix, counted within it: YH-2026Q4- gives YH-2026Q4-0001 first. In the field
 * the packet's number and letters of the unpacked copy stand in between, as YH-2026Q4-W3KA-0001: no two workspaces
 * give the same.
 */
export async function nextCode(db: Read, table: 'hazards' | 'surveys', prefix: string): Promise<string> {
  const field = await readFieldPacket(db);
  const own = field ? `${prefix}W${field.about.number}${lettersOf(field.copy)}-` : prefix;
  const { rows } = await sql<{ last: number | null }>`
    select max(cast(substr("code", ${own.length + 1}) as integer)) as "last" from ${sql.ref(table)}
    where "code" like ${`${own}%`} and "code" not like ${`${own}W%`}`.execute(db);
  return `${own}${String((rows[0]?.last ?? 0) + 1).padStart(4, '0')}`;
}

/** Two letters from what is chance in an identity. */
function lettersOf(copy: string): string {
  const chance = Number.parseInt(copy.slice(-6), 16) || 0;
  const letter = (place: number) => LETTERS[place % LETTERS.length] ?? '';
  return `${letter(chance)}${letter(Math.floor(chance / LETTERS.length))}`;
}

/** A code that nobody has: itself, or with a number behind where somebody gave the same. */
export async function freeCode(db: Read, table: 'hazards' | 'surveys', code: string): Promise<string> {
  for (let times = 1; ; times += 1) {
    const free = times === 1 ? code : `${code}-${times}`;
    const taken = await db.selectFrom(table).select('id').where('code', '=', free).executeTakeFirst();
    if (!taken) return free;
  }
}
