import { type Kysely, sql } from 'kysely';

/** Reports that were made: what was asked for, and the file as it was handed out. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(
      `create table "reports" (
        "id" integer primary key, "kind" text not null, "title" text not null, "params" text not null,
        "hash" text not null, "file" text not null, "madeAt" text not null, "madeBy" text not null
      ) strict`,
    )
    .execute(db);
}
