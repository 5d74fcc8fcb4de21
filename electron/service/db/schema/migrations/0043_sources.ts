import { type Kysely, sql } from 'kysely';

/**
 * A hazard says where it comes from: who said it when, by which number of theirs, and where in words where no school or
 * venue is known. What was only said (线索) keeps who verified it, when and how. Until now visits found them, and checks of gates.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "hazards" add column "source" text not null default '现场检查'`,
  `alter table "hazards" add column "sourceNumber" text not null default ''`,
  `alter table "hazards" add column "saidBy" text not null default ''`,
  `alter table "hazards" add column "saidOn" text`,
  `alter table "hazards" add column "placeText" text not null default ''`,
  `alter table "hazards" add column "registrar" text not null default ''`,
  `alter table "hazards" add column "lead" integer not null default 0`,
  `alter table "hazards" add column "verifiedOn" text`,
  `alter table "hazards" add column "verifiedBy" text not null default ''`,
  `alter table "hazards" add column "verification" text not null default ''`,
  `alter table "hazards" add column "batchId" integer references "batches"("id")`,
  `alter table "hazards" add column "identity" text not null default ''`,
  `alter table "hazards" add column "contentHash" text not null default ''`,
  `create index "hazardsBySource" on "hazards"("source", "sourceNumber")`,
  `create index "hazardsByBatch" on "hazards"("batchId")`,
  `update "hazards" set "source" = '设施核对' where "visitId" is null`,
];
