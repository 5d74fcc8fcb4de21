import { type Kysely, sql } from 'kysely';

/**
 * What lists remember of each other: which rows each listed, what each changed, what was merged, how
 * wordings were decided; named presets; a standard address table. Of batches from before only the rows
 * that they wrote last are known.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "batches" add column "source" text not null default ''`,
  `alter table "batches" add column "preset" text`,
  `alter table "batches" add column "partOf" integer references "batches"("id")`,
  `alter table "batches" add column "vanished" integer not null default 0`,
  `alter table "venues" add column "vanishedIn" integer references "batches"("id")`,
  `create table "listings" (
    "batchId" integer not null references "batches"("id"), "placeId" integer not null,
    "outcome" integer not null, primary key ("batchId", "placeId")
  ) strict, without rowid`,
  ...['venues', 'schools', 'gates', 'facilities', 'roads', 'regions'].map(
    (table) => `insert or ignore into "listings" ("batchId", "placeId", "outcome")
      select b."id", t."id", 2 from "${table}" t join "batches" b on b."id" = t."batchId" and b."kind" = '${table}'`,
  ),
  `create table "venueChanges" (
    "id" integer primary key, "venueId" integer not null references "venues"("id"),
    "batchId" integer references "batches"("id"), "at" text not null, "actor" text not null,
    "field" text not null, "before" text not null, "after" text not null
  ) strict`,
  `create index "venueChangesByVenue" on "venueChanges"("venueId")`,
  `create index "venueChangesByBatch" on "venueChanges"("batchId")`,
  `create table "merges" (
    "id" integer primary key, "keptId" integer not null references "venues"("id"), "removedId" integer not null,
    "removed" text not null, "kept" text not null, "moved" text not null, "at" text not null,
    "actor" text not null
  ) strict`,
  `create table "aliases" (
    "identity" text primary key, "venueId" integer not null references "venues"("id"),
    "mergeId" integer not null references "merges"("id")
  ) strict`,
  `create table "distinctVenues" (
    "firstId" integer not null, "secondId" integer not null, "at" text not null, "actor" text not null,
    primary key ("firstId", "secondId")
  ) strict, without rowid`,
  `create table "wordings" (
    "id" integer primary key, "field" text not null, "text" text not null, "category" text not null,
    "at" text not null, "actor" text not null, unique ("field", "text")
  ) strict`,
  `create table "geocodings" (
    "venueId" integer primary key references "venues"("id"), "address" text not null, "provider" text not null,
    "level" text not null, "lng" real, "lat" real, "at" text not null
  ) strict`,
  `create table "presets" ("id" text primary key, "content" text not null, "updatedAt" text not null) strict`,
  `create table "addresses" (
    "id" integer primary key, "address" text not null, "key" text not null, "lng" real not null,
    "lat" real not null, "positionSource" text not null, "identity" text not null,
    "contentHash" text not null, "batchId" integer references "batches"("id")
  ) strict`,
  `create index "addressesByKey" on "addresses"("key")`,
  `create index "venuesToReview" on "venues"("categoryScore") where "categoryScore" < 0.6`,
  `create index "venuesVanished" on "venues"("vanishedIn") where "vanishedIn" is not null`,
  `create index "venuesToPlace" on "venues"("id") where "lng" is null or "positionSource" = 'unknown'`,
  `update "venues" set "identity" = 'no:' || "regNo" where "uscc" = '' and "regNo" <> ''`,
];
