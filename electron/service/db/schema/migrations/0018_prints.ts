import { type Kysely, sql } from 'kysely';

/** What was printed for whom. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(`create table "prints" (
      "id" integer primary key, "number" text not null unique, "title" text not null, "order" text not null,
      "recipient" text not null, "purpose" text not null, "state" text not null, "pages" integer not null,
      "index" text not null, "hash" text, "file" text, "fileName" text not null, "size" integer not null,
      "madeAt" text not null, "madeBy" text not null
    ) strict`)
    .execute(db);
}
