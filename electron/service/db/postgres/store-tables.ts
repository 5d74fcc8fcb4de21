import { quoted } from './connection.ts';

// What a workspace in PostgreSQL has beside its own tables: who may write, what was changed one after the other, and
// the files that belong to it.

/** One row: the number of who leads, one higher with each who takes over. */
export const LEADER_TABLE = 'store_leader';
/** One row: when the leader was last heard of. It is apart, because who writes holds the row of the leader meanwhile. */
export const PULSE_TABLE = 'store_pulse';
/** One row for each transaction: which rows it changed. */
export const CHANGES_TABLE = 'store_changes';
/** Files of the workspace, in pieces. */
export const FILES_TABLE = 'store_files';

/** All of them. */
export const storeTables = [LEADER_TABLE, PULSE_TABLE, CHANGES_TABLE, FILES_TABLE] as const;

/** The statements that make them, once the tables of the workspace are there. */
export function storeTablesOf(schema: string): string[] {
  const [leader, pulse, changes, files] = [LEADER_TABLE, PULSE_TABLE, CHANGES_TABLE, FILES_TABLE].map(
    (name) => quoted(schema, name),
  );
  return [
    `create table ${leader} ("epoch" bigint not null, "holder" text not null)`,
    `insert into ${leader} values (0, '')`,
    `create table ${pulse} ("seen" timestamp with time zone not null)`,
    `insert into ${pulse} values ('-infinity')`,
    `create table ${changes} ("number" bigint primary key, "token" text not null, "epoch" bigint not null,
       "at" timestamp with time zone not null default now(), "keys" text not null)`,
    `create table ${files} ("file" text collate "C" not null, "piece" bigint not null, "content" bytea not null,
       primary key ("file", "piece"))`,
  ];
}

/** What the role of the program may not do with them. */
export function storeRightsOf(schema: string, role: string): string[] {
  const program = quoted(role);
  return [LEADER_TABLE, PULSE_TABLE].map(
    (name) => `revoke insert, delete on ${quoted(schema, name)} from ${program}`,
  );
}
