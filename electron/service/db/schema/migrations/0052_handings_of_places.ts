import { type Kysely, sql } from 'kysely';

/**
 * What is handed about may be about a place or a school itself, without a hazard. It travels in field packets, and has
 * an identity of its own for that.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

/** A UUID of version 7, made by SQLite for each row. */
const UUID = `printf('%08x-%04x-7%03x-%04x-%012x', cast(unixepoch('subsec') * 1000 as integer) >> 16,
  cast(unixepoch('subsec') * 1000 as integer) & 65535, random() & 4095, 32768 | (random() & 16383),
  random() & 281474976710655)`;

const statements = [
  `alter table "handings" add column "uid" text`,
  `alter table "handings" add column "venueId" integer references "venues"("id")`,
  `alter table "handings" add column "schoolId" integer references "schools"("id")`,
  `alter table "handings" add column "placeText" text not null default ''`,
  `update "handings" set "uid" = ${UUID}`,
  `create unique index "handingsByUid" on "handings"("uid")`,
  `create index "handingsByVenue" on "handings"("venueId")`,
  `create index "handingsBySchool" on "handings"("schoolId")`,
];
