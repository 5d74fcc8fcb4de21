import { sql } from 'kysely';
import type { Read } from '../schema/schema.ts';
import { schoolVisits } from './coverage.ts';
import { isCountedHazard, isOpenHazard } from './hazard-state.ts';
import { hazardPlaceName, placeColumns } from './place-of-record.ts';

/** Hazards of a school that count, open ones first, then the latest. */
export async function selectSchoolHazards(db: Read, schoolId: number) {
  return await db
    .selectFrom('hazards')
    .leftJoin('venues', 'venues.id', 'hazards.venueId')
    .leftJoin('schools', 'schools.id', 'hazards.schoolId')
    .selectAll('hazards')
    .select(hazardPlaceName.as('placeName'))
    .where('hazards.schoolId', '=', schoolId)
    .where(isCountedHazard())
    .orderBy(isOpenHazard(), 'desc')
    .orderBy('hazards.foundOn', 'desc')
    .execute();
}

/** Visits to a school's surroundings since a day, the latest first. */
export async function selectSchoolVisits(db: Read, schoolId: number, since: string) {
  const { rows } = await sql<{
    startedAt: string;
    placeName: string;
    result: string;
    officers: string;
    hazards: number;
  }>`
    select "visits"."startedAt" as "startedAt", ${placeColumns.placeName} as "placeName",
      "visits"."result" as "result", "visits"."officers" as "officers",
      (select count(*) from "hazards" where "hazards"."visitId" = "visits"."id" and ${isCountedHazard()}) as "hazards"
    from ${schoolVisits} as "near"
    join "visits" on "visits"."id" = "near"."visitId"
    left join "venues" on "venues"."id" = "visits"."venueId"
    left join "schools" on "schools"."id" = "visits"."schoolId"
    where "near"."schoolId" = ${schoolId} and "visits"."startedAt" >= ${since}
    order by "visits"."startedAt" desc`.execute(db);
  return rows;
}

/** What happened around a school between two days, both included. */
export async function countSchoolBetween(db: Read, schoolId: number, from: string, to: string) {
  const { rows } = await sql<{ visits: number; found: number; closed: number }>`select
    (select count(*) from ${schoolVisits} as "near" where "near"."schoolId" = ${schoolId}
      and substr("near"."startedAt", 1, 10) between ${from} and ${to}) as "visits",
    (select count(*) from "hazards" where ${isCountedHazard()} and "schoolId" = ${schoolId} and "foundOn" between ${from} and ${to}) as "found",
    (select count(*) from "hazards" where ${isCountedHazard()} and "schoolId" = ${schoolId} and "closedOn" between ${from} and ${to}) as "closed"`.execute(
    db,
  );
  return rows[0] ?? { visits: 0, found: 0, closed: 0 };
}
