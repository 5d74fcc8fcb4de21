import { type Kysely, sql } from 'kysely';

/** What waits for somebody's approval: about one hazard and of one kind only one at a time. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "approvals" (
    "id" integer primary key, "command" text not null, "input" text not null,
    "hazardId" integer references "hazards"("id"), "title" text not null, "summary" text not null,
    "basis" text not null, "askerName" text not null, "asker" text not null, "askedAt" text not null,
    "state" text not null, "deciderName" text not null default '', "decider" text not null default '',
    "decidedAt" text, "note" text not null default ''
  ) strict`,
  `create index "approvalsByHazard" on "approvals"("hazardId")`,
  `create index "approvalsByState" on "approvals"("state")`,
];
