import type { Read } from './schema.ts';

/** The next number with this prefix, counted within it: YH-2026Q4- gives YH-2026Q4-0001 first. */
export async function nextCode(db: Read, table: 'hazards' | 'surveys', prefix: string): Promise<string> {
  const last = await db
    .selectFrom(table)
    .select('code')
    .where('code', 'like', `${prefix}%`)
    .orderBy('code', 'desc')
    .limit(1)
    .executeTakeFirst();
  return `${prefix}${String(Number(last?.code.slice(prefix.length) ?? 0) + 1).padStart(4, '0')}`;
}
