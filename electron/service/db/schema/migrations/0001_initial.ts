import { type Kysely, sql } from 'kysely';

/** Places, findings, sweeps, ledger and the append-only audit trail. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const imported = `
  "identity" text not null,
  "contentHash" text not null,
  "batchId" integer references "batches"("id")`;

const statements = [
  `create table "meta" ("key" text primary key, "value" text not null) strict`,
  `create table "batches" (
    "id" integer primary key, "fileName" text not null, "fileHash" text not null, "kind" text not null,
    "importedAt" text not null, "options" text not null, "rows" integer not null, "added" integer not null,
    "updated" integer not null, "unchanged" integer not null, "rejected" integer not null, "warned" integer not null
  ) strict`,
  `create table "importProblems" (
    "id" integer primary key, "batchId" integer not null references "batches"("id"), "row" integer not null,
    "field" text not null, "code" text not null, "message" text not null, "value" text not null,
    "rejected" integer not null
  ) strict`,
  `create index "importProblemsByBatch" on "importProblems"("batchId")`,
  `create table "schools" (
    "id" integer primary key, "name" text not null, "stage" text not null, "schoolCode" text not null,
    "address" text not null, "phone" text not null, "openedOn" text, "lng" real, "lat" real,
    "positionSource" text, "boundary" text, "boundarySource" text, ${imported},
    check (("lng" is null) = ("lat" is null))
  ) strict`,
  `create index "schoolsByIdentity" on "schools"("identity")`,
  `create table "gates" (
    "id" integer primary key, "schoolId" integer not null references "schools"("id"), "name" text not null,
    "isMain" integer not null, "lng" real not null, "lat" real not null, "positionSource" text not null, ${imported}
  ) strict`,
  `create index "gatesBySchool" on "gates"("schoolId")`,
  `create table "venues" (
    "id" integer primary key, "name" text not null, "uscc" text not null, "regNo" text not null,
    "category" text not null, "categoryScore" real not null, "categoryReason" text not null,
    "listedCategory" text not null, "industryCode" text not null, "scope" text not null, "address" text not null,
    "legalPerson" text not null, "phone" text not null, "status" text not null, "establishedOn" text,
    "lng" real, "lat" real, "positionSource" text, ${imported},
    check (("lng" is null) = ("lat" is null))
  ) strict`,
  `create index "venuesByIdentity" on "venues"("identity")`,
  `create index "venuesByCategory" on "venues"("category")`,
  `create table "facilities" (
    "id" integer primary key, "kind" text not null, "name" text not null, "lng" real not null, "lat" real not null,
    "state" text not null, ${imported}
  ) strict`,
  `create table "roads" (
    "id" integer primary key, "name" text not null, "class" text not null, "width" real not null,
    "geometry" text not null, ${imported}
  ) strict`,
  `create table "findings" (
    "id" integer primary key, "schoolId" integer not null references "schools"("id"),
    "venueId" integer not null references "venues"("id"), "ruleId" text not null,
    "gateId" integer references "gates"("id"), "origin" text not null, "method" text not null,
    "distance" real not null, "boundary" real, "gate" real, "walking" real, "sigma" real not null,
    "limit" real not null, "verdict" text not null, "effect" text not null, "existing" text,
    "severity" text not null, "severityRank" integer not null, "bearing" real not null, "fromLng" real not null, "fromLat" real not null,
    "disagrees" integer not null, "note" text not null, "isPrimary" integer not null
  ) strict`,
  `create index "findingsByVenue" on "findings"("venueId")`,
  `create index "findingsBySchool" on "findings"("schoolId")`,
  `create table "sweeps" (
    "id" integer primary key, "title" text not null, "period" text not null, "coordinator" text not null,
    "agencies" text not null, "focusTopics" text not null, "createdAt" text not null
  ) strict`,
  `create table "stops" (
    "id" integer primary key, "sweepId" integer not null references "sweeps"("id"),
    "venueId" integer not null references "venues"("id"), "schoolId" integer references "schools"("id"),
    "reason" text not null, "addedAt" text not null, unique ("sweepId", "venueId")
  ) strict`,
  `create table "visits" (
    "id" integer primary key, "stopId" integer not null references "stops"("id"),
    "venueId" integer not null references "venues"("id"), "schoolId" integer references "schools"("id"),
    "startedAt" text not null, "endedAt" text not null, "officers" text not null, "result" text not null,
    "facts" text not null, "measuredDistance" real, "measures" text not null, "partyView" text not null,
    "capReason" text not null, "recordedAt" text not null
  ) strict`,
  `create index "visitsByVenue" on "visits"("venueId")`,
  `create index "visitsByStop" on "visits"("stopId")`,
  `create table "hazards" (
    "id" integer primary key, "code" text not null unique, "visitId" integer not null references "visits"("id"),
    "venueId" integer not null references "venues"("id"), "schoolId" integer references "schools"("id"),
    "kind" text not null, "level" text not null, "description" text not null, "state" text not null,
    "responsibleBody" text not null, "responsiblePerson" text not null, "foundOn" text not null, "dueOn" text,
    "closedOn" text
  ) strict`,
  `create index "hazardsByState" on "hazards"("state", "dueOn")`,
  `create table "hazardEvents" (
    "id" integer primary key, "hazardId" integer not null references "hazards"("id"), "at" text not null,
    "actor" text not null, "action" text not null, "fromState" text not null, "toState" text not null,
    "note" text not null, "visitId" integer references "visits"("id")
  ) strict`,
  `create index "hazardEventsByHazard" on "hazardEvents"("hazardId")`,
  `create table "audit" (
    "id" integer primary key, "at" text not null, "actor" text not null, "command" text not null,
    "input" text not null, "before" text not null, "after" text not null, "previousHash" text not null,
    "hash" text not null unique
  ) strict`,
  `create trigger "auditKeepsRows" before delete on "audit" begin select raise(abort, 'audit is append-only'); end`,
  `create trigger "auditKeepsValues" before update on "audit" begin select raise(abort, 'audit is append-only'); end`,
];
