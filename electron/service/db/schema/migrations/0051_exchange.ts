import { type Kysely, sql } from 'kysely';

/** Events that go to systems of other offices and come from them: what each was told last, and what each said. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of [
    `create table "exchangeSent" (
      "id" integer primary key, "system" text not null, "hazardId" integer not null references "hazards" ("id"),
      "revision" integer not null, "contentHash" text not null, "sentAt" text not null,
      unique ("system", "hazardId")
    ) strict`,
    `create index "exchangeSentOfHazard" on "exchangeSent" ("hazardId")`,
    `create table "exchangeEvents" (
      "id" integer primary key, "batchId" integer not null references "batches" ("id"),
      "hazardId" integer not null references "hazards" ("id"), "eventId" integer references "hazardEvents" ("id"),
      "system" text not null, "number" text not null, "revision" integer not null,
      "content" text not null, "taken" text not null, "receivedAt" text not null,
      "reply" text not null default '', "settledAt" text, "settledBy" text not null default '',
      "settledNote" text not null default ''
    ) strict`,
    `create index "exchangeEventsByNumber" on "exchangeEvents" ("system", "number")`,
    `create index "exchangeEventsOfHazard" on "exchangeEvents" ("hazardId")`,
    `create index "exchangeEventsOfBatch" on "exchangeEvents" ("batchId")`,
    `create index "exchangeEventsOfStep" on "exchangeEvents" ("eventId")`,
  ])
    await sql.raw(statement).execute(db);
}
