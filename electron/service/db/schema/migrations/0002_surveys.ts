import { type Kysely, sql } from 'kysely';

/**
 * Surveyed distances, the workspace's own rule packs, edits by hand that lists do not overwrite, and what
 * findings need to be replaced in part. Findings count as out of date until they are computed anew.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "surveys" (
    "id" integer primary key, "code" text not null unique, "schoolId" integer not null references "schools"("id"),
    "venueId" integer not null references "venues"("id"), "gateId" integer references "gates"("id"),
    "method" text not null, "distance" real not null, "sigma" real not null, "fromText" text not null,
    "toText" text not null, "segments" text not null, "instrument" text not null,
    "instrumentNumber" text not null, "surveyedAt" text not null, "officers" text not null,
    "witness" text not null, "note" text not null, "computed" text not null, "recordedAt" text not null,
    "withdrawnAt" text, "withdrawnReason" text not null
  ) strict`,
  `create index "surveysByPair" on "surveys"("schoolId", "venueId")`,
  `create table "packs" (
    "id" text primary key, "origin" text not null, "content" text not null, "createdAt" text not null,
    "updatedAt" text not null
  ) strict`,
  `alter table "findings" add column "surveyId" integer references "surveys"("id")`,
  `alter table "findings" add column "ruleRank" integer not null default 0`,
  `create index "findingsBySeverity" on "findings"("severity", "venueId")`,
  `alter table "gates" add column "frontage" text`,
  `alter table "gates" add column "band" text`,
  ...['schools', 'gates', 'venues'].map(
    (table) => `alter table "${table}" add column "held" text not null default '[]'`,
  ),
  `create index "venuesUnlocated" on "venues"("id") where "lng" is null`,
  `insert into "meta" ("key", "value") values ('findingsCurrent', '0')
    on conflict ("key") do update set "value" = '0'`,
];
