import type SqliteDatabase from 'better-sqlite3';
import { factsOf, isEdited, isStoredTable, storedTables } from '../schema/find-tables.ts';
import { ROW_NUMBER } from '../schema/row-number.ts';
import { decidingColumns } from '../schema/scoped-tables.ts';
import { readStored, type StoredRow } from '../schema/stored-values.ts';
import type { StoredTable } from '../schema/table-facts.ts';
import { type Changed, MOST_TOLD } from './changed-rows.ts';
import { type RowChange, sameRow } from './edit-history.ts';
import type { NotedRow, NotedRows } from './noted-rows.ts';
import type { BlockAddress } from './row-seals.ts';
import { blocksOfIds, filledBlocks, type SealedTable } from './sealed-tables.ts';

/** Where a command changed more rows, nobody looks at each of them. */
const MOST_NOTED = 500;

/** When the journal keeps rows as they were: in every command, or only while an edit is carried out. */
type Keeping = 'always' | 'edits' | 'never';

/** A row that the running transaction changed. */
export interface ChangedRow {
  readonly id: number;
  /** As it was before the transaction: null where it was not there, undefined where that is not kept. */
  readonly before: StoredRow | null | undefined;
  /** As it is now; null where it is gone. */
  readonly after: StoredRow | null;
}

/**
 * The journal of rows: triggers of the writing connection, made once, note each row that a transaction changes, with
 * what it was before the first change. Undo, the trail and the seals are fed by it. It lies in the temporary database
 * of the connection and belongs to the transaction: one that is taken back leaves nothing.
 */
export class RowJournal {
  readonly #sqlite: SqliteDatabase.Database;
  readonly #tables: ReadonlyMap<string, SealedTable>;
  /** Whether places are kept as they were in every command, not only in edits. */
  readonly #keepsAll: boolean;

  constructor(sqlite: SqliteDatabase.Database, tables: readonly SealedTable[], keepsAll = false) {
    this.#sqlite = sqlite;
    this.#tables = new Map(tables.map((table) => [table.table, table]));
    this.#keepsAll = keepsAll;
  }

  /** Begins to note what is changed on this connection. */
  watch(): void {
    this.#sqlite.exec(`
      create temp table journal ("table" text, "row" integer, "existed" integer, "before" text,
        primary key ("table", "row")) without rowid;
      create temp table "journalRanges" ("table" text, "first" integer, "last" integer);
      create temp table "journalPhase" ("keepsEdited" integer);
      insert into "journalPhase" values (${this.#keepsAll ? 1 : 0})`);
    for (const table of this.#tables.values())
      for (const [event, body] of Object.entries(triggersOf(table)))
        this.#sqlite.exec(triggerOf(table.table, event, body));
  }

  /** From now on, to the end of the transaction, rows that people edit are kept as they were. */
  keepEdited(): void {
    this.#sqlite.exec('update temp."journalPhase" set "keepsEdited" = 1');
  }

  /**
   * Inserts many rows that follow the last one. Their ids are noted as a range: a trigger that fires for each of
   * half a million rows costs a fifth of a long import. Returns the blocks that they fill: those are to be sealed at
   * once and are not among `changedBlocks`, unless they change again.
   */
  whileInserting(table: string, insert: () => void): BlockAddress[] {
    if (!this.#tables.get(table)?.isNumbered) {
      insert();
      return [];
    }
    const highest = this.#sqlite
      .prepare<[], number | null>(`select max(${ROW_NUMBER}) from "${table}"`)
      .pluck();
    const first = (highest.get() ?? 0) + 1;
    this.#sqlite.exec(`drop trigger temp."journal_${table}_insert"`);
    insert();
    this.#watchInserts(table);
    const last = highest.get() ?? 0;
    if (last >= first)
      this.#sqlite.prepare('insert into temp."journalRanges" values (?, ?, ?)').run(table, first, last);
    return filledBlocks(first, last).map((block) => ({ table, block }));
  }

  /** Does something that inserts into one block alone of a table whose rows have no numbers: it is noted once. */
  async whileFilling(table: string, block: number, insert: () => Promise<void>): Promise<void> {
    this.#sqlite.exec(`drop trigger temp."journal_${table}_insert"`);
    await insert();
    this.#watchInserts(table);
    this.#sqlite.prepare('insert or ignore into temp.journal values (?, ?, 1, null)').run(table, block);
  }

  #watchInserts(table: string): void {
    const known = this.#tables.get(table);
    if (known) this.#sqlite.exec(triggerOf(table, 'insert', triggersOf(known).insert));
  }

  /** Rows of edited tables that the edit changed, each as it was before and as it is now. */
  editedRows(): RowChange[] {
    return storedTables
      .filter(isEdited)
      .flatMap((table) =>
        this.#rowsOf(table).flatMap(({ id, before = null, after }) =>
          sameRow(before, after) ? [] : [{ table, rowId: id, before, after }],
        ),
      );
  }

  /**
   * Rows that were changed or removed, as the trail tells them: those of tables that it tells, with only their number
   * where they are very many; null where there are none.
   */
  toldRows(): Changed | null {
    const counts = this.#sqlite
      .prepare<[], { table: StoredTable; count: number }>(
        'select "table", count(*) as count from temp.journal where "existed" and "before" is not null group by 1',
      )
      .all()
      .filter(({ table }) => factsOf(table)?.trail === 'rows');
    if (counts.length === 0) return null;
    const before: Record<string, readonly unknown[] | number> = {};
    const after: Record<string, readonly unknown[] | number> = {};
    for (const { table, count } of counts) {
      const rows = count > MOST_TOLD ? null : this.#rowsOf(table).filter((row) => row.before);
      before[table] = rows?.map((row) => row.before) ?? count;
      after[table] = rows?.map((row) => row.after) ?? count;
    }
    return { before, after };
  }

  /** The tables in which the transaction changed rows so far; of what is computed nothing is noted. */
  changedTables(): string[] {
    const noted = this.#sqlite.prepare<[], string>(
      'select "table" from temp.journal union select "table" from temp."journalRanges"',
    );
    return noted.pluck().all();
  }

