import { type RawBuilder, sql } from 'kysely';
import { answeringResults } from '#shared/sweeps/visit-rules.ts';
import { hasLooked } from './has-looked.ts';

/**
 * Which visits `v` of other sweeps answer a row of `stops` that is not visited apart: those to its venue that were recorded
 * after it was added, in the days of its sweep, by somebody of a body that takes part in it and was let in.
 */
const answersElsewhere = sql<boolean>`("stops"."apart" = '' and "v"."venueId" = "stops"."venueId" and "v"."stopId" <> "stops"."id"
    and "v"."result" in (${sql.join(answeringResults)}) and "v"."recordedAt" > "stops"."addedAt"
    and exists (select 1 from "sweeps" as "w", json_each("w"."agencies") as "body", json_each("v"."officers") as "officer"
      where "w"."id" = "stops"."sweepId" and substr("v"."startedAt", 1, 10) between "w"."startsOn" and "w"."endsOn"
      and json_extract("officer"."value", '$.agency') = "body"."value"))`;

/** Whether a visit of another sweep answers a row of `stops`. */
export const isAnsweredElsewhere: RawBuilder<number> = sql<number>`exists (
  select 1 from "visits" as "v" where "v"."venueId" = "stops"."venueId" and ${answersElsewhere})`;

/** Whether somebody has looked at the place of a row of `stops`, in its own sweep or in another. */
export const isAnswered: RawBuilder<boolean> = sql<boolean>`(exists (
  select 1 from "visits" as "v" where "v"."stopId" = "stops"."id" and ${hasLooked('v')}) or ${isAnsweredElsewhere})`;

/** The latest visit at a row of `stops`: its own, else one of another sweep that answers it. */
export const answeringVisitId: RawBuilder<number> = sql<number>`coalesce(
  (select max("v"."id") from "visits" as "v" where "v"."stopId" = "stops"."id"),
  (select max("v"."id") from "visits" as "v" where "v"."venueId" = "stops"."venueId" and ${answersElsewhere}))`;
