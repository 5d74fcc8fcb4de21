import {
  type CompiledQuery,
  type DatabaseConnection,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type { Area } from '#shared/contract/areas.ts';
import { KeptByArea } from '../../platform/kept-by-area.ts';
import { areasRead } from '../schema/areas-read.ts';
import type { Database, Schema } from '../schema/schema.ts';
import { ReadingDriver } from './reading-driver.ts';

/** Statements whose rows are kept: those of all screens that a person goes to and fro between. */
const MOST_STATEMENTS = 300;
/** A longer result is read anew: what keeps long lists are the row sets. */
const MOST_ROWS = 500;
/** A statement with longer values is not asked twice. */
const LONGEST_KEY = 4096;

/**
 * Reads committed rows as `reader` does, and keeps the short results until a table that the statement names changes: a
 * figure that many ask for is counted once. The rows are frozen, because several get the same ones.
 */
export class KeepingReader {
  readonly db: Database;
  readonly #kept = new KeptByArea<readonly unknown[]>(MOST_STATEMENTS);
  /** What statements rest on, by their text. */
  readonly #areas = new Map<string, readonly Area[] | null>();
  readonly #reader: Database;
  /** Grows with each change, so that nothing read before one is kept after it. */
  #changes = 0;

  constructor(reader: Database) {
    this.#reader = reader;
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

  /** Forgets what rests on areas that changed. */
  forget(changed: readonly Area[]): void {
    if (changed.length === 0) return;
    this.#changes += 1;
    this.#kept.forget(changed);
  }

  async #run<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    const areas = this.#areasOf(query.sql);
    const key = areas && `${query.sql}\n${JSON.stringify(query.parameters)}`;
    if (areas === null || key === null || key.length > LONGEST_KEY)
      return await this.#reader.executeQuery<R>(query);
    const known = this.#kept.get(key);
    if (known) return { rows: [...known] as R[] };
    const changes = this.#changes;
    const result = await this.#reader.executeQuery<R>(query);
    if (result.rows.length <= MOST_ROWS && changes === this.#changes) this.#keep(key, result.rows, areas);
    return result;
  }

  #keep(key: string, rows: readonly unknown[], areas: readonly Area[]): void {
    for (const row of rows) Object.freeze(row);
    this.#kept.set(key, [...rows], areas);
  }

  #areasOf(statement: string): readonly Area[] | null {
    let areas = this.#areas.get(statement);
    if (areas === undefined) {
      areas = areasRead(statement);
      if (this.#areas.size >= MOST_STATEMENTS) this.#areas.clear();
      this.#areas.set(statement, areas);
    }
    return areas;
  }
}
