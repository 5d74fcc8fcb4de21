import { type Kysely, sql } from 'kysely';

/**
 * Rows that a list overwrote are kept by batch, so that it can be undone. So far only the audit trail knew them: those
 * of batches that stand come from there. A file may have become several batches; before it could, it had one.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const statement of [
    `create table "batchRows" (
      "id" integer primary key, "batchId" integer not null references "batches"("id"), "rowId" integer not null,
      "before" text not null, unique ("batchId", "rowId")
    ) strict`,
    keep(`json_each("audit"."before", '$.parts') "part"`, `cast("part"."key" as integer)`, `"part"."value"`),
    keep(
      `(select 1)`,
      `json_extract("audit"."after", '$.batch')`,
      `json_extract("audit"."before", '$.updated')`,
    ),
  ])
    await sql.raw(statement).execute(db);
}

/** Keeps the rows of a list in the trail's JSON, by its batch. */
function keep(parts: string, batch: string, rows: string): string {
  return `insert or ignore into "batchRows" ("batchId", "rowId", "before")
    select "batches"."id", json_extract("old"."value", '$.id'), "old"."value"
    from "audit", ${parts}, json_each(${rows}) "old"
    join "batches" on "batches"."id" = ${batch} and "batches"."undoneAt" is null
    where "audit"."command" = 'import.run' and "old"."type" = 'object' and json_extract("old"."value", '$.id') is not null`;
}
