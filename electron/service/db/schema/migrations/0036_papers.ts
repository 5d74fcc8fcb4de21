import { type Kysely, sql } from 'kysely';

/** Papers that were issued, each with its number where it has one: no number twice in a series and a year. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "papers" (
    "id" integer primary key, "code" text not null, "year" integer not null, "number" integer, "text" text not null,
    "state" text not null, "template" text not null, "title" text not null, "issuer" text not null,
    "subject" text not null, "venueId" integer references "venues"("id"),
    "hazardId" integer references "hazards"("id"), "schoolId" integer references "schools"("id"),
    "visitId" integer references "visits"("id"), "reportId" integer references "reports"("id"),
    "note" text not null default '', "madeAt" text not null, "madeBy" text not null,
    unique ("code", "year", "number")
  ) strict`,
  `create index "papersByVenue" on "papers"("venueId")`,
  `create index "papersByHazard" on "papers"("hazardId")`,
  `create index "papersBySchool" on "papers"("schoolId")`,
  `create index "papersByVisit" on "papers"("visitId")`,
  `create index "papersByReport" on "papers"("reportId")`,
  `create index "papersBySubject" on "papers"("template", "subject")`,
];
