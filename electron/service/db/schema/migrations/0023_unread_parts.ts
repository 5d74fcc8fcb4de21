import { type Kysely, sql } from 'kysely';

/** A batch remembers what of its file was not read; of earlier ones nothing is known. */
export async function up(db: Kysely<any>): Promise<void> {
  await sql.raw(`alter table "batches" add column "unread" text not null default '[]'`).execute(db);
}
