import { type Kysely, sql } from 'kysely';

/**
 * That an address lies elsewhere, and that two venues are two, is decided in bulk and can be undone as every edit:
 * rows of edits are known by their number.
 */
export async function up(db: Kysely<any>): Promise<void> {
  const run = async (statement: string) => await sql.raw(statement).execute(db);
  await run('alter table "distinctVenues" rename to "distinctVenuesBefore"');
  await run(`create table "distinctVenues" (
    "id" integer primary key, "firstId" integer not null, "secondId" integer not null, "at" text not null,
    "actor" text not null, unique ("firstId", "secondId")
  ) strict`);
  await run(`insert into "distinctVenues" ("firstId", "secondId", "at", "actor")
    select "firstId", "secondId", "at", "actor" from "distinctVenuesBefore" order by "firstId", "secondId"`);
  await run('drop table "distinctVenuesBefore"');
  await run('alter table "geocodings" rename to "geocodingsBefore"');
  await run(`create table "geocodings" (
    "id" integer primary key, "venueId" integer not null unique references "venues"("id"), "address" text not null,
    "provider" text not null, "level" text not null, "lng" real, "lat" real, "at" text not null
  ) strict`);
  await run(`insert into "geocodings" ("venueId", "address", "provider", "level", "lng", "lat", "at")
    select "venueId", "address", "provider", "level", "lng", "lat", "at" from "geocodingsBefore" order by "venueId"`);
  await run('drop table "geocodingsBefore"');
}
