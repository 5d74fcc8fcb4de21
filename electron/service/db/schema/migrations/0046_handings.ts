import { type Kysely, sql } from 'kysely';

/**
 * What was handed to which body: assigned, passed on, whistled for, asked to help with, reported upward, talked about,
 * decided by a meeting, or urged (`about` another). One row for each body, because each signs and answers for itself.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "meetings" (
    "id" integer primary key, "title" text not null, "heldOn" text not null, "place" text not null default '',
    "chair" text not null default '', "recorder" text not null default '', "attendees" text not null default '',
    "agenda" text not null default '[]', "savedAt" text not null, "savedBy" text not null
  ) strict`,
  `create table "handings" (
    "id" integer primary key, "kind" text not null,
    "hazardId" integer references "hazards"("id"), "meetingId" integer references "meetings"("id"),
    "about" integer references "handings"("id"), "eventId" integer references "hazardEvents"("id"),
    "matter" text not null default '',
    "fromBody" text not null default '', "fromPerson" text not null default '',
    "toBody" text not null, "toPerson" text not null default '',
    "handedAt" text not null, "handedBy" text not null, "dueAt" text,
    "receivedAt" text, "receivedBy" text not null default '',
    "answer" text not null default '', "endedAt" text, "endedBy" text not null default '',
    "ended" text not null default ''
  ) strict`,
  `create index "handingsByHazard" on "handings"("hazardId")`,
  `create index "handingsByMeeting" on "handings"("meetingId")`,
  `create index "handingsByAbout" on "handings"("about")`,
  `create index "handingsByEvent" on "handings"("eventId")`,
  `create index "handingsByTo" on "handings"("toBody")`,
  `create index "handingsByFrom" on "handings"("fromBody")`,
];
