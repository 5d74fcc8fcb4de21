import { type Kysely, sql } from 'kysely';

/** The ledger knows bases, 五落实, classes of outcome, re-offences, 挂牌督办 and re-checks by sample. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "hazards" add column "basis" text not null default ''`,
  `alter table "hazards" add column "fiveItems" text not null default '{}'`,
  `alter table "hazards" add column "outcome" text`,
  `alter table "hazards" add column "meetingOn" text`,
  `alter table "hazards" add column "reportedTo" text not null default ''`,
  `alter table "hazards" add column "repeats" integer references "hazards"("id")`,
  `alter table "hazards" add column "repeatedBy" text`,
  `create table "supervisions" (
    "id" integer primary key, "hazardId" integer not null references "hazards"("id"), "number" text not null,
    "level" text not null, "body" text not null, "leader" text not null, "requirement" text not null,
    "listedOn" text not null, "dueOn" text not null, "progress" text not null default '',
    "acceptance" text not null default '', "delistedOn" text
  ) strict`,
  `create unique index "supervisionStanding" on "supervisions"("hazardId") where "delistedOn" is null`,
  `create table "rechecks" (
    "id" integer primary key, "hazardId" integer not null references "hazards"("id"), "drawnOn" text not null,
    "seed" integer not null, "share" real not null, "checkedOn" text, "passed" integer, "officers" text not null default '',
    "note" text not null default ''
  ) strict`,
  `create index "rechecksByHazard" on "rechecks"("hazardId")`,
];
