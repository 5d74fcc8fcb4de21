import SqliteDatabase from 'better-sqlite3';
import { z } from 'zod';

/**
 * A table of a foreign file that is not ordinary: a view, a virtual table, or a table with computed columns. Reading it
 * would run code of whoever made the file.
 */
export class NotOrdinary extends Error {
  readonly table: string;

  constructor(table: string) {
    super(`${table} is no ordinary table`);
    this.table = table;
  }
}

const listedSchema = z.array(z.object({ schema: z.string(), name: z.string(), type: z.string() }));
const columnSchema = z.array(z.object({ name: z.string(), hidden: z.number() }));

export type ForeignRow = Record<string, unknown>;

/**
 * Somebody else's SQLite file (a base map, a GeoPackage), of which only stored columns of ordinary tables are read.
 * Everything else in such a file (views, triggers, virtual tables) can run code of whoever made it. It is opened in a
 * reader process alone, see `startReader`: even an ordinary table can be built so that reading it never ends.
 */
export class ForeignFile {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #kinds: ReadonlyMap<string, string>;

  /** Throws where it is no SQLite file. */
  constructor(path: string) {
    this.#sqlite = new SqliteDatabase(path, { readonly: true, fileMustExist: true });
    try {
      this.#sqlite.pragma('trusted_schema = off');
      this.#sqlite.pragma('cell_size_check = on');
      // The type is asked from SQLite itself, because the file's own list of tables may be false.
      const listed = listedSchema.parse(this.#sqlite.pragma('table_list'));
      this.#kinds = new Map(
        listed.flatMap(({ schema, name, type }) => (schema === 'main' ? [[name.toLowerCase(), type]] : [])),
      );
    } catch (error) {
      this.#sqlite.close();
      throw error;
    }
  }

  /** Columns of an ordinary table; null where the file has no table of that name. Errors: NotOrdinary. */
  columnsOf(table: string): readonly string[] | null {
    const kind = this.#kinds.get(table.toLowerCase());
    if (kind === undefined) return null;
    if (kind !== 'table') throw new NotOrdinary(table);
    const columns = columnSchema.parse(this.#sqlite.pragma(`table_xinfo(${quoted(table)})`));
    if (columns.some(({ hidden }) => hidden !== 0)) throw new NotOrdinary(table);
    return columns.map(({ name }) => name);
  }

  /** Whether there is an ordinary table with these columns. */
  hasTable(table: string, columns: readonly string[]): boolean {
    try {
      const found = this.columnsOf(table)?.map((name) => name.toLowerCase());
      return found !== undefined && columns.every((column) => found.includes(column));
    } catch (error) {
      if (error instanceof NotOrdinary) return false;
      throw error;
    }
  }

  /** Rows whose columns `where` have the values that are given. Throws where the table has not all columns, NotOrdinary. */
  select(
    table: string,
    columns: readonly string[],
    where: readonly string[] = [],
  ): (...values: readonly unknown[]) => IterableIterator<ForeignRow> {
    const known = this.columnsOf(table);
    if (known === null) throw new Error(`there is no table ${table}`);
    const conditions =
      where.length === 0 ? '' : `where ${where.map((name) => `${quoted(name)} = ?`).join(' and ')}`;
    const statement = this.#sqlite.prepare<unknown[], ForeignRow>(
      `select ${columns.map(quoted).join(', ')} from ${quoted(table)} ${conditions}`,
    );
    return (...values) => statement.iterate(...values);
  }

  /** Least and greatest number of a column; null where there are no rows. */
  rangeOf(table: string, column: string): { readonly least: number; readonly most: number } | null {
    if (this.columnsOf(table) === null) throw new Error(`there is no table ${table}`);
    const end = (which: 'min' | 'max') =>
      this.#sqlite
        .prepare(`select ${which}(${quoted(column)}) from ${quoted(table)}`)
        .pluck()
        .get();
    const [least, most] = [end('min'), end('max')];
    return typeof least === 'number' && typeof most === 'number' ? { least, most } : null;
  }

  close(): void {
    this.#sqlite.close();
  }
}

function quoted(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
