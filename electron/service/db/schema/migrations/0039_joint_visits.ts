import { type Kysely, sql } from 'kysely';

/**
 * A sweep may have limits of its own for visits to a venue; a stop may say why it is visited beyond them, and why apart
 * from the tasks that other sweeps have at its venue. These tasks are looked for by venue.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "sweeps" add column "caps" text`,
  `alter table "stops" add column "capReason" text not null default ''`,
  `alter table "stops" add column "apart" text not null default ''`,
  `create index "stopsByVenue" on "stops"("venueId")`,
];
