import { type Kysely, sql } from 'kysely';

/**
 * Which of two merged venues gave its particulars: parting needs it to know what a merge changed. Of merges from
 * before, the further identity that they brought tells it: it is that of the venue that did not lead.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of [
    `alter table "merges" add column "lead" text not null default 'kept'`,
    `update "merges" set "lead" = 'removed'
      where ${identity('kept')} <> ${identity('removed')} and exists (
        select 1 from "aliases"
        where "aliases"."mergeId" = "merges"."id" and ${comparable('"aliases"."identity"')} = ${identity('kept')})`,
  ])
    await sql.raw(statement).execute(db);
}

function identity(column: 'kept' | 'removed'): string {
  return comparable(`json_extract("merges"."${column}", '$.identity')`);
}

/** Licence numbers of identities were written in small letters and with blanks once. */
function comparable(text: string): string {
  return `upper(replace(${text}, ' ', ''))`;
}
