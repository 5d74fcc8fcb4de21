import { type Kysely, sql } from 'kysely';

/**
 * A venue can be of several kinds: beside its main one it keeps the further ones as JSON, and a finding says for which
 * of them it is. Venues of one kind have null. What was decided stays as it was decided; further kinds of older rows
 * are told where a list or a person asks for it.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "venues" add column "furtherKinds" text`,
  `alter table "findings" add column "kind" text`,
];
