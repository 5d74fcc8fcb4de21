import { type Kysely, sql } from 'kysely';

/** Places of the districts beside this one, as they were handed over: a row for each district, apart from the own places. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(`create table "neighbours" (
      "id" integer primary key, "district" text not null unique, "day" text not null, "content" text not null,
      "broughtAt" text not null, "broughtBy" text not null
    ) strict`)
    .execute(db);
}
