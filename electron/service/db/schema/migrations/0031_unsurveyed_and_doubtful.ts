import { type Kysely, sql } from 'kysely';

/**
 * What nobody knows is told apart from what is so. Walks to gates, with photos: until one was made, a facility that is not
 * known of is 未调查 and not 缺失. A venue that is supervised if it lies within the limit, which is in doubt, is 监管·存疑
 * and not 重点监管.
 */
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
  `update "findings" set "severityRank" = 4 where "severity" = 'outside'`,
  `update "findings" set "severity" = 'supervisedDoubt', "severityRank" = 3
    where "severity" = 'supervised' and "verdict" = 'undetermined'`,
  `update "findings" set "note" = replace("note", '学校没有校门和校园边界，以学校点位为校门',
    '校园边界缺失，以点代替，区域待核')`,
];
