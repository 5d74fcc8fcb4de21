import type SqliteDatabase from 'better-sqlite3';
import { factsOf } from '../schema/find-tables.ts';
import type { RowChange } from './edit-history.ts';

/** Rows by their table; where they are very many, only how many. */
type RowsByTable = Readonly<Record<string, readonly unknown[] | number>>;

export interface Changed {
  readonly before: RowsByTable;
  /** The same rows now; null where one is gone. */
  readonly after: RowsByTable;
}

/** More rows of a table are counted in the trail, not repeated. */
const MOST = 1000;
/**
 * Rows as they were before a command changed or deleted them, whoever wrote the command: triggers of the writing
 * connection note each once, for the trail.
 */
export class Befores {
  readonly #sqlite: SqliteDatabase.Database;
  /** SQL of a row as JSON, by table. */
  readonly #rowOf = new Map<string, (row: string) => string>();

  constructor(sqlite: SqliteDatabase.Database) {
    this.#sqlite = sqlite;
  }

  /** Begins to note what is changed on this connection. */
  watch(): void {
    this.#sqlite.exec(
      'create temp table was ("table" text, "row" integer, "content" text, primary key ("table", "row")) without rowid',
    );
    const tables = this.#sqlite.pragma('main.table_list') as { name: string; type: string; wr: number }[];
    for (const { name, type, wr } of tables) {
      if (type !== 'table' || wr === 1 || name.startsWith('sqlite_') || factsOf(name)?.trail !== 'rows')
        continue;
      const columns = this.#sqlite.pragma(`main.table_info("${name}")`) as { name: string }[];
      const rowOf = (row: string) =>
        `json_object(${columns
          .map(({ name: column }) => {
            const value = `${row}."${column}"`;
            return `'${column}', case typeof(${value}) when 'blob' then length(${value}) || ' 字节' else ${value} end`;
          })
          .join(', ')})`;
      this.#rowOf.set(name, rowOf);
      for (const event of ['update', 'delete'])
        this.#sqlite.exec(
          `create temp trigger "was_${name}_${event}" after ${event} on main."${name}" begin
             insert into was select '${name}', old.rowid, ${rowOf('old')}
             where not exists (select 1 from was where "table" = '${name}' and "row" = old.rowid);
           end`,
        );
    }
  }

  /** What was noted since, beside the same rows as they are now; null where nothing was. */
  take(): Changed | null {
    const noted = this.#sqlite
      .prepare<[], Noted>('select "table", count(*) as count from temp.was group by "table"')
      .all();
    if (noted.length === 0) return null;
    const before: Record<string, unknown[] | number> = {};
    const after: Record<string, unknown[] | number> = {};
    for (const { table, count } of noted) {
      const pairs = count > MOST ? null : this.#pairsOf(table);
      before[table] = pairs?.map((pair) => pair.before) ?? count;
      after[table] = pairs?.map((pair) => pair.after) ?? count;
    }
    this.#sqlite.exec('delete from temp.was');
    return { before, after };
  }

  #pairsOf(table: string): { before: unknown; after: unknown }[] {
    const rowOf = this.#rowOf.get(table);
    if (!rowOf) throw new Error(`${table} is not noted`);
    return this.#sqlite
      .prepare<[string], { before: string; after: string | null }>(
        `select "content" as before,
           (select ${rowOf('now')} from main."${table}" as now where now.rowid = was."row") as after
         from temp.was where "table" = ? order by "row"`,
      )
      .all(table)
      .map((pair) => ({
        before: JSON.parse(pair.before) as unknown,
        after: pair.after === null ? null : (JSON.parse(pair.after) as unknown),
      }));
  }
}

/** Rows of an edit as the trail tells them; null where nothing was changed. */
export function rowsOf(changes: readonly RowChange[]): Changed | null {
  if (changes.length === 0) return null;
  const tables = [...new Set(changes.map(({ table }) => table))];
  const tell = (side: 'before' | 'after') =>
    Object.fromEntries(
      tables.map((table) => {
        const own = changes.filter((change) => change.table === table);
        return [table, own.length > MOST ? own.length : own.map((change) => change[side])];
      }),
    );
  return { before: tell('before'), after: tell('after') };
}

/** Two tellings of one command as one. */
export function joinChanged(first: Changed | null, second: Changed | null): Changed | null {
  if (!first || !second) return first ?? second;
  return {
    before: { ...first.before, ...second.before },
    after: { ...first.after, ...second.after },
  };
}

interface Noted {
  readonly table: string;
  readonly count: number;
}
