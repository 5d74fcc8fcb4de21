import type { Reading } from '#shared/contract/import.ts';
import { withoutFooters } from '#shared/registry/table-structure.ts';
import {
  asFooters,
  type CleanLine,
  type ParsedTable,
  RowSieve,
  type Table,
  unreadLines,
} from '../list-table.ts';

/** More than this many lines do not stand below a table. */
const LINES_BELOW = 40;

/**
 * Parts what is no data from rows that come piece by piece, those of the head first. Notes below a table may begin in one
 * piece and end in the next, so the last lines of a piece wait for the next one.
 */
export class PieceSieve {
  readonly #head: ParsedTable;
  readonly #hasHeader: boolean;
  readonly #name: string;
  readonly #sieve: RowSieve;
  #waiting: readonly CleanLine[];
  #footers: readonly CleanLine[] = [];

  /** `name` is what people call the table, for what they are told of it. */
  constructor(head: ParsedTable, { header }: Reading, name: string) {
    [this.#head, this.#hasHeader, this.#name] = [head, header, name];
    const titles = head.setAside.filter(({ kind }) => kind === 'title');
    this.#sieve = new RowSieve(head.columns, header, titles);
    this.#waiting = head.rows;
  }

  next(lines: readonly CleanLine[]): readonly CleanLine[] {
    const rows = [...this.#waiting, ...lines];
    this.#waiting = rows.slice(-LINES_BELOW);
    return this.#sieve.keep(rows.slice(0, -LINES_BELOW));
  }

  last(): readonly CleanLine[] {
    const waiting = this.#waiting;
    const body = this.#hasHeader ? withoutFooters(waiting, this.#head.columns.length) : waiting;
    this.#footers = waiting.slice(body.length);
    return this.#sieve.keep(body);
  }

  /** What was left out, once the last rows were taken. */
  get unread(): Table['unread'] {
    const aside = [...this.#head.setAside, ...this.#sieve.aside, ...asFooters(this.#footers)];
    return unreadLines(aside, this.#name);
  }
}
