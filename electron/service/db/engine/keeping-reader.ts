import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import { KeptByVersion, SharedValues } from '../../platform/kept-by-version.ts';
import { letOthersGoInTime } from '../../platform/let-others-go.ts';
import type { Database, Schema } from '../schema/schema.ts';
import type { StoredTable } from '../schema/table-facts.ts';
import { tablesRead } from '../schema/tables-read.ts';
import { ReadingDriver } from './reading-driver.ts';
import type { SeenTables } from './seen-tables.ts';

/** Statements whose rows are kept: those of all screens that a person goes to and fro between. */
const MOST_STATEMENTS = 300;
/** A longer result is read anew: what keeps long lists are the row sets. */
const MOST_ROWS = 500;
/** A statement with longer values is not asked twice. */
const LONGEST_KEY = 4096;

/** Rows that statements found, for all who see the same. */
export class KeptRows extends SharedValues<readonly unknown[]> {}

/**
 * Reads committed rows as `reader` does, and keeps the short results until what is seen of a table that the statement
 * names is another: a figure that many ask for is counted once, also for several who see the same of these tables. The
 * rows are frozen, because several get the same ones.
 */
export class KeepingReader {
  readonly db: Database;
  readonly #kept: KeptByVersion<readonly unknown[]>;
  /** What statements rest on, by their text. */
  readonly #tables = new Map<string, readonly StoredTable[] | null>();
  readonly #reader: Database;
  readonly #seen: SeenTables;

  /** `seen` tells of what `reader` sees. */
  constructor(reader: Database, seen: SeenTables, shared: KeptRows) {
    this.#reader = reader;
    this.#seen = seen;
    this.#kept = new KeptByVersion(MOST_STATEMENTS, shared);
    const connection: DatabaseConnection = {
      executeQuery: async <R>(query: CompiledQuery) => await this.#run<R>(query),
      streamQuery: () => {
        throw new Error('no result is streamed');
      },
    };
    this.db = new Kysely<Schema>({
      dialect: {
        createDriver: () => new ReadingDriver(connection),
        createAdapter: () => new SqliteAdapter(),
        createQueryCompiler: () => new SqliteQueryCompiler(),
        createIntrospector: (db) => new SqliteIntrospector(db),
      },
    });
  }

  /** Lets go of everything that is kept. */
  clear(): void {
    this.#kept.clear();
  }

  async #run<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const tables = this.#tablesOf(query.sql);
    const key = tables && `${query.sql}\n${JSON.stringify(query.parameters)}`;
    if (key === null || key.length > LONGEST_KEY) return await this.#reader.executeQuery<R>(query);
    const version = this.#seen.versionOf(tables);
    const known = this.#kept.get(key, version);
    if (known) return { rows: [...known] as R[] };
    // An answer of many statements would keep the commands of others waiting for all of them.
    await letOthersGoInTime();
    const result = await this.#reader.executeQuery<R>(query);
    // Nothing read before a change is kept after it.
    if (result.rows.length <= MOST_ROWS && version === this.#seen.versionOf(tables))
      this.#keep(key, version, result.rows);
    return result;
  }

  #keep(key: string, version: string, rows: readonly unknown[]): void {
    for (const row of rows) Object.freeze(row);
    this.#kept.set(key, version, [...rows]);
  }

  #tablesOf(statement: string): readonly StoredTable[] | null {
    let tables = this.#tables.get(statement);
    if (tables === undefined) {
      tables = tablesRead(statement);
      if (this.#tables.size >= MOST_STATEMENTS) this.#tables.clear();
      this.#tables.set(statement, tables);
    }
    return tables;
  }
}