  /**
   * The rows that the transaction changed, of each table; null where they are many, or where one was removed, or changed
   * so that others may see it now. Null for all where not even their numbers are known.
   */
  notedRows(): NotedRows | null {
    const counted = this.#sqlite.prepare<[], number>(
      `select (select count(*) from temp.journal) + (select count(*) from temp."journalRanges") * ${MOST_NOTED + 1}`,
    );
    if ((counted.pluck().get() ?? 0) > MOST_NOTED) return null;
    const rows = new Map<StoredTable, readonly NotedRow[] | null>();
    for (const table of this.changedTables().filter(isStoredTable)) rows.set(table, this.#notedOf(table));
    return rows;
  }

  #notedOf(table: StoredTable): readonly NotedRow[] | null {
    const deciding = decidingColumns[table];
    if (!deciding) return null;
    const changed = this.#rowsOf(table).filter(({ before, after }) => before !== null || after !== null);
    const isSeenAsBefore = changed.every(
      ({ before, after }) =>
        before === null || (after && before && deciding.every((column) => before[column] === after[column])),
    );
    return isSeenAsBefore ? changed.map(({ id, before }) => ({ id, isNew: before === null })) : null;
  }

  /** Whether the transaction removed rows of a table whose rows have numbers. */
  hasRemoved(table: StoredTable): boolean {
    const removed = this.#sqlite.prepare<[string], number>(
      `select exists (select 1 from temp.journal as noted where noted."table" = ? and noted."existed"
         and not exists (select 1 from main."${table}" as now where now.${ROW_NUMBER} = noted."row"))`,
    );
    return removed.pluck().get(table) === 1;
  }

  /** All rows that the transaction changed so far, of tables whose rows have numbers. */
  changedRows(): ReadonlyMap<StoredTable, readonly ChangedRow[]> {
    const rows = new Map<StoredTable, readonly ChangedRow[]>();
    for (const table of storedTables) {
      const changed = this.#tables.get(table)?.hasRowIds ? this.#rowsOf(table) : [];
      if (changed.length > 0) rows.set(table, changed);
    }
    return rows;
  }

  #rowsOf(table: StoredTable): ChangedRow[] {
    const known = this.#tables.get(table);
    if (!known) return [];
    const now = `(select ${imageOf(known, 'now')} from main."${table}" as now where now.${ROW_NUMBER} = noted."row")`;
    const noted = this.#sqlite.prepare<[{ table: string }], Noted>(`
      with recursive ranged("row", "last") as (
        select "first", "last" from temp."journalRanges" where "table" = @table
        union all select "row" + 1, "last" from ranged where "row" < "last"),
      noted as (select "row", "existed", "before" from temp.journal where "table" = @table
          and not exists (select 1 from temp."journalRanges" as range
            where range."table" = @table and journal."row" between range."first" and range."last")
        union all select "row", 0, null from ranged)
      select noted."row" as id, noted."existed", noted."before", ${now} as after from noted order by noted."row"`);
    return noted.all({ table }).map(({ id, existed, before, after }) => ({
      id,
      before: existed === 0 ? null : (readStored('editRows.before', before) ?? undefined),
      after: readStored('editRows.after', after),
    }));
  }

  /** The blocks that are to be sealed anew. */
  changedBlocks(): BlockAddress[] {
    const ranges = this.#sqlite
      .prepare<[], { table: string; first: number; last: number }>('select * from temp."journalRanges"')
      .all();
    const tables = this.#sqlite.prepare<[], string>('select distinct "table" from temp.journal').pluck();
    const blocks = new Map<string, BlockAddress>();
    const note = (table: string, block: number) => blocks.set(`${table} ${block}`, { table, block });
    for (const table of tables.all()) {
      const found = this.#sqlite.prepare<[string], number>(
        `select distinct ${this.#tables.get(table)?.blockOfJournal} from temp.journal where "table" = ?`,
      );
      for (const block of found.pluck().all(table)) note(table, block);
    }
    for (const { table, first, last } of ranges) {
      const filled = new Set(filledBlocks(first, last));
      for (const block of blocksOfIds(first, last)) if (!filled.has(block)) note(table, block);
    }
    return [...blocks.values()];
  }

  /** Empties the journal at the end of a transaction, inside it. */
  clear(): void {
    this.#sqlite.exec(`delete from temp.journal; delete from temp."journalRanges";
      update temp."journalPhase" set "keepsEdited" = ${this.#keepsAll ? 1 : 0}`);
  }
}

