import { type RawBuilder, sql } from 'kysely';
import { OTHER_CATEGORY, UNKNOWN_CATEGORY } from '#shared/classification/category.ts';
import { REVIEW_SCORE } from '#shared/classification/classify.ts';
import type { Read } from '../schema/schema.ts';

/** The further kinds of a row of `venues`, as rows `"each"` with `kind` and `score`; see `standingKinds`. */
const further = (what: RawBuilder<unknown>, where: RawBuilder<unknown>) => sql`
  select ${what} from (
    select json_extract("value", '$.kind') as "kind", json_extract("value", '$.score') as "score",
      json_extract("value", '$.by') as "by" from json_each("venues"."furtherKinds")
  ) as "each"
  where "each"."by" <> 'struck' and "each"."kind" <> "venues"."category"
    and "venues"."category" not in (${sql.lit(OTHER_CATEGORY)}, ${sql.lit(UNKNOWN_CATEGORY)}) and ${where}`;

const isSure = sql`"each"."score" >= ${sql.lit(REVIEW_SCORE)}`;

/** Those that count. */
const standing = (what: RawBuilder<unknown>, where: RawBuilder<unknown> = sql`1`) =>
  further(what, sql`${isSure} and ${where}`);

/** All kinds of a row of `venues`, the main one first, between semicolons. */
export const kindsOfVenue = sql<string>`iif("venues"."furtherKinds" is null, "venues"."category",
  "venues"."category" || coalesce((${standing(sql`group_concat(';' || "each"."kind", '')`)}), ''))`;

/** The kinds of a row of `venues` beside its main one, between semicolons; null where it is of one kind. */
export const kindsBesideMain = sql<string | null>`iif("venues"."furtherKinds" is null, null,
  (${standing(sql`group_concat("each"."kind", ';')`)}))`;

/** Whether a row of `venues` is of one of some kinds, a list as the right side of `in`, beside its main one. */
export function isBeside(kinds: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`("venues"."furtherKinds" is not null
    and exists (${standing(sql`1`, sql`"each"."kind" in ${kinds}`)}))`;
}

/** Whether a row of `venues` is of a kind that is not among some, beside its main one. */
export function isBesideOther(kinds: RawBuilder<unknown>): RawBuilder<boolean> {
  return sql<boolean>`("venues"."furtherKinds" is not null
    and exists (${standing(sql`1`, sql`"each"."kind" not in ${kinds}`)}))`;
}

/** How many venues have the same kinds beside their main one; the kinds between semicolons. */
export async function countKindsBeside(db: Read): Promise<{ beside: string; venues: number }[]> {
  const rows = await db
    .selectFrom('venues')
    .select([kindsBesideMain.as('beside'), (select) => select.fn.countAll<number>().as('venues')])
    .where('furtherKinds', 'is not', null)
    .groupBy('beside')
    .execute();
  return rows.flatMap(({ beside, venues }) => (beside === null ? [] : [{ beside, venues }]));
}

/** Whether a row of `venues` has a further kind that a person should look at. */
export const isBesideInDoubt = sql<boolean>`("venues"."furtherKinds" is not null
  and exists (${further(sql`1`, sql`not ${isSure}`)}))`;

/** The kind of a venue for which a row of `findings` is. */
export const kindOfFinding = sql<string>`coalesce("findings"."kind", "venues"."category")`;

/** The kind of a row of `venues` for which its weightiest finding is; the main one where it has none. */
export const kindOfWorstFinding = sql<string>`iif("venues"."furtherKinds" is null, "venues"."category", coalesce((
  select "f"."kind" from "findings" as "f" where "f"."venueId" = "venues"."id" and "f"."isPrimary" = 1
  order by "f"."severityRank", "f"."distance", "f"."ruleRank" limit 1), "venues"."category"))`;
