import { type Kysely, sql } from 'kysely';

/** A campaign is a plan of tasks: phases, who does what by when, what was done. Check forms go out in rounds, and come back. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "campaigns" (
    "id" integer primary key, "title" text not null, "pack" text not null, "document" text not null,
    "year" integer not null, "phases" text not null, "createdAt" text not null
  ) strict`,
  `create table "campaignTasks" (
    "id" integer primary key, "campaignId" integer not null references "campaigns"("id"), "phase" text not null,
    "title" text not null, "kind" text not null, "body" text not null, "helping" text not null,
    "startsOn" text, "dueOn" text, "article" text not null, "excerpt" text not null,
    "note" text not null default '', "doneOn" text, "doneBy" text not null default ''
  ) strict`,
  `create index "campaignTasksByCampaign" on "campaignTasks"("campaignId")`,
  `create table "checkRounds" (
    "id" integer primary key, "uid" text not null unique, "title" text not null, "of" text not null,
    "placeIds" text not null, "dueOn" text, "madeAt" text not null
  ) strict`,
  `create table "selfChecks" (
    "id" integer primary key, "roundId" integer not null references "checkRounds"("id"),
    "batchId" integer not null references "batches"("id"), "number" text not null unique, "placeId" integer not null,
    "filledOn" text not null, "filledBy" text not null, "phone" text not null, "answers" text not null,
    "faults" integer not null, "hazards" integer not null, "fileName" text not null, "fileHash" text not null,
    "readAt" text not null
  ) strict`,
  `create index "selfChecksByBatch" on "selfChecks"("batchId")`,
];
