import { type Kysely, sql } from 'kysely';

/**
 * What was recorded can be put right, and says so: a hazard is voided or merged into another and leaves every figure, a
 * visit keeps what it said before, a stop is passed over where its place is gone. Officers have a telephone, the end of
 * their certificate and days on which they are away; one who left is removed and stays on record.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "hazards" add column "voidReason" text not null default ''`,
  `alter table "hazards" add column "mergedInto" integer references "hazards"("id")`,
  `alter table "visits" add column "corrections" text not null default '[]'`,
  `alter table "stops" add column "skipped" text not null default ''`,
  `alter table "officers" add column "phone" text not null default ''`,
  `alter table "officers" add column "validUntil" text`,
  `alter table "officers" add column "leaves" text not null default '[]'`,
  `alter table "officers" add column "removedOn" text`,
  // Who stands on the list today is taken as it is.
  `alter table "officers" add column "confirmed" integer not null default 1`,
];
