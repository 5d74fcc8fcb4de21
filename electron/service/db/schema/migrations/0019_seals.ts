import { type Kysely, sql } from 'kysely';

/** Checksums of blocks of rows, whose sum stands in the audit trail: what is altered past the program shows. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of [
    `create table "seals" (
      "table" text not null, "block" integer not null, "rows" integer not null, "hash" text not null,
      primary key ("table", "block")
    ) strict, without rowid`,
    `create table "unsealed" (
      "table" text not null, "block" integer not null, primary key ("table", "block")
    ) strict, without rowid`,
    `alter table "audit" add column "data" text`,
  ])
    await sql.raw(statement).execute(db);
}
