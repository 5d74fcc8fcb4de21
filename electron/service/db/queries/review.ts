import { type ExpressionBuilder, sql } from 'kysely';
import { ADOPTED } from '#shared/classification/adopted-values.ts';
import { OTHER_CATEGORY, UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import { type KindEvidence, REVIEW_SCORE } from '#shared/classification/classify.ts';
import { doubtfulKinds } from '#shared/classification/further-kinds.ts';
import { groupBy } from '#shared/lists/group-by.ts';
import { UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import { toIdList } from '../schema/id-list.ts';
import type { PlaceTables } from '../schema/place-tables.ts';
import type { Read } from '../schema/schema.ts';
import { isBesideDecided, isBesideInDoubt } from './venue-kinds.ts';
import { DECIDED, readFurther, suggestedOf } from './venue-particulars.ts';

/**
 * Venues whose category nobody is sure of; a decision by hand has the highest score. Those of which nothing says
 * anything are not among them: nobody could tell more from looking at the row.
 */
function toReview(db: Read) {
  return db.selectFrom('venues').where(isUnsure).where(isHinted);
}

/** As the index `venuesToReview` has it, which is read only for the number itself. */
const isUnsure = sql<boolean>`"categoryScore" < ${sql.lit(REVIEW_SCORE)}`;

/** Whether anything says of what kind a venue is. */
function isHinted(is: ExpressionBuilder<PlaceTables, 'venues'>) {
  return is.or([is('category', '!=', UNKNOWN_CATEGORY), is('categorySuggested', '!=', '')]);
}

export async function countToReview(db: Read): Promise<number> {
  const { n } = await toReview(db)
    .select((select) => select.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
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

/** The first venues of each group, by reason and category. */
export async function selectReviewExamples(db: Read, most: number) {
  const numbered = toReview(db)
    .select(['id', 'name', 'scope', 'listedCategory', 'address', 'category', 'categoryScore as score'])
    .select(['categoryReason as reason'])
    .select(
      sql<number>`row_number() over (partition by "categoryReason", "category" order by "id")`.as('place'),
    );
  const rows = await db
    .selectFrom(numbered.as('numbered'))
    .selectAll()
    .where('place', '<=', most)
    .orderBy('id')
    .execute();
  return groupBy(
    rows.map(({ place: _, ...row }) => row),
    ({ reason, category }) => `${category}/${reason}`,
  );
}

export async function selectReviewVenues(db: Read, reason: string, limit: number) {
  return await toReview(db)
    .select(['id', 'name', 'scope', 'listedCategory', 'address', 'category', 'categoryScore as score'])
    .where('categoryReason', '=', reason)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** A venue whose kind nobody is sure of. */
export interface DoubtfulVenue {
  readonly id: number;
  readonly category: string;
  readonly suggested: readonly string[];
  readonly reason: string;
  readonly name: string;
  readonly legalPerson: string;
  readonly establishedOn: string | null;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly positionSource: string | null;
  readonly status: string;
  /** The kind in question beside the category, which is sure; null where the category itself is in question. */
  readonly beside: KindEvidence | null;
}

/** All venues to review, and of those of which nothing says anything the ones that are named. */
export async function selectDoubtful(db: Read, blank: readonly number[]): Promise<DoubtfulVenue[]> {
  const rows = await db
    .selectFrom('venues')
    .select(['id', 'name', 'legalPerson', 'category', 'categoryScore', 'categorySuggested', 'categoryReason'])
    .select(['furtherKinds', 'establishedOn', 'lng', 'lat', 'positionSource', 'status'])
    .where((is) =>
      is.or([
        is.and([
          is('categoryScore', '<', REVIEW_SCORE),
          is.or([isHinted(is), is('id', 'in', toIdList(blank))]),
        ]),
        isBesideInDoubt,
      ]),
    )
    .execute();
  return rows.map(({ categoryScore, categorySuggested, categoryReason, furtherKinds, ...row }) => {
    const isSure = categoryScore >= REVIEW_SCORE;
    const beside = (isSure && besideInDoubt(row.category, furtherKinds)) || null;
    const reason = beside?.reason ?? categoryReason;
    return { ...row, suggested: suggestedOf(categorySuggested), reason, beside };
  });
}

/** The first kind beside the main one that a person should look at. */
function besideInDoubt(main: string, stored: string | null): KindEvidence | undefined {
  return doubtfulKinds(readFurther(stored), main)[0];
}

/** Venues of which a kind beside their category is in doubt for the same reason. */
export async function selectAlikeBeside(db: Read, reason: string, kind: string): Promise<number[]> {
  const rows = await db
    .selectFrom('venues')
    .select(['id', 'category', 'furtherKinds'])
    .where('categoryScore', '>=', REVIEW_SCORE)
    .where(isBesideInDoubt)
    .execute();
  return rows.flatMap(({ id, category, furtherKinds }) => {
    const beside = besideInDoubt(category, furtherKinds);
    return beside?.kind === kind && beside.reason === reason ? [id] : [];
  });
}

/** Names of venues whose kind is certain: the latest of each sort, and the latest that people decided. */
export async function selectTaughtNames(db: Read, most: number) {
  const names = db
    .selectFrom('venues')
    .select(['name', 'category as kind'])
    .where('categoryScore', '>=', REVIEW_SCORE)
    .orderBy('id', 'desc')
    .limit(most);
  const isDecided = ['categoryReason', 'like', `${DECIDED}%`] as const;
  const told = names.where('categoryReason', 'not like', `${DECIDED}%`);
  const governed = await told.where('category', 'not in', [OTHER_CATEGORY, UNKNOWN_CATEGORY]).execute();
  const others = await told.where('category', '=', OTHER_CATEGORY).execute();
  return { certain: [...governed, ...others], decided: await names.where(...isDecided).execute() };
}

/** What a reviewer reads of some venues, by id. */
export async function selectReviewed(db: Read, ids: readonly number[]) {
  const rows = await db
    .selectFrom('venues')
    .select(['id', 'name', 'scope', 'listedCategory', 'address', 'category', 'categoryScore as score'])
    .where('id', 'in', toIdList(ids))
    .execute();
  return new Map(rows.map((row) => [row.id, row]));
}

/** Venues in doubt for the same reason. */
export async function selectAlike(db: Read, reason: string, category: string): Promise<number[]> {
  const rows = await db
    .selectFrom('venues')
    .select('id')
    .where(isUnsure)
    .where('categoryReason', '=', reason)
    .where('category', '=', category)
    .execute();
  return rows.map(({ id }) => id);
}

/** Venues of which a person has decided the category, or whether they are of a kind beside it. */
export async function countDecided(db: Read): Promise<number> {
  const { count } = await db
    .selectFrom('venues')
    .select((select) => select.fn.countAll<number>().as('count'))
    .where((is) => is.or([is('categoryReason', 'like', `${DECIDED}%`), isBesideDecided]))
    .executeTakeFirstOrThrow();
  return count;
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

/** How many venues have each reason that an adoption of a list's value gives. */
export async function countAdopted(db: Read) {
  return await db
    .selectFrom('venues')
    .select(['categoryReason as reason', (select) => select.fn.countAll<number>().as('count')])
    .where('categoryReason', 'like', `${ADOPTED}%`)
    .groupBy('categoryReason')
    .execute();
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
