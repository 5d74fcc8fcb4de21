import { type Kysely, sql } from 'kysely';

/**
 * A venue keeps what it could be beside its category. What was decided stays as it was decided: `other` now means that
 * something says so, and an older `other` is decided anew only where a list or a person asks for it.
 */
export async function up(db: Kysely<any>): Promise<void> {
  await sql`alter table "venues" add column "categorySuggested" text not null default ''`.execute(db);
}
