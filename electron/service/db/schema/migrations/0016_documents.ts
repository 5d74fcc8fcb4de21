import { type Kysely, sql } from 'kysely';

/** What people fill into documents and forms, and the workspace's own words for templates. */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `create table "forms" (
    "id" integer primary key, "template" text not null, "subject" text not null, "said" text not null,
    "savedAt" text not null, "savedBy" text not null, unique ("template", "subject")
  ) strict`,
  `create table "templates" ("id" text primary key, "blocks" text not null, "updatedAt" text not null) strict`,
];
