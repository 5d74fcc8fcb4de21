import { type Kysely, sql } from 'kysely';

/** Visits keep the points looked at, how a distance was measured, what was issued, and when to come again. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "visits" add column "checklist" text not null default '{}'`,
  `alter table "visits" add column "measuredFrom" text not null default ''`,
  `alter table "visits" add column "measuredTo" text not null default ''`,
  `alter table "visits" add column "instrument" text not null default ''`,
  `alter table "visits" add column "documents" text not null default ''`,
  `alter table "visits" add column "nextOn" text`,
];
