import { saveDistinctVenues } from '../../db/queries/merged-venues.ts';
import type { CommandContext } from '../../workspace/context.ts';

/** Remembers that two venues are two, whichever is named first. */
export async function keepApart(
  { db, now, actor }: CommandContext,
  firstId: number,
  secondId: number,
): Promise<void> {
  const [low, high] = firstId < secondId ? [firstId, secondId] : [secondId, firstId];
  await saveDistinctVenues(db, { firstId: low, secondId: high, at: now.toISOString(), actor });
}
