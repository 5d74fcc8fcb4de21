import { type Kysely, sql } from 'kysely';

/**
 * What people say of a thing or of a spot on the map, and their answers, which are about the same. Nothing is deleted:
 * what was removed says when, what was edited keeps its earlier texts.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "comments" (
    "id" integer primary key, "uid" text not null,
    "replyTo" integer references "comments"("id"),
    "venueId" integer references "venues"("id"), "schoolId" integer references "schools"("id"),
    "gateId" integer references "gates"("id"), "hazardId" integer references "hazards"("id"),
    "stopId" integer references "stops"("id"), "lng" real, "lat" real,
    "text" text not null, "mentioned" text not null default '[]',
    "author" text not null, "authorBody" text not null default '', "authorName" text not null default '',
    "addedAt" text not null, "editedAt" text, "earlier" text not null default '[]',
    "doneAt" text, "doneBy" text not null default '', "removedAt" text
  ) strict`,
  `create unique index "commentsByUid" on "comments"("uid")`,
  `create index "commentsByReply" on "comments"("replyTo")`,
  `create index "commentsByVenue" on "comments"("venueId")`,
  `create index "commentsBySchool" on "comments"("schoolId")`,
  `create index "commentsByGate" on "comments"("gateId")`,
  `create index "commentsByHazard" on "comments"("hazardId")`,
  `create index "commentsByStop" on "comments"("stopId")`,
];
