import { type Kysely, sql } from 'kysely';

/**
 * Scores of 平安建设考核 and 平安校园: the office's own schemes, and what people said instead of what is reckoned. Every
 * word of that is a row of its own: the last one of a scheme, span, subject and indicator stands.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "scoreSchemes" (
    "id" integer primary key, "key" text not null unique, "content" text not null, "revision" integer not null,
    "savedAt" text not null, "savedBy" text not null
  ) strict`,
  `create table "scoreAdjustments" (
    "id" integer primary key, "scheme" text not null, "from" text not null, "to" text not null,
    "schoolId" integer references "schools"("id"), "name" text not null, "indicator" text not null,
    "points" real, "reason" text not null, "at" text not null, "actor" text not null
  ) strict`,
  `create index "scoreAdjustmentsBySpan" on "scoreAdjustments"("scheme", "from", "to")`,
  `create index "scoreAdjustmentsBySchool" on "scoreAdjustments"("schoolId")`,
];
