import { type Kysely, sql } from 'kysely';

/**
 * Facilities have shapes, a body that answers for them and a day on which they were checked; gates have
 * plans, posts and people; what happens at places is noted; a hazard may come from a gap and not from a visit.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "facilities" add column "geometry" text`,
  `alter table "facilities" add column "body" text not null default ''`,
  `alter table "facilities" add column "checkedOn" text`,
  `alter table "facilities" add column "note" text not null default ''`,
  `create index "facilitiesByKind" on "facilities"("kind")`,
  `alter table "attachments" add column "facilityId" integer references "facilities"("id")`,
  `create index "attachmentsByFacility" on "attachments"("facilityId")`,
  `alter table "hazards" alter column "visitId" drop not null`,
  `alter table "hazards" add column "gateId" integer references "gates"("id")`,
  `alter table "hazards" add column "requirementId" text`,
  `create table "gatePlans" (
    "gateId" integer primary key references "gates"("id"), "restrictions" text not null default '',
    "oneWay" text not null default '', "waiting" text not null default '', "note" text not null default '',
    "updatedAt" text not null, "updatedBy" text not null
  ) strict`,
  `create table "duties" (
    "id" integer primary key, "gateId" integer not null references "gates"("id"), "period" text not null,
    "post" text not null, "body" text not null, "person" text not null, "phone" text not null default '',
    "from" text not null, "until" text not null
  ) strict`,
  `create index "dutiesByGate" on "duties"("gateId")`,
  `create table "incidents" (
    "id" integer primary key, "kind" text not null, "at" text not null, "lng" real not null, "lat" real not null,
    "note" text not null default '', "addedAt" text not null, "addedBy" text not null
  ) strict`,
  `create index "incidentsByTime" on "incidents"("at")`,
  `create table "provisionSnapshots" (
    "id" integer primary key, "title" text not null, "at" text not null, "by" text not null, "content" text not null
  ) strict`,
];
