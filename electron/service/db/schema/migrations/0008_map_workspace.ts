import { type Kysely, sql } from 'kysely';

/**
 * What people arrange and change on the map: queries, views and bookmarks by name; every edit by hand with
 * the rows before and after it, so that it can be undone and redone.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "saved" (
    "id" integer primary key, "kind" text not null, "name" text not null, "content" text not null,
    "updatedAt" text not null, unique ("kind", "name")
  ) strict`,
  `create table "edits" (
    "id" integer primary key, "at" text not null, "actor" text not null, "command" text not null,
    "title" text not null, "undoneAt" text
  ) strict`,
  `create table "editRows" (
    "editId" integer not null references "edits"("id"), "place" integer not null, "table" text not null,
    "rowId" integer not null, "before" text, "after" text, primary key ("editId", "place")
  ) strict, without rowid`,
];
