import { type Kysely, sql } from 'kysely';

/** Problem rows as they stood in the file, with its columns, so that they can be corrected and imported again. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of [
    `alter table "batches" add column "columns" text not null default '[]'`,
    `alter table "importProblems" add column "cells" text not null default '[]'`,
  ])
    await sql.raw(statement).execute(db);
}
