import type SqliteDatabase from 'better-sqlite3';
import { storedTables } from '../schema/find-tables.ts';
import type { ColumnKind } from './binary-rows.ts';

/** A column of a table that is moved. */
export interface MovedColumn {
  readonly name: string;
  readonly kind: ColumnKind;
  readonly required: boolean;
  /** As the schema has it: a literal of SQL. */
  readonly standard: string | null;
}

/** A table as the real schema of SQLite has it, read so that PostgreSQL gets the same. */
export interface MovedTable {
  readonly name: string;
  /** In their order; first the number of a row where SQLite keeps one beside the columns. */
  readonly columns: readonly MovedColumn[];
  /** The columns by which rows are ordered: each row has other values there. */
  readonly order: readonly string[];
  readonly primaryKey: readonly string[];
  /** The column whose next value the database counts; null where rows get none. */
  readonly counted: string | null;
  readonly unique: readonly (readonly string[])[];
  readonly indexes: readonly MovedIndex[];
  /** Conditions on a row, in SQL that both databases read. */
  readonly checks: readonly string[];
  readonly references: readonly MovedReference[];
  /** Which changes of rows are refused, with what is said then. */
  readonly refusals: readonly { readonly change: 'update' | 'delete'; readonly words: string }[];
}

interface MovedIndex {
  readonly name: string;
  readonly columns: readonly string[];
  readonly isUnique: boolean;
  readonly where: string | null;
}

interface MovedReference {
  readonly column: string;
  readonly to: string;
  readonly toColumn: string;
}

/** SQLite's own number of a row, which seals and the order of what was entered go by. */
const ROW_NUMBER = 'rowid';

interface FoundColumn {
  readonly name: string;
  readonly type: string;
  readonly notnull: number;
  readonly dflt_value: string | null;
  readonly pk: number;
}

/** Reads all tables of a database of ours, each after those of `table-facts` before it; those of an older version last. */
export function readMovedTables(sqlite: SqliteDatabase.Database): MovedTable[] {
  const there = sqlite
    .prepare<[], string>(
      `select name from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\'`,
    )
    .pluck()
    .all();
  const known: readonly string[] = storedTables.filter((table) => there.includes(table));
  return [...known, ...there.filter((table) => !known.includes(table))].map((table) =>
    describe(sqlite, table),
  );
}

function describe(sqlite: SqliteDatabase.Database, table: string): MovedTable {
  const found = sqlite.prepare<[string], FoundColumn>('select * from pragma_table_info(?)').all(table);
  const primaryKey = found
    .filter(({ pk }) => pk > 0)
    .sort((a, b) => a.pk - b.pk)
    .map(({ name }) => name);
  const hasNumbers = hasRowNumbers(sqlite, table);
  const numbered = found.find(({ pk, type }) => pk > 0 && primaryKey.length === 1 && type === 'INTEGER');
  const isBeside = hasNumbers && !numbered;
  const columns = [...(isBeside ? [rowNumber] : []), ...found.map(columnOf)];
  const references = referencesOf(sqlite, table);
  const number = numbered?.name ?? ROW_NUMBER;
  const statement = statementOf(sqlite, 'table', table);
  return {
    name: table,
    columns,
    order: hasNumbers ? [number] : primaryKey,
    primaryKey,
    // A row that says more of another has that one's number.
    counted: hasNumbers && !references.some(({ column }) => column === number) ? number : null,
    unique: [...(isBeside ? [[ROW_NUMBER]] : []), ...uniqueOf(sqlite, table)],
    indexes: indexesOf(sqlite, table),
    checks: checksOf(statement),
    references,
    refusals: refusalsOf(sqlite, table),
  };
}

const rowNumber: MovedColumn = { name: ROW_NUMBER, kind: 'integer', required: true, standard: null };

function columnOf({ name, type, notnull, dflt_value, pk }: FoundColumn): MovedColumn {
  return { name, kind: kindOf(type), required: notnull !== 0 || pk > 0, standard: dflt_value };
}

function kindOf(type: string): ColumnKind {
  const kind = type.toLowerCase();
  if (kind === 'integer' || kind === 'real' || kind === 'text' || kind === 'blob') return kind;
  throw new Error(`a column of type ${type} has no counterpart in PostgreSQL`);
}

