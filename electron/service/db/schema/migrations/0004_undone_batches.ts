import { type Kysely, sql } from 'kysely';

/** When a batch was taken back, and who imported it; batches from before keep an empty name. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of [
    `alter table "batches" add column "undoneAt" text`,
    `alter table "batches" add column "importedBy" text not null default ''`,
  ])
    await sql.raw(statement).execute(db);
}
