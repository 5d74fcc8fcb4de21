import { type Kysely, sql } from 'kysely';

/** Walks to gates: what was seen there, with photos. Until one was made, nothing that is not known of is missing. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "gateSurveys" (
    "id" integer primary key, "uid" text, "gateId" integer not null references "gates"("id"),
    "surveyedOn" text not null, "surveyors" text not null, "answers" text not null, "note" text not null,
    "recordedAt" text not null, "recordedBy" text not null
  ) strict`,
  `create unique index "gateSurveysByUid" on "gateSurveys"("uid")`,
  `create index "gateSurveysByGate" on "gateSurveys"("gateId")`,
  `alter table "attachments" add column "gateSurveyId" integer references "gateSurveys"("id")`,
  `create index "attachmentsByGateSurvey" on "attachments"("gateSurveyId")`,
];
