import { type Kysely, sql } from 'kysely';

/** Blank forms of superiors that are filled again: the file as it came, and what people typed and said of its labels. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `create table "blanks" (
        "id" integer primary key, "name" text not null unique, "fileName" text not null, "signature" text not null,
        "hash" text not null, "file" text not null, "content" text not null,
        "updatedAt" text not null, "updatedBy" text not null
      ) strict`,
    )
    .execute(db);
}
