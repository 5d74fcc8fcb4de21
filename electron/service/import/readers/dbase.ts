import { CodedError } from '#shared/contract/errors.ts';
import type { UnreadPart } from '#shared/contract/import.ts';
import { decodePiece, encodingNamed, tellEncoding } from '../decode-text.ts';
import type { ParsedTable } from '../list-table.ts';
import { decode } from '../text-evidence.ts';
import { featuresToTable } from './features.ts';

/** What a dBASE table holds. */
export interface DbaseTable {
  /** Null where a record was deleted and only waits to be packed away. */
  readonly records: readonly (Readonly<Record<string, string>> | null)[];
  /** The encoding of most of its text. */
  readonly encoding: string;
}

interface DbaseField {
  readonly name: Buffer;
  readonly type: string;
  /** From the beginning of a record. */
  readonly start: number;
  readonly end: number;
}

/** Where dBASE keeps how many records there are, how long its header and each of them is, and its code page. */
const RECORDS_AT = 4;
const HEADER_LENGTH_AT = 8;
const RECORD_LENGTH_AT = 10;
const CODE_PAGE_AT = 29;
const FIELD_LENGTH = 32;
const END_OF_FIELDS = 0x0d;
const DELETED = 0x2a;

/** Code pages by their number in the header, as far as lists of China have them. */
const codePages: Readonly<Record<number, string>> = {
  77: 'gb18030',
  122: 'gb18030',
  79: 'big5',
  120: 'big5',
};

/** A dBASE table by itself. Errors: FILE_DAMAGED, FILE_EMPTY. */
export function readDbf(bytes: Buffer, file: string): ParsedTable {
  const { records, encoding } = readDbase(bytes, null, file);
  const features = records.flatMap((properties) => (properties ? [{ properties }] : []));
  return { ...featuresToTable(features, file, encoding, false), unread: tellDeleted(records, file) };
}

/** Records that were deleted and are still in the file are no rows, and are told. */
export function tellDeleted(records: DbaseTable['records'], file: string): UnreadPart[] {
  const rows = records.filter((record) => record === null).length;
  return rows === 0 ? [] : [{ name: file, rows, reason: '在原软件里已标记为删除的记录，没有读入' }];
}

/**
 * The records of a dBASE table as texts. Its encoding is told by its bytes, column by column; what a .cpg says, or
 * the header, counts where they leave it open. Errors: FILE_DAMAGED, also for a table that claims more records than it
 * has bytes for.
 */
export function readDbase(content: Uint8Array, stated: string | null, file: string): DbaseTable {
  const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength);
  if (bytes.length < FIELD_LENGTH) throw new CodedError('FILE_DAMAGED', { file, fault: '文件头不完整' });
  const count = bytes.readUInt32LE(RECORDS_AT);
  const start = bytes.readUInt16LE(HEADER_LENGTH_AT);
  const length = bytes.readUInt16LE(RECORD_LENGTH_AT);
  const fields = fieldsOf(bytes, start, length);
  if (fields.length === 0 || (count > 0 && length < 2))
    throw new CodedError('FILE_DAMAGED', { file, fault: '没有列' });
  if (start + count * length > bytes.length) {
    const whole = Math.max(0, Math.floor((bytes.length - start) / length));
    throw new CodedError('FILE_DAMAGED', { file, fault: `写明有 ${count} 行，只有 ${whole} 行完整` });
  }
  const hint = encodingNamed(stated ?? '') ?? codePages[bytes[CODE_PAGE_AT] ?? 0] ?? null;
  const columns = fields.map((field) => cellsOf(bytes, field, { count, start, length }));
  const encodings = tellEncodings(fields, columns, hint);
  const main = mostCommon(encodings);
  const names = fields.map(({ name }) => decodePiece(name, main).trim());
  const texts = columns.map((cells, i) =>
    cells.map((cell) => textOf(cell, fields[i]?.type ?? 'C', encodings[i] ?? main)),
  );
  const records = Array.from({ length: count }, (_, row) =>
    bytes[start + row * length] === DELETED
      ? null
      : Object.fromEntries(names.map((name, i) => [name, texts[i]?.[row] ?? ''])),
  );
  return { records, encoding: main };
}

function fieldsOf(bytes: Buffer, end: number, length: number): DbaseField[] {
  const fields: DbaseField[] = [];
  let start = 1;
  for (let at = FIELD_LENGTH; at + FIELD_LENGTH <= end && bytes[at] !== END_OF_FIELDS; at += FIELD_LENGTH) {
    const name = bytes.subarray(at, at + 11);
    const zero = name.indexOf(0);
    const width = bytes[at + 16] ?? 0;
    if (start + width > length) break;
    fields.push({
      name: zero < 0 ? name : name.subarray(0, zero),
      type: String.fromCharCode(bytes[at + 11] ?? 0),
      start,
      end: start + width,
    });
    start += width;
  }
  return fields;
}

function cellsOf(
  bytes: Buffer,
  field: DbaseField,
  { count, start, length }: { count: number; start: number; length: number },
): Buffer[] {
  return Array.from({ length: count }, (_, row) => {
    const at = start + row * length;
    return trimmed(bytes.subarray(at + field.start, at + field.end));
  });
}

/** Without the blanks and zero bytes that fill a field up; never half of a character. */
function trimmed(bytes: Buffer): Buffer {
  let [from, to] = [0, bytes.length];
  while (from < to && isFiller(bytes[from])) from += 1;
  while (to > from && isFiller(bytes[to - 1])) to -= 1;
  const zero = bytes.indexOf(0, from);
  return bytes.subarray(from, zero >= 0 && zero < to ? zero : to);
}

function isFiller(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0;
}

/** A column with few cells does not show its encoding: the encoding of the whole table is used. */
function tellEncodings(
  fields: readonly DbaseField[],
  columns: readonly (readonly Buffer[])[],
  hint: string | null,
): string[] {
  const foreign = columns.map((cells, i) => (isText(fields[i]?.type) ? cells.filter(hasForeign) : []));
  const all = tellOf([...foreign.flat(), ...fields.map(({ name }) => name).filter(hasForeign)], hint);
  return foreign.map((cells) => (cells.length < TELLING ? all : tellOf(cells, hint)));
}

const TELLING = 3;
const LINE_FEED = Buffer.from('\n');

function tellOf(cells: readonly Buffer[], hint: string | null): string {
  if (cells.length === 0) return hint ?? 'utf8';
  return tellEncoding(Buffer.concat(cells.flatMap((cell) => [cell, LINE_FEED])), hint);
}

function isText(type: string | undefined): boolean {
  return type === 'C' || type === 'V';
}

function hasForeign(bytes: Buffer): boolean {
  return bytes.some((byte) => byte >= 0x80);
}

function mostCommon(encodings: readonly string[]): string {
  const count = (encoding: string) => encodings.filter((own) => own === encoding).length;
  return encodings.reduce((most, next) => (count(next) > count(most) ? next : most), encodings[0] ?? 'utf8');
}

function textOf(cell: Buffer, type: string, encoding: string): string {
  if (!isText(type)) return plainText(cell.toString('latin1'), type);
  return encoding === 'utf8' || encoding === 'gb18030' ? decodePiece(cell, encoding) : decode(cell, encoding);
}

/** Days as 2019-03-05; numbers as they are written, but for those that were never filled in. */
function plainText(text: string, type: string): string {
  if (type === 'D')
    return /^\d{8}$/.test(text) ? `${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}` : '';
  if (type === 'L') return /^[yt]$/i.test(text) ? '是' : /^[nf]$/i.test(text) ? '否' : '';
  return /^\*+$/.test(text) ? '' : text;
}
