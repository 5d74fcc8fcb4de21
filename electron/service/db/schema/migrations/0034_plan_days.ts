import { type Kysely, sql } from 'kysely';

/**
 * A plan has days on the calendar: teams keep when they go, and an office its holidays. Teams that there are keep days
 * without dates: nobody said which they were.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "teams" add column "calendar" text`,
  `create table "calendarDays" (
    "id" integer primary key, "year" integer not null, "day" text not null, "kind" text not null,
    "title" text not null, unique ("year", "day")
  ) strict`,
];
