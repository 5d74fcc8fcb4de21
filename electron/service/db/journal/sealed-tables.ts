import type SqliteDatabase from 'better-sqlite3';
import { isSealed } from '../schema/find-tables.ts';
import { ROW_NUMBER } from '../schema/row-number.ts';

/** Rows of one block: an edit by hand seals few rows anew, a long list few blocks. */
const BLOCK_BITS = 8;
const BLOCK_ROWS = 2 ** BLOCK_BITS;

/** A table whose rows are sealed in blocks, and the SQL that its blocks are read by. */
export interface SealedTable {
  readonly table: string;
  /** Whether a row has a number of its own; where it has none, the journal knows its block only. */
  readonly hasRowIds: boolean;
  /** Whether blocks are of consecutive ids. */
  readonly isNumbered: boolean;
  readonly columns: readonly string[];
  /** The block of a row of a name: `new`, `old` or the table. */
  blockOf(row: string): string;
  /** The block of what the journal keeps as `row`. */
  readonly blockOfJournal: string;
  /** All of a row's values as one text, and the order of rows. */
  readonly line: string;
  readonly order: string;
  /** Keeps the rows of `@block`. */
  readonly within: string;
}

/** The first and last id that a numbered block can hold. */
export function idsOfBlock(block: number): readonly [number, number] {
  return [block * BLOCK_ROWS, (block + 1) * BLOCK_ROWS - 1];
}

/** Blocks that hold consecutive ids. */
export function blocksOfIds(first: number, last: number): number[] {
  const start = Math.floor(first / BLOCK_ROWS);
  return Array.from({ length: Math.floor(last / BLOCK_ROWS) - start + 1 }, (_, i) => start + i);
}

/** Of those the blocks that hold no other id. */
export function filledBlocks(first: number, last: number): number[] {
  return blocksOfIds(first, last).filter((block) => {
    const [from, to] = idsOfBlock(block);
    return from >= first && to <= last;
  });
}

/**
 * The tables of a database whose rows are sealed. A table that the program does not know is read as well, because
 * somebody else added it.
 */
export function sealedTables(sqlite: SqliteDatabase.Database): SealedTable[] {
  const tables = sqlite.prepare<[], { name: string; wr: number }>(
    `select name, wr from pragma_table_list where schema = 'main' and type = 'table' and name not like 'sqlite\\_%' escape '\\'`,
  );
  return tables
    .all()
    .filter(({ name }) => isSealed(name))
    .map(({ name, wr }) => describeTable(sqlite, name, wr === 0));
}

interface Column {
  readonly name: string;
  readonly type: string;
  readonly pk: number;
}

/** Rows with a number are parted by it; rows behind a key by its first column where that is a number; others lie in one block. */
function describeTable(sqlite: SqliteDatabase.Database, table: string, hasRowIds: boolean): SealedTable {
  const columns = sqlite
    .prepare<[string], Column>('select name, lower(type) as type, pk from pragma_table_info(?) order by cid')
    .all(table);
  const keys = columns.filter(({ pk }) => pk > 0).sort((a, b) => a.pk - b.pk);
  const [first] = keys;
  const values = columns.map(({ name, type }) => (type === 'blob' ? `hex("${name}")` : `"${name}"`));
  const described = {
    table,
    hasRowIds,
    columns: columns.map(({ name }) => name),
    line: `json_array(${values.join(', ')})`,
    order: hasRowIds ? ROW_NUMBER : keys.map(({ name }) => `"${name}"`).join(', '),
  };
  if (first?.type !== 'integer' || (hasRowIds && keys.length !== 1))
    return { ...described, isNumbered: false, blockOf: () => '0', blockOfJournal: '0', within: '@block = 0' };
  const key = `"${first.name}"`;
  if (!hasRowIds)
    return {
      ...described,
      isNumbered: false,
      blockOf: (row) => `${row}.${key}`,
      blockOfJournal: '"row"',
      within: `${key} = @block`,
    };
  return {
    ...described,
    isNumbered: true,
    blockOf: (row) => `${row}.${key} >> ${BLOCK_BITS}`,
    blockOfJournal: `"row" >> ${BLOCK_BITS}`,
    within: `${key} between @block << ${BLOCK_BITS} and (@block << ${BLOCK_BITS}) + ${BLOCK_ROWS - 1}`,
  };
}
