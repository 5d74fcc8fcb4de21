import { type Kysely, sql } from 'kysely';

/**
 * Re-inspections belong to their hazard and have results of their own; visits by which hazards were closed or failed
 * become re-inspections.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const UUID = `printf('%08x-%04x-7%03x-%04x-%012x', cast(unixepoch('subsec') * 1000 as integer) >> 16,
  cast(unixepoch('subsec') * 1000 as integer) & 65535, random() & 4095, 32768 | (random() & 16383),
  random() & 281474976710655)`;

/** Steps that a visit proved: it was chosen when the hazard was closed, or when a re-inspection failed. */
const PROVED = `"e"."visitId" is not null and "e"."action" in ('复查合格并销号', '复查不合格')`;

const statements = [
  `create table "reinspections" (
    "id" integer primary key, "uid" text, "hazardId" integer not null references "hazards"("id"),
    "visitId" integer references "visits"("id"), "startedAt" text not null, "endedAt" text not null,
    "officers" text not null, "result" text not null, "facts" text not null, "recordedAt" text not null
  ) strict`,
  `create unique index "reinspectionsByUid" on "reinspections"("uid")`,
  `create index "reinspectionsByHazard" on "reinspections"("hazardId")`,
  `create index "reinspectionsByVisit" on "reinspections"("visitId")`,
  `alter table "hazardEvents" add column "reinspectionId" integer references "reinspections"("id")`,
  `insert into "reinspections" ("uid", "hazardId", "visitId", "startedAt", "endedAt", "officers", "result", "facts",
      "recordedAt")
    select ${UUID}, "e"."hazardId", "v"."id", "v"."startedAt", "v"."endedAt", "v"."officers",
      case "e"."action" when '复查不合格' then '未整改' else '已整改' end, "v"."facts", "v"."recordedAt"
    from "hazardEvents" as "e" join "visits" as "v" on "v"."id" = "e"."visitId"
    where ${PROVED} order by "e"."id"`,
  `update "hazardEvents" as "e" set "reinspectionId" = (
      select max("r"."id") from "reinspections" as "r"
      where "r"."hazardId" = "e"."hazardId" and "r"."visitId" = "e"."visitId"
        and "r"."result" = case "e"."action" when '复查不合格' then '未整改' else '已整改' end)
    where ${PROVED}`,
];
