import { type Kysely, sql } from 'kysely';

/** Forms that came: a form that comes again is answered as the first time, and nothing is recorded twice. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql
    .raw(`create table "sentForms" (
      "id" text primary key, "command" text not null, "digest" text not null, "answer" text not null, "at" text not null
    ) strict, without rowid`)
    .execute(db);
}