interface Noted {
  readonly id: number;
  readonly existed: number;
  readonly before: string | null;
  readonly after: string | null;
}

function keepingOf({ table, hasRowIds }: SealedTable): Keeping {
  const facts = factsOf(table);
  if (!facts || !hasRowIds) return 'never';
  if (facts.trail === 'rows') return 'always';
  return facts.edited ? 'edits' : 'never';
}

/** SQL of all columns of a row as JSON; SQLite writes numbers so that they are read back as they were. */
function imageOf({ columns }: SealedTable, row: string): string {
  return `json_object(${columns.map((column) => `'${column}', ${row}."${column}"`).join(', ')})`;
}

function triggerOf(table: string, event: string, body: string): string {
  return `create temp trigger "journal_${table}_${event}" after ${event} on main."${table}" begin ${body} end`;
}

/** What the triggers of a table do, by what fires them. */
function triggersOf(table: SealedTable): { insert: string; update: string; delete: string } {
  const name = `'${table.table}'`;
  // `or ignore` would not work here: the conflict clause of the statement that fires the trigger replaces that of the
  // trigger.
  const note = (row: string, existed: 0 | 1, before: string) =>
    `insert into journal select ${name}, ${row}, ${existed}, ${before}
     where not exists (select 1 from journal where "table" = ${name} and "row" = ${row});`;
  if (!table.hasRowIds) {
    const [was, is] = [table.blockOf('old'), table.blockOf('new')];
    return {
      insert: note(is, 1, 'null'),
      update: note(was, 1, 'null') + note(is, 1, 'null'),
      delete: note(was, 1, 'null'),
    };
  }
  const image = {
    always: imageOf(table, 'old'),
    edits: `case when (select "keepsEdited" from "journalPhase") then ${imageOf(table, 'old')} end`,
    never: 'null',
  }[keepingOf(table)];
  const was = note(`old.${ROW_NUMBER}`, 1, image);
  return { insert: note(`new.${ROW_NUMBER}`, 0, 'null'), update: was, delete: was };
}
