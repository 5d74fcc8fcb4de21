import { type Kysely, sql } from 'kysely';

/** A region keeps the code that its list gives it; of earlier ones only the name is known. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(`alter table "regions" add column "code" text not null default ''`).execute(db);
}
