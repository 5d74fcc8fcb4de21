import { type Kysely, sql } from 'kysely';

/** How the columns of a header were matched when a list with it was last imported. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(`create table "mappings" (
    "header" text primary key, "kind" text not null, "map" text not null, "usedAt" text not null
  ) strict`)
    .execute(db);
}
