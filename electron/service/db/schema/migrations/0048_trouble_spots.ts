import { type Kysely, sql } from 'kysely';

/**
 * 治安乱点: areas with the fields of GB/T 31000-2015 (重点地区排查整治), the days on which they were listed (挂牌) and
 * taken off (摘牌), and the hazards and visits that people put to them beside those that lie within. Hazards say who
 * else has to do with them (责任主体, 配合部门) and what is done until they are closed (临时强化防范措施).
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "troubleSpots" (
    "id" integer primary key, "name" text not null, "problem" text not null default '',
    "areaKind" text not null default '', "rangeText" text not null default '', "geometry" text not null,
    "lng" real not null, "lat" real not null, "leadBody" text not null default '',
    "joinBodies" text not null default '', "leadPerson" text not null default '', "phone" text not null default '',
    "foundOn" text not null, "dueOn" text, "grade" text not null default '', "listedOn" text, "delistedOn" text,
    "settledOn" text, "criminalCases" integer, "publicOrderCases" integer, "progress" text not null default '',
    "evaluation" text not null default '', "note" text not null default ''
  ) strict`,
  `create table "troubleSpotRecords" (
    "id" integer primary key, "spotId" integer not null references "troubleSpots"("id"),
    "hazardId" integer references "hazards"("id"), "visitId" integer references "visits"("id"),
    unique ("spotId", "hazardId"), unique ("spotId", "visitId")
  ) strict`,
  `create index "troubleSpotRecordsByHazard" on "troubleSpotRecords"("hazardId")`,
  `create index "troubleSpotRecordsByVisit" on "troubleSpotRecords"("visitId")`,
  `alter table "hazards" add column "subject" text not null default ''`,
  `alter table "hazards" add column "helpingBodies" text not null default ''`,
  `alter table "hazards" add column "temporaryMeasures" text not null default ''`,
];
