import { sql } from 'kysely';
import { isUngoverned, kindsIn } from '#shared/classification/category.ts';
import { hasEnded } from '#shared/registry/status.ts';
import type { TargetVenue } from '#shared/sweeps/choose-targets.ts';
import type { Read } from '../schema/schema.ts';
import { severityOfRank, worstFindings } from './findings.ts';
import { isOpenHazard } from './hazard-state.ts';
import { kindsOfVenue } from './venue-kinds.ts';

interface TargetRow {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly status: string;
  readonly located: number;
  readonly rank: number | null;
  readonly toSettle: number;
  readonly openHazards: number;
  readonly overdueHazards: number;
  readonly faultyVisits: number;
  readonly establishedOn: string | null;
  readonly visitsThisYear: number;
  readonly address: string;
  readonly kinds: string;
  readonly lng: number | null;
  readonly lat: number | null;
  readonly lastVisitOn: string | null;
  readonly schools: string | null;
  readonly schoolName: string | null;
}

/** A venue as targets are chosen among, with what tells it from others; its town is told by who knows regions. */
export type TargetRowShown = Omit<TargetVenue, 'town'> &
  Pick<TargetRow, 'name' | 'address' | 'lng' | 'lat' | 'lastVisitOn' | 'schoolName'> & {
    readonly category: string;
  };

/** What is known of every venue on a day (YYYY-MM-DD), when targets are chosen. */
export async function selectTargetVenues(db: Read, today: string): Promise<TargetRowShown[]> {
  const year = today.slice(0, 4);
  const { rows } = await sql<TargetRow>`
    with "open" as (
      select "venueId", count(*) as "n", sum("dueOn" < ${today}) as "late" from "hazards"
      where ${isOpenHazard()} group by "venueId"),
    "seen" as (
      select "venueId", sum("result" = '发现隐患') as "faulty",
        sum(substr("startedAt", 1, 4) = ${year}) as "thisYear", substr(max("startedAt"), 1, 10) as "last" from "visits" group by "venueId"),
    "near" as (
      select "venueId", group_concat(distinct "schoolId") as "schools" from "findings"
      where "verdict" <> 'outside' group by "venueId"),
    "doubtful" as (select distinct "venueId" from "findings" where "verdict" = 'undetermined')
    select "venues"."id" as "id", "venues"."name" as "name", "venues"."category" as "category",
      "venues"."status" as "status",
      "venues"."lng" is not null as "located", "worst"."rank" as "rank",
      "doubtful"."venueId" is not null as "toSettle",
      coalesce("open"."n", 0) as "openHazards", coalesce("open"."late", 0) as "overdueHazards",
      coalesce("seen"."faulty", 0) as "faultyVisits", "venues"."establishedOn" as "establishedOn",
      coalesce("seen"."thisYear", 0) as "visitsThisYear", "seen"."last" as "lastVisitOn",
      "venues"."address" as "address", "venues"."lng" as "lng", "venues"."lat" as "lat", "near"."schools" as "schools",
      (select "s"."name" from "findings" as "f" join "schools" as "s" on "s"."id" = "f"."schoolId"
        where "f"."venueId" = "venues"."id" and "f"."verdict" <> 'outside'
        order by "f"."severityRank", "f"."distance" limit 1) as "schoolName",
      ${kindsOfVenue} as "kinds"
    from "venues"
    left join ${worstFindings(db)} on "worst"."venueId" = "venues"."id"
    left join "open" on "open"."venueId" = "venues"."id"
    left join "seen" on "seen"."venueId" = "venues"."id"
    left join "near" on "near"."venueId" = "venues"."id"
    left join "doubtful" on "doubtful"."venueId" = "venues"."id"
    order by "venues"."id"`.execute(db);
  return rows.map(toTarget);
}

function toTarget({
  category,
  status,
  located,
  rank,
  toSettle,
  kinds,
  schools,
  ...row
}: TargetRow): TargetRowShown {
  return {
    ...row,
    category: kinds,
    kinds: kindsIn(kinds),
    schoolIds: schools === null ? [] : schools.split(',').map(Number),
    governed: !isUngoverned(category),
    ended: hasEnded(status),
    located: located === 1,
    severity: severityOfRank(rank),
    toSettle: toSettle === 1,
  };
}
