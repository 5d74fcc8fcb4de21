import { type Kysely, sql } from 'kysely';

/** Boundaries of districts, towns, communities and police areas. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(`create table "regions" (
    "id" integer primary key, "name" text not null, "level" text not null, "geometry" text not null,
    "identity" text not null, "contentHash" text not null, "batchId" integer references "batches"("id")
  ) strict`)
    .execute(db);
}
