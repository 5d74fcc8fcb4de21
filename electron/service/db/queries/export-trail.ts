import type { Read } from '../schema/schema.ts';

/** Entries of the trail of some commands, the latest first. */
export async function selectEntriesOf(db: Read, commands: readonly string[], limit: number) {
  return await db
    .selectFrom('audit')
    .select(['id', 'at', 'actor', 'command', 'input', 'after'])
    .where('command', 'in', [...commands])
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}

/** Names of some rows by their ids. */
export async function selectNames(
  db: Read,
  table: 'schools' | 'venues',
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom(table)
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}
