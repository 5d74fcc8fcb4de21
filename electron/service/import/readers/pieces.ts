import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import type { Reading } from '#shared/contract/import.ts';
import type { ChosenFile } from '../../platform/file-tokens.ts';
import { decodePiece, encodingNamed, plainEncoding, tellEncoding } from '../decode-text.ts';
import { type ParsedTable, type Table, type TableRow, toTable } from '../list-table.ts';
import { tellUtf8, weighUtf8 } from '../text-evidence.ts';
import { tellContent } from './content-kind.ts';
import { HEAD } from './delimited.ts';
import { type Dialect, tellDialect } from './dialect.ts';
import { PieceSieve } from './piece-sieve.ts';
import { readRecords, type TextRecords } from './records.ts';

/** A long file that is never in memory as a whole. */
export interface PiecedTable {
  /** Header and the rows of the first piece. */
  readonly head: ParsedTable;
  /** Rows that the file holds, guessed from the first piece. */
  readonly guess: number;
  /** The rows of all pieces in their order. */
  pieces(): Iterable<readonly TableRow[]> | AsyncIterable<readonly TableRow[]>;
  /** What is known once all pieces were read. */
  whole(): Pick<Table, 'fileHash' | 'unread'>;
}

/** Bytes read at once: so few that they stay in the processor's cache. */
const BLOCK = 2 ** 19;
/** A cell over several lines is not longer than this, in bytes. */
const LONGEST_CELL = 2 ** 16;
const LINE_FEED = 0x0a;
const RETURN = 0x0d;
const QUOTE = 0x22;

/**
 * A delimited file in UTF-8 or GB18030 of several pieces; null where it has to be read in one go. Columns
 * are told by the first piece, what stands below the table is looked for in the last.
 * Errors: ENCODING_UNKNOWN, FILE_EMPTY.
 */
export function openPieces({ path, name }: ChosenFile, reading: Reading): PiecedTable | null {
  const encoding = encodingOf(path, reading);
  const [first] = blocksOf(path);
  if (encoding === null || !first || first.isLast) return null;
  const start = readFirst(first.bytes, encoding);
  const source = { encoding, sheets: [], sheet: null };
  const head = {
    ...toTable(start.lines, name, { ...reading, hasEnd: false }, source),
    fileName: name,
  };
  let whole: Pick<Table, 'fileHash' | 'unread'> = { fileHash: '', unread: head.unread };
  return {
    head,
    whole: () => whole,
    guess: Math.round((head.rows.length * statSync(path).size) / first.bytes.length),
    *pieces() {
      const sieve = new PieceSieve(head, reading, name);
      const sum = createHash('sha256');
      let state = start;
      let isFirst = true;
      for (const { bytes, isLast } of blocksOf(path)) {
        sum.update(bytes);
        if (!isFirst) {
          state = readNext(bytes, encoding, state, isLast);
          yield sieve.next(state.lines);
        }
        isFirst = false;
      }
      const rows = sieve.last();
      whole = { fileHash: sum.digest('hex'), unread: sieve.unread };
      yield rows;
    },
  };
}

/** A piece as it was read, and how the next one is. */
type Piece = TextRecords & { readonly dialect: Dialect };

/** The first piece tells how all are parted. */
function readFirst(bytes: Buffer, encoding: string): Piece {
  const text = decodePiece(bytes, encoding);
  const dialect = tellDialect(text.slice(0, HEAD).replace(/\r\n?/g, '\n'));
  const records = readRecords(text, dialect, 1, false);
  return { ...records, lines: records.lines.slice(dialect.skipped), dialect };
}

function readNext(bytes: Buffer, encoding: string, { dialect, next, rest }: Piece, isLast: boolean): Piece {
  const text = decodePiece(bytes, encoding);
  return { ...readRecords(rest + text, dialect, next, isLast), dialect };
}

/** Null where a file cannot be read in pieces. Errors: ENCODING_UNKNOWN. */
function encodingOf(path: string, reading: Reading): string | null {
  const wanted = reading.encoding === 'auto' ? null : encodingNamed(reading.encoding);
  let encoding: string | null = wanted;
  let [chinese, other, isFirst] = [0, 0, true];
  for (const { bytes } of blocksOf(path)) {
    // Lines that end without a line feed cannot be told apart in pieces.
    if (isFirst && tellContent(bytes) !== 'text') return null;
    if (isFirst && (!bytes.includes(LINE_FEED) || hasLoneReturn(bytes))) return null;
    encoding ??= tellEncoding(bytes);
    if (isFirst && plainEncoding(bytes, encoding) === null) return null;
    isFirst = false;
    if (wanted !== null) break;
    if (isUtf8(bytes)) continue;
    const found = weighUtf8(bytes);
    [chinese, other] = [chinese + found.chinese, other + found.other];
  }
  // One damaged character does not mean another encoding, and plain ASCII does not show which encoding it is.
  return wanted ?? (other === 0 ? encoding : tellUtf8({ chinese, other }));
}

function hasLoneReturn(bytes: Buffer): boolean {
  for (let at = bytes.indexOf(RETURN); at >= 0; at = bytes.indexOf(RETURN, at + 1))
    if (bytes[at + 1] !== LINE_FEED) return true;
  return false;
}

/** The bytes of a file, cut where a record ends: at a line feed. */
function* blocksOf(path: string): Iterable<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  const file = openSync(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      // Each block gets new memory, because the earlier block may still be in use.
      const block = Buffer.allocUnsafe(rest.length + BLOCK);
      rest.copy(block);
      const length = readSync(file, block, rest.length, BLOCK, null);
      const bytes = block.subarray(0, rest.length + length);
      if (length === 0) {
        if (bytes.length > 0) yield { bytes, isLast: true };
        return;
      }
      const cut = endOfRecords(bytes);
      rest = bytes.subarray(cut);
      if (cut > 0) yield { bytes: bytes.subarray(0, cut), isLast: false };
    }
  } finally {
    closeSync(file);
  }
}

/**
 * How many bytes from the beginning are whole records: up to the last line feed with an even number of quotes before
 * it, unless a quote without another puts that far from the end.
 */
function endOfRecords(bytes: Buffer): number {
  const last = bytes.lastIndexOf(LINE_FEED) + 1;
  let quotes = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) quotes += 1;
  for (let at = bytes.length - 1; at >= Math.max(0, last - LONGEST_CELL); at--) {
    if (bytes[at] === QUOTE) quotes -= 1;
    if (bytes[at] === LINE_FEED && quotes % 2 === 0) return at + 1;
  }
  return last;
}
