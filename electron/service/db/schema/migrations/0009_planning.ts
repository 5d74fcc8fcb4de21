import { type Kysely, sql } from 'kysely';

/** Sweeps are planned: officers of the district, teams with their members, and stops in an order. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "officers" (
    "id" integer primary key, "name" text not null, "certificate" text not null unique, "agency" text not null,
    "active" integer not null default 1
  ) strict`,
  // Who has been on a visit is known by name and number.
  `insert into "officers" ("name", "certificate", "agency")
    select json_extract("o"."value", '$.name'), json_extract("o"."value", '$.certificate'),
      json_extract("o"."value", '$.agency')
    from "visits", json_each("visits"."officers") as "o"
    where true on conflict ("certificate") do nothing`,
  `alter table "sweeps" add column "startsOn" text not null default ''`,
  `alter table "sweeps" add column "endsOn" text not null default ''`,
  `alter table "sweeps" add column "leadBody" text not null default ''`,
  `alter table "sweeps" add column "startName" text not null default ''`,
  `alter table "sweeps" add column "startLng" real`,
  `alter table "sweeps" add column "startLat" real`,
  `alter table "sweeps" add column "selection" text`,
  `alter table "sweeps" add column "lot" text`,
  `update "sweeps" set
    "startsOn" = substr("period", 1, 4) || case substr("period", 6)
      when '1' then '-01-01' when '2' then '-04-01' when '3' then '-07-01' else '-10-01' end,
    "endsOn" = substr("period", 1, 4) || case substr("period", 6)
      when '1' then '-03-31' when '2' then '-06-30' when '3' then '-09-30' else '-12-31' end`,
  `create table "teams" (
    "id" integer primary key, "sweepId" integer not null references "sweeps"("id"), "name" text not null,
    "days" integer not null, "from" text not null, "until" text not null, "byHand" integer not null default 0
  ) strict`,
  `create index "teamsBySweep" on "teams"("sweepId")`,
  `create table "members" (
    "id" integer primary key, "teamId" integer not null references "teams"("id"), "name" text not null,
    "certificate" text not null, "agency" text not null
  ) strict`,
  `create index "membersByTeam" on "members"("teamId")`,
  `alter table "stops" add column "teamId" integer references "teams"("id")`,
  `alter table "stops" add column "day" integer not null default 0`,
  `alter table "stops" add column "place" integer not null default 0`,
  `alter table "stops" add column "locked" integer not null default 0`,
  `alter table "stops" add column "leftOut" text not null default ''`,
  `create index "stopsByTeam" on "stops"("teamId")`,
];
