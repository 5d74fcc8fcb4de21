import { sql } from 'kysely';
import type { Read } from '../schema/schema.ts';

/** Under what the trail notes a call that was refused. */
export const REFUSED_CALL = 'calls.refuse';

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

/** Refused calls with a text in who it was or what was called, from a moment on and before another, the latest first. */
export async function selectRefusedCalls(
  db: Read,
  {
    text,
    from,
    until,
  }: { readonly text: string; readonly from: string | null; readonly until: string | null },
  limit: number,
) {
  const holds = (column: 'actor' | 'input') =>
    sql<boolean>`instr(lower(${sql.ref(column)}), lower(${text})) > 0`;
  let entries = db
    .selectFrom('audit')
    .select(['id', 'at', 'actor', 'input'])
    .where('command', '=', REFUSED_CALL)
    .orderBy('id', 'desc')
    .limit(limit);
  if (text !== '') entries = entries.where(({ or }) => or([holds('actor'), holds('input')]));
  if (from !== null) entries = entries.where('at', '>=', from);
  if (until !== null) entries = entries.where('at', '<', until);
  return await entries.execute();
}
