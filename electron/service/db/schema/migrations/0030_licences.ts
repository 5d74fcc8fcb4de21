import { type Kysely, sql } from 'kysely';

/** Licences of venues, each with its term; and what a batch overwrote of them. Until now lists of licences lost it. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "licences" (
    "id" integer primary key, "uid" text, "venueId" integer not null references "venues"("id"),
    "number" text not null default '', "kind" text not null default '', "holder" text not null default '',
    "validFrom" text, "validUntil" text, "unlimited" integer not null default 0, "struck" text not null default '',
    "identity" text not null, "batchId" integer references "batches"("id"), "held" text not null default '[]'
  ) strict`,
  `create index "licencesByVenue" on "licences"("venueId")`,
  `create index "licencesByBatch" on "licences"("batchId")`,
  `create unique index "licencesByUid" on "licences"("uid")`,
  `create table "batchLicences" (
    "id" integer primary key, "batchId" integer not null references "batches"("id"), "licenceId" integer not null,
    "before" text not null
  ) strict`,
  `create index "batchLicencesByBatch" on "batchLicences"("batchId")`,
];