function hasRowNumbers(sqlite: SqliteDatabase.Database, table: string): boolean {
  const list = sqlite.prepare<[string], number>(`select wr from pragma_table_list(?) where schema = 'main'`);
  return list.pluck().get(table) === 0;
}

function referencesOf(sqlite: SqliteDatabase.Database, table: string): MovedReference[] {
  const found = sqlite.prepare<[string], MovedReference & { readonly acts: number }>(
    `select "from" as "column", "table" as "to", "to" as "toColumn",
       on_delete <> 'NO ACTION' or on_update <> 'NO ACTION' or seq > 0 as acts
     from pragma_foreign_key_list(?) order by id desc`,
  );
  return found.all(table).map(({ acts, ...reference }) => {
    if (acts) throw new Error(`a key of ${table} does more than point`);
    return reference;
  });
}

interface FoundIndex {
  readonly name: string;
  readonly unique: number;
  readonly origin: 'c' | 'u' | 'pk';
  readonly partial: number;
}

function indexListOf(sqlite: SqliteDatabase.Database, table: string): FoundIndex[] {
  return sqlite.prepare<[string], FoundIndex>('select * from pragma_index_list(?) order by seq').all(table);
}

function uniqueOf(sqlite: SqliteDatabase.Database, table: string): string[][] {
  return indexListOf(sqlite, table)
    .filter(({ origin }) => origin === 'u')
    .map(({ name }) => columnsOf(sqlite, name));
}

function indexesOf(sqlite: SqliteDatabase.Database, table: string): MovedIndex[] {
  return indexListOf(sqlite, table)
    .filter(({ origin }) => origin === 'c')
    .map(({ name, unique, partial }) => ({
      name,
      columns: columnsOf(sqlite, name),
      isUnique: unique !== 0,
      where: partial === 0 ? null : conditionOf(statementOf(sqlite, 'index', name)),
    }));
}

function columnsOf(sqlite: SqliteDatabase.Database, index: string): string[] {
  const found = sqlite.prepare<[string], { name: string | null; desc: number; coll: string }>(
    'select name, "desc", coll from pragma_index_xinfo(?) where key order by seqno',
  );
  return found.all(index).map(({ name, desc, coll }) => {
    if (name === null || desc !== 0 || coll !== 'BINARY') throw new Error(`${index} is no plain index`);
    return name;
  });
}

function statementOf(sqlite: SqliteDatabase.Database, type: string, name: string): string {
  const statement = sqlite
    .prepare<[string, string], string>('select sql from sqlite_schema where type = ? and name = ?')
    .pluck()
    .get(type, name);
  if (statement === undefined) throw new Error(`the schema has no ${type} ${name}`);
  return statement;
}

/** What follows `where` in the statement of a partial index. */
function conditionOf(statement: string): string {
  const [, condition] = /\)\s*where\s+(.+)$/is.exec(statement) ?? [];
  if (condition === undefined) throw new Error(`no condition in ${statement}`);
  return condition;
}

/** Each `check (…)` of a table's statement: no pragma tells them. */
function checksOf(statement: string): string[] {
  return [...statement.matchAll(/\bcheck\s*\(/gi)].map(({ index, 0: opening }) => {
    const from = index + opening.length;
    let depth = 1;
    let at = from;
    for (; depth > 0 && at < statement.length; at += 1)
      depth += statement[at] === '(' ? 1 : statement[at] === ')' ? -1 : 0;
    return statement.slice(from, at - 1);
  });
}

const REFUSING = /before (update|delete) on "\w+" begin select raise\(abort, '([^']+)'\); end$/i;

function refusalsOf(sqlite: SqliteDatabase.Database, table: string): MovedTable['refusals'] {
  return sqlite
    .prepare<[string], string>(`select sql from sqlite_schema where type = 'trigger' and tbl_name = ?`)
    .pluck()
    .all(table)
    .map((statement) => {
      const [, change, words] = REFUSING.exec(statement) ?? [];
      if (change === undefined || words === undefined)
        throw new Error(`a trigger of ${table} does more than refuse`);
      return { change: change.toLowerCase() === 'update' ? 'update' : 'delete', words };
    });
}
