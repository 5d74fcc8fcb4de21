import { type Kysely, sql } from 'kysely';

/** Photos and files of visits and hazards, stored by the hash of their content. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "attachments" (
    "id" integer primary key, "hash" text not null, "file" text not null, "name" text not null, "type" text not null,
    "size" integer not null, "thumbnail" text, "takenAt" text, "lng" real, "lat" real, "caption" text not null default '',
    "visitId" integer references "visits"("id"), "hazardId" integer references "hazards"("id"),
    "addedAt" text not null, "addedBy" text not null, "removedAt" text
  ) strict`,
  `create index "attachmentsByVisit" on "attachments"("visitId")`,
  `create index "attachmentsByHazard" on "attachments"("hazardId")`,
];
