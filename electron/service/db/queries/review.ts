import { REVIEW_SCORE } from '#shared/classification/classify.ts';
import { UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import type { Read } from '../schema/schema.ts';

/** Venues whose category nobody is sure of; a decision by hand has the highest score. */
function toReview(db: Read) {
  return db.selectFrom('venues').where('categoryScore', '<', REVIEW_SCORE);
}

/** By the words that decided: how many venues, and how many of them have a finding. */
export async function selectReviewGroups(db: Read) {
  return await toReview(db)
    .select(['categoryReason as reason', 'category'])
    .select((select) => [
      select.fn.countAll<number>().as('count'),
      select.fn
        .sum<number>(
          select
            .case()
            .when(
              select.exists(
                select
                  .selectFrom('findings')
                  .select('findings.id')
                  .whereRef('findings.venueId', '=', 'venues.id')
                  .where('findings.verdict', '!=', 'outside'),
              ),
            )
            .then(1)
            .else(0)
            .end(),
        )
        .as('inZone'),
    ])
    .groupBy(['categoryReason', 'category'])
    .orderBy('inZone', 'desc')
    .orderBy('count', 'desc')
    .execute();
}

export async function selectReviewVenues(db: Read, reason: string, limit: number) {
  return await toReview(db)
    .select(['id', 'name', 'scope', 'listedCategory', 'address', 'category', 'categoryScore as score'])
    .where('categoryReason', '=', reason)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Schools whose stage nobody knows, with how many venues it is in question for; the most first. */
export async function selectUnstaged(db: Read) {
  return await db
    .selectFrom('schools')
    .leftJoin('findings', (join) =>
      join.onRef('findings.schoolId', '=', 'schools.id').on('findings.verdict', '!=', 'outside'),
    )
    .select(['schools.id', 'schools.name', 'schools.schoolCode', 'schools.address'])
    .select((select) => select.fn.count<number>('findings.venueId').distinct().as('inQuestion'))
    .where('schools.stage', '=', UNKNOWN_STAGE)
    .groupBy('schools.id')
    .orderBy('inQuestion', 'desc')
    .orderBy('schools.name')
    .execute();
}

/** How many schools there are whose stage nobody knows. */
export async function countUnstaged(db: Read): Promise<number> {
  const { n } = await db
    .selectFrom('schools')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('stage', '=', UNKNOWN_STAGE)
    .executeTakeFirstOrThrow();
  return n;
}

/** Wordings of the workspace with how many venues each decided. */
export async function selectWordings(db: Read) {
  return await db.selectFrom('wordings').selectAll().orderBy('id').execute();
}

export async function countByReason(db: Read, reasons: readonly string[]): Promise<Map<string, number>> {
  if (reasons.length === 0) return new Map();
  const rows = await db
    .selectFrom('venues')
    .select(['categoryReason as reason', (select) => select.fn.countAll<number>().as('count')])
    .where('categoryReason', 'in', [...reasons])
    .groupBy('categoryReason')
    .execute();
  return new Map(rows.map(({ reason, count }) => [reason, count]));
}
