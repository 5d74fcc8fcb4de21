import { isAscii, isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, openSync, readSync, statSync } from 'node:fs';
import Papa from 'papaparse';
import { CodedError } from '#shared/contract/errors.ts';
import type { Reading } from '#shared/contract/import.ts';
import { withoutFooters } from '#shared/registry/table-structure.ts';
import type { ChosenFile } from '../../platform/file-tokens.ts';
import { decodePiece, plainEncoding } from '../decode-text.ts';
import { type ParsedTable, type Table, type TableRow, toTable } from '../list-table.ts';
import { guessDelimiter, numberLines } from './delimited.ts';

/** A long text file that is never in memory as a whole. */
export interface PiecedTable {
  /** Header and the rows of the first piece. */
  readonly head: ParsedTable;
  /** Rows that the file holds, guessed from the first piece. */
  readonly guess: number;
  /** The rows of all pieces in their order. */
  pieces(): Iterable<readonly TableRow[]>;
  /** What is known once all pieces were read. */
  whole(): Pick<Table, 'fileHash' | 'unread'>;
}

/** More than this many lines do not stand below a table. */
const LINES_BELOW = 40;
/** Bytes read at once: what is made of them stays near the processor. */
const BLOCK = 2 ** 19;
const LINE_FEED = 0x0a;
const QUOTE = 0x22;

/**
 * A delimited file in UTF-8 or GB18030 of several pieces; null where it has to be read in one go. Columns
 * are told by the first piece, what stands below the table is looked for in the last.
 * Errors: ENCODING_*, FILE_DAMAGED, FILE_EMPTY.
 */
export function openPieces({ path, name }: ChosenFile, reading: Reading): PiecedTable | null {
  const encoding = encodingOf(path, name, reading);
  if (encoding === null) return null;
  const read = recordReader(encoding, name);
  const [first] = blocksOf(path);
  if (!first || first.isLast) return null;
  const { lines, next } = read(first.bytes, 1);
  const source = { encoding, sheets: [], sheet: null };
  const head = toTable(lines, name, { ...reading, hasEnd: false }, source);
  const { size } = statSync(path);
  let fileHash = '';
  return {
    head,
    whole: () => ({ fileHash, unread: head.unread }),
    guess: Math.round((head.rows.length * size) / first.bytes.length),
    *pieces() {
      // What stands below a table may begin in one piece and end in the next: some lines always wait.
      let waiting: readonly TableRow[] = head.rows;
      let [number, isFirst] = [next, true];
      const sum = createHash('sha256');
      for (const { bytes } of blocksOf(path)) {
        sum.update(bytes);
        if (!isFirst) {
          const piece = read(bytes, number);
          number = piece.next;
          const rows = [...waiting, ...piece.lines];
          yield rows.slice(0, -LINES_BELOW);
          waiting = rows.slice(-LINES_BELOW);
        }
        isFirst = false;
      }
      fileHash = sum.digest('hex');
      yield withoutFooters(waiting, head.columns.length);
    },
  };
}

/** Reads the records of a piece that begins on a line of the file; the first piece tells the separator of all. */
function recordReader(encoding: string, file: string) {
  let delimiter = ',';
  return (bytes: Buffer, line: number) => {
    const text = decodePiece(bytes, encoding, file).replace(/^\uFEFF/, '');
    if (line === 1) delimiter = guessDelimiter(text);
    const { data, errors } = Papa.parse<string[]>(text, { delimiter, newline: '\n' });
    if (errors.some(({ code }) => code === 'MissingQuotes')) throw new CodedError('FILE_DAMAGED', { file });
    return numberLines(data, line);
  };
}

/** Null where a file cannot be read in pieces. Errors: ENCODING_UNKNOWN. */
function encodingOf(path: string, name: string, reading: Reading): string | null {
  let encoding: string | null = null;
  for (const { bytes } of blocksOf(path)) {
    encoding ??= plainEncoding(bytes, reading.encoding, name);
    if (reading.encoding !== 'auto' || encoding !== 'utf8') break;
    if (!isUtf8(bytes)) return 'gb18030';
    // Plain ASCII tells nothing: what follows may be in either.
    if (!isAscii(bytes)) break;
  }
  return encoding;
}

/** The bytes of a file, cut where a record ends: at a line feed with an even number of quotes before it. */
function* blocksOf(path: string): Iterable<{ readonly bytes: Buffer; readonly isLast: boolean }> {
  const file = openSync(path, 'r');
  try {
    let rest: Buffer = Buffer.alloc(0);
    for (;;) {
      // Each block is its own: what was handed on may still be looked at.
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

/** How many bytes from the beginning are whole records. */
function endOfRecords(bytes: Buffer): number {
  let quotes = 0;
  for (let at = bytes.indexOf(QUOTE); at >= 0; at = bytes.indexOf(QUOTE, at + 1)) quotes += 1;
  for (let at = bytes.length - 1; at >= 0; at--) {
    if (bytes[at] === QUOTE) quotes -= 1;
    if (bytes[at] === LINE_FEED && quotes % 2 === 0) return at + 1;
  }
  return 0;
}
