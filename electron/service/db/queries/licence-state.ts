import { type RawBuilder, sql } from 'kysely';
import { expiryHorizon, type LicenceState, type LicenceZone } from '#shared/licences/licence-state.ts';

const state = (name: LicenceState) => sql.lit(name);
const zone = (name: LicenceZone) => sql.lit(name);

/**
 * Another licence of the venue that takes the place of one: of its number, or of its kind where that is known, and
 * valid for longer. Of two that say the same of one number, as two venues that were merged may bring, the first counts.
 */
const renewal = sql`select 1 from "licences" as "other"
  where "other"."venueId" = "licences"."venueId" and "other"."id" <> "licences"."id" and "other"."struck" = ''
    and ("other"."identity" = "licences"."identity" or ("licences"."kind" <> ''
      and "other"."kind" = "licences"."kind" and "licences"."validUntil" is not null))
    and "licences"."unlimited" = 0
    and ("other"."unlimited" = 1 or "other"."validUntil" > ifnull("licences"."validUntil", '')
      or ("other"."validUntil" is "licences"."validUntil" and "other"."identity" = "licences"."identity"
        and "other"."id" < "licences"."id"))`;

/** How the licence of a row of `licences` stands on a day. */
export function licenceState(today: string): RawBuilder<LicenceState> {
  return sql<LicenceState>`case
    when "licences"."struck" <> '' then ${state('struck')}
    when "licences"."unlimited" = 1 then ${state('unlimited')}
    when exists (${renewal}) then ${state('renewed')}
    when "licences"."validUntil" is null then ${state('unknown')}
    when "licences"."validUntil" < ${today} then ${state('expired')}
    when "licences"."validUntil" <= ${expiryHorizon(today)} then ${state('expiring')}
    else ${state('valid')} end`;
}

/** Days from a day to the last one of a licence; negative where it has ended. */
export function daysLeft(today: string): RawBuilder<number | null> {
  return sql<number | null>`cast(julianday("licences"."validUntil") - julianday(${today}) as integer)`;
}

/** Venues by their gravest finding, and what their findings say together; joined as `placed`. */
export const placedVenues = sql`left join (
    select "venueId", "schoolId", "distance", "existing", "ruleId",
      min("severityRank" * 1e9 + "distance") as "gravest",
      total("verdict" = 'inside') as "inside", total("verdict" = 'inside' and "existing" = 'untilExpiry') as "untilExpiry",
      total("verdict" = 'undetermined') as "undetermined"
    from "findings" where "isPrimary" = 1 and "verdict" <> 'outside' group by "venueId"
  ) as "placed" on "placed"."venueId" = "licences"."venueId"`;

/** Where the venue of a licence lies, of a row with `placed`. */
export const licenceZone = sql<LicenceZone>`case
  when "placed"."venueId" is null then ${zone('outside')}
  when "placed"."untilExpiry" > 0 then ${zone('untilExpiry')}
  when "placed"."inside" > 0 then ${zone('inside')}
  when "placed"."undetermined" > 0 then ${zone('undetermined')}
  else ${zone('listed')} end`;

/** The numbers of a venue's licences that count, parted by semicolons. */
export const numbersOfVenue = sql<string | null>`(
  select nullif(group_concat("number", '；'), '') from (
    select distinct "number" from "licences"
    where "licences"."venueId" = "venues"."id" and "struck" = '' and "number" <> '' order by "validUntil", "id"))`;

/** The first day on which one of a venue's licences ends that no other one follows. */
export function firstEndOfVenue(today: string): RawBuilder<string | null> {
  return sql<string | null>`(
    select min("licences"."validUntil") from "licences"
    where "licences"."venueId" = "venues"."id" and ${licenceState(today)} in ('expired', 'expiring', 'valid'))`;
}
