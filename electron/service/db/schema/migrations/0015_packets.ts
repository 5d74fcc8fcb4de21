import { type Kysely, sql } from 'kysely';

/** Field packets that left, with the rows that they took along and brought back. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "packets" (
    "id" integer primary key, "code" text not null unique, "sweepId" integer not null references "sweeps"("id"),
    "about" text not null, "returnedAt" text
  ) strict`,
  `create table "packetRows" (
    "packetId" integer not null references "packets"("id"), "table" text not null, "fieldId" integer not null,
    "rowId" integer not null, "content" text not null, primary key ("packetId", "table", "fieldId")
  ) strict, without rowid`,
];
