import { type Kysely, sql } from 'kysely';

/**
 * What forms and calls were answered has numbers, as other long tables have: each is sealed with few others, and not
 * with all that ever came.
 */
export async function up(db: Kysely<any>): Promise<void> {
  const run = async (statement: string) => await sql.raw(statement).execute(db);
  await run('alter table "sentForms" rename to "sentFormsBefore"');
  await run(`create table "sentForms" (
    "number" integer primary key, "id" text not null unique, "command" text not null, "digest" text not null,
    "answer" text not null, "at" text not null
  ) strict`);
  await run(`insert into "sentForms" ("id", "command", "digest", "answer", "at")
    select "id", "command", "digest", "answer", "at" from "sentFormsBefore" order by "at", "id"`);
  await run('drop table "sentFormsBefore"');
}
