import type { Read } from '../schema/schema.ts';

/** Entries of the trail of some commands, the latest first. */
export async function selectTrailEntries(db: Read, commands: readonly string[], limit: number) {
  return await db
    .selectFrom('audit')
    .select(['id', 'at', 'actor', 'command', 'input', 'after'])
    .where('command', 'in', commands)
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
}
