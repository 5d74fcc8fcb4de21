import { sql } from 'kysely';
import { isUngoverned } from '#shared/classification/category.ts';
import { hasEnded } from '#shared/registry/status.ts';
import type { TargetVenue } from '#shared/sweeps/choose-targets.ts';
import type { Read } from '../schema/schema.ts';
import { severityOfRank, worstFindings } from './findings.ts';
import { isOpenHazard } from './hazard-state.ts';

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
}

/** What is known of every venue on a day (YYYY-MM-DD), when targets are chosen. */
export async function selectTargetVenues(
  db: Read,
  today: string,
): Promise<(TargetVenue & { name: string })[]> {
  const year = today.slice(0, 4);
  const { rows } = await sql<TargetRow>`
    with "open" as (
      select "venueId", count(*) as "n", sum("dueOn" < ${today}) as "late" from "hazards"
      where ${isOpenHazard()} group by "venueId"),
    "seen" as (
      select "venueId", sum("result" = '发现隐患') as "faulty",
        sum(substr("startedAt", 1, 4) = ${year}) as "thisYear" from "visits" group by "venueId"),
    "doubtful" as (select distinct "venueId" from "findings" where "verdict" = 'undetermined')
    select "v"."id" as "id", "v"."name" as "name", "v"."category" as "category",
      "v"."status" as "status",
      "v"."lng" is not null as "located", "worst"."rank" as "rank",
      "doubtful"."venueId" is not null as "toSettle",
      coalesce("open"."n", 0) as "openHazards", coalesce("open"."late", 0) as "overdueHazards",
      coalesce("seen"."faulty", 0) as "faultyVisits", "v"."establishedOn" as "establishedOn",
      coalesce("seen"."thisYear", 0) as "visitsThisYear"
    from "venues" as "v"
    left join ${worstFindings(db)} on "worst"."venueId" = "v"."id"
    left join "open" on "open"."venueId" = "v"."id"
    left join "seen" on "seen"."venueId" = "v"."id"
    left join "doubtful" on "doubtful"."venueId" = "v"."id"
    order by "v"."id"`.execute(db);
  return rows.map(({ category, status, located, rank, toSettle, ...row }) => ({
    ...row,
    governed: !isUngoverned(category),
    ended: hasEnded(status),
    located: located === 1,
    severity: severityOfRank(rank),
    toSettle: toSettle === 1,
  }));
}
