import { type Kysely, sql } from 'kysely';

/** What values of lists mean in lists of the same header, as somebody said who was shown their rows. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(`create table "adoptions" (
    "id" integer primary key, "header" text not null, "field" text not null, "column" text not null,
    "value" text not null, "category" text not null, "takenAs" text not null, "at" text not null, "actor" text not null,
    unique ("header", "field", "value")
  ) strict`)
    .execute(db);
}
