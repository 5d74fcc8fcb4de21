import type { Verdict } from '#shared/zones/verdict.ts';
import type { Read } from '../schema/schema.ts';

/** What a survey decides today: one line a rule, in the order of the rules. */
export async function selectDecided(
  db: Read,
  surveyId: number,
): Promise<{ ruleId: string; limit: number; verdict: Verdict }[]> {
  return await db
    .selectFrom('findings')
    .select(['ruleId', 'limit', 'verdict'])
    .where('surveyId', '=', surveyId)
    .orderBy('ruleRank')
    .execute();
}

/**
 * From where the distance between a school and a venue is measured: the finding that the survey decides,
 * else any finding of the two; null where they have none.
 */
export async function selectMeasuredFrom(
  db: Read,
  { id, schoolId, venueId }: { readonly id: number; readonly schoolId: number; readonly venueId: number },
): Promise<readonly [number, number] | null> {
  const rows = await db
    .selectFrom('findings')
    .select(['fromLng', 'fromLat', 'surveyId'])
    .where('schoolId', '=', schoolId)
    .where('venueId', '=', venueId)
    .execute();
  const row = rows.find(({ surveyId }) => surveyId === id) ?? rows[0];
  return row ? [row.fromLng, row.fromLat] : null;
}
