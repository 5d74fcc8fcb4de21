import { type Kysely, sql } from 'kysely';

/**
 * A post at a gate stands on certain days of the week, from Monday as 1; those that were there stood on school days. It
 * may have somebody who stands in.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of statements) await sql.raw(statement).execute(db);
}

const statements = [
  `alter table "duties" add column "weekdays" text not null default '[1,2,3,4,5]'`,
  `alter table "duties" add column "substitute" text not null default ''`,
  `alter table "duties" add column "substitutePhone" text not null default ''`,
];
