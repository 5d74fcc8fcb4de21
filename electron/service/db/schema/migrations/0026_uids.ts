import { type Kysely, sql } from 'kysely';

/**
 * Rows that travel have an identity of their own, whatever their number is in this database; field packets remember what
 * went and came by it, for each unpacked copy apart. What packets from before took along the office knows by number.
 */
export async function up(db: Kysely<any>): Promise<void> {
  for (const table of [...places, ...records])
    await sql.raw(`alter table "${table}" add column "uid" text`).execute(db);
  for (const table of [...places, ...records])
    await sql.raw(`update "${table}" set "uid" = ${UUID}`).execute(db);
  // In the field this unpacked copy gets an identity, too.
  await sql
    .raw(`update "meta" set "value" = json_set("value", '$.copy', ${UUID}) where "key" = 'packet'`)
    .execute(db);
  // Places come in long lists and are looked up by this only when a packet comes back.
  for (const table of records)
    await sql.raw(`create unique index "${table}ByUid" on "${table}"("uid")`).execute(db);
  await sql.raw(`alter table "packets" add column "numbered" integer not null default 0`).execute(db);
  await sql.raw(`update "packets" set "numbered" = 1`).execute(db);
  await renewPacketRows(db);
  await sql
    .raw(`create table "packetCopies" (
      "packetId" integer not null references "packets"("id"), "copy" text not null, "step" integer not null,
      primary key ("packetId", "copy")
    ) strict, without rowid`)
    .execute(db);
}

const places = ['schools', 'gates', 'venues', 'facilities'];
const records = ['surveys', 'stops', 'visits', 'hazards', 'hazardEvents', 'supervisions', 'attachments'];

/** A UUID of version 7, made by SQLite for each row. */
const UUID = `printf('%08x-%04x-7%03x-%04x-%012x', cast(unixepoch('subsec') * 1000 as integer) >> 16,
  cast(unixepoch('subsec') * 1000 as integer) & 65535, random() & 4095, 32768 | (random() & 16383),
  random() & 281474976710655)`;

async function renewPacketRows(db: Kysely<any>): Promise<void> {
  await sql.raw(`alter table "packetRows" rename to "numberedRows"`).execute(db);
  await sql
    .raw(`create table "packetRows" (
      "packetId" integer not null references "packets"("id"), "copy" text not null, "table" text not null,
      "uid" text not null, "rowId" integer not null, "content" text not null,
      primary key ("packetId", "copy", "table", "uid")
    ) strict, without rowid`)
    .execute(db);
  for (const table of [...places, ...records])
    await sql
      .raw(`insert into "packetRows" ("packetId", "copy", "table", "uid", "rowId", "content")
        select "packetId", '', "table",
          case when row_number() over (partition by "packetId", "rowId" order by "fieldId") = 1 and "${table}"."uid" is not null
            then "${table}"."uid" else ${UUID} end,
          "rowId", "content"
        from "numberedRows" left join "${table}" on "${table}"."id" = "rowId" where "table" = '${table}'`)
      .execute(db);
  await sql.raw(`drop table "numberedRows"`).execute(db);
}
