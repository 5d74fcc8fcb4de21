import type { ColumnKind } from './binary-rows.ts';
import { literal, quoted } from './connection.ts';
import type { MovedColumn, MovedTable } from './moved-tables.ts';
import { storeRightsOf, storeTablesOf } from './store-tables.ts';

// Only what PostgreSQL 9.2 has: its descendants that offices here must use have no more (no identity columns, no
// `if not exists` for schemas, `execute procedure`).

/** Texts are compared byte by byte, as SQLite does, whatever the database was set up for. */
const types: Readonly<Record<ColumnKind, string>> = {
  integer: 'bigint',
  real: 'double precision',
  text: 'text collate "C"',
  blob: 'bytea',
};

/** The table that says what a schema is: the version of its tables, and where the files of its workspace lie. */
export const FACTS_TABLE = 'schema_version';
const REFUSING_FUNCTION = 'refuse_change';

/** The statements that make the tables, with nothing that rows would have to be compared with as they come. */
export function tablesOf(schema: string, tables: readonly MovedTable[]): string[] {
  return tables.map(
    ({ name, columns }) => `create table ${quoted(schema, name)} (${columns.map(columnOf).join(', ')})`,
  );
}

/** The tables that are of the schema, and not of the workspace in it. */
export function tablesBeside(schema: string): string[] {
  return [
    `create table ${quoted(schema, FACTS_TABLE)} ("version" bigint not null, "files" text, "movedAt" text not null)`,
    ...storeTablesOf(schema),
  ];
}

/** Takes the tables of a workspace away, and leaves those beside them. */
export function removalOf(schema: string, tables: readonly string[]): string[] {
  return [
    ...tables.map((name) => `drop table ${quoted(schema, name)} cascade`),
    `drop function if exists ${quoted(schema, REFUSING_FUNCTION)}() cascade`,
  ];
}

function columnOf({ name, kind, required, standard }: MovedColumn): string {
  const parts = [quoted(name), types[kind]];
  if (required) parts.push('not null');
  if (standard !== null) parts.push(`default ${standard}`);
  return parts.join(' ');
}

/** The statements that a schema gets once its rows are there: keys, indexes, conditions, counters, what is refused. */
export function rulesOf(schema: string, tables: readonly MovedTable[]): string[] {
  return [
    ...tables.flatMap((table) => keysOf(schema, table)),
    // Tables point to each other in circles, so this comes after all keys.
    ...tables.flatMap((table) => referencesOf(schema, table)),
    ...tables.flatMap((table) => counterOf(schema, table)),
    `create function ${quoted(schema, REFUSING_FUNCTION)}() returns trigger language plpgsql as $$ begin raise exception '%', tg_argv[0]; end $$`,
    ...tables.flatMap((table) => refusalsOf(schema, table)),
  ];
}

function keysOf(schema: string, table: MovedTable): string[] {
  const own = quoted(schema, table.name);
  const list = (columns: readonly string[]) => columns.map((column) => quoted(column)).join(', ');
  const added = [
    `add primary key (${list(table.primaryKey)})`,
    ...table.unique.map((columns) => `add unique (${list(columns)})`),
    ...table.checks.map((check) => `add check (${check})`),
  ];
  return [
    `alter table ${own} ${added.join(', ')}`,
    ...table.indexes.map(
      ({ name, columns, isUnique, where }) =>
        `create ${isUnique ? 'unique ' : ''}index ${quoted(name)} on ${own} (${list(columns)})` +
        (where === null ? '' : ` where ${where}`),
    ),
  ];
}

/** Keys can be asked to wait for the end of a transaction, as SQLite lets every key wait. */
function referencesOf(schema: string, { name, references }: MovedTable): string[] {
  if (references.length === 0) return [];
  const keys = references.map(
    ({ column, to, toColumn }) =>
      `add foreign key (${quoted(column)}) references ${quoted(schema, to)} (${quoted(toColumn)}) deferrable`,
  );
  return [`alter table ${quoted(schema, name)} ${keys.join(', ')}`];
}

/** The next number is one more than the highest, as in SQLite. */
function counterOf(schema: string, { name, counted }: MovedTable): string[] {
  if (counted === null) return [];
  const sequence = quoted(schema, `${name}_${counted}`);
  const [table, column] = [quoted(schema, name), quoted(counted)];
  return [
    `create sequence ${sequence} owned by ${table}.${column}`,
    `alter table ${table} alter column ${column} set default nextval(${literal(sequence)})`,
    `select setval(${literal(sequence)}, coalesce(max(${column}), 0) + 1, false) from ${table}`,
  ];
}

function refusalsOf(schema: string, { name, refusals }: MovedTable): string[] {
  return refusals.map(
    ({ change, words }) =>
      `create trigger ${quoted(`${name}_${change}`)} before ${change} on ${quoted(schema, name)} ` +
      `for each row execute procedure ${quoted(schema, REFUSING_FUNCTION)}(${literal(words)})`,
  );
}

/** The role that the program is to work by, and that of whoever reads the trail. */
export const PROGRAM_ROLE = 'xueantu_program';
export const AUDITOR_ROLE = 'xueantu_auditor';

/** What the roles may do: neither can change or remove an entry of the trail. */
export function rightsOf(schema: string, tables: readonly MovedTable[]): string[] {
  const own = quoted(schema);
  const [program, auditor] = [quoted(PROGRAM_ROLE), quoted(AUDITOR_ROLE)];
  const kept = tables.filter(({ refusals }) => refusals.length > 0);
  return [
    `grant usage on schema ${own} to ${program}, ${auditor}`,
    `grant select, insert, update, delete on all tables in schema ${own} to ${program}`,
    `grant usage, select on all sequences in schema ${own} to ${program}`,
    `revoke insert, update, delete on ${quoted(schema, FACTS_TABLE)} from ${program}`,
    ...storeRightsOf(schema, PROGRAM_ROLE),
    ...kept.flatMap(({ name }) => [
      `revoke update, delete on ${quoted(schema, name)} from ${program}`,
      `grant select on ${quoted(schema, name)} to ${auditor}`,
    ]),
  ];
}
