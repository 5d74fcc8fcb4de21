/** A value as a database keeps it: whole numbers as bigint, so that all 64 bits stay. */
export type StoredScalar = bigint | number | string | Buffer | null;

/** The types of SQLite's strict tables. */
export type ColumnKind = 'integer' | 'real' | 'text' | 'blob';

// The binary form of COPY: a signature, flags and an extension (both zero); for each row the number of its fields, and of
// each field its length and bytes; -1 at the end. Numbers keep every bit, and the same row is the same bytes from
// whichever side it comes: that is what is hashed.
const SIGNATURE = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1');
const HEADER = Buffer.concat([SIGNATURE, Buffer.alloc(8)]);
const END = -1;
const TRAILER = Buffer.from([0xff, 0xff]);
const COUNT = 2;
const LENGTH = 4;
const NUMBER = 8;
const NULL = -1;
/** Bytes that a UTF-16 unit takes at most in UTF-8. */
const WIDEST = 3;

/** A row in the binary form, written at the beginning of `into`, which is replaced where it is too small. */
export class RowWriter {
  #into = Buffer.allocUnsafe(2 ** 16);
  #at = 0;

  /** The bytes of one row; they hold until the next. */
  write(row: readonly StoredScalar[]): Buffer {
    this.#at = 0;
    this.#need(COUNT);
    this.#at = this.#into.writeInt16BE(row.length, 0);
    for (const value of row) this.#writeValue(value);
    return this.#into.subarray(0, this.#at);
  }

  #writeValue(value: StoredScalar): void {
    this.#need(LENGTH + NUMBER);
    if (value === null) this.#length(NULL);
    else if (typeof value === 'bigint') {
      this.#length(NUMBER);
      this.#at = this.#into.writeBigInt64BE(value, this.#at);
    } else if (typeof value === 'number') {
      this.#length(NUMBER);
      this.#at = this.#into.writeDoubleBE(value, this.#at);
    } else if (typeof value === 'string') this.#writeText(value);
    else {
      this.#need(LENGTH + value.length);
      this.#length(value.length);
      this.#at += value.copy(this.#into, this.#at);
    }
  }

  #writeText(text: string): void {
    this.#need(LENGTH + text.length * WIDEST);
    const bytes = this.#into.write(text, this.#at + LENGTH);
    this.#length(bytes);
    this.#at += bytes;
  }

  #length(length: number): void {
    this.#at = this.#into.writeInt32BE(length, this.#at);
  }

  #need(bytes: number): void {
    if (this.#at + bytes <= this.#into.length) return;
    const larger = Buffer.allocUnsafe(Math.max(2 * this.#into.length, this.#at + bytes));
    this.#into.copy(larger, 0, 0, this.#at);
    this.#into = larger;
  }
}

/** Rows are sent in pieces of about this size, bytes. */
const PIECE = 2 ** 17;

/** All that COPY is given for rows, each in the binary form. */
export function* piecesOf(rows: Iterable<Buffer>): Generator<Buffer> {
  let [piece, size]: [Buffer[], number] = [[HEADER], 0];
  for (const row of rows) {
    // The writer of rows uses its memory again for the next one.
    piece.push(Buffer.from(row));
    size += row.length;
    if (size < PIECE) continue;
    yield Buffer.concat(piece);
    [piece, size] = [[], 0];
  }
  yield Buffer.concat([...piece, TRAILER]);
}

/** Finds the rows in what COPY gives, however it is cut. Throws where it is not of the binary form. */
export class RowReader {
  #rest = Buffer.alloc(0);
  #hasBegun = false;
  #hasEnded = false;
  readonly #take: (row: Buffer) => void;

  /** `take` gets the bytes of each row, as `RowWriter` makes them; they hold until it returns. */
  constructor(take: (row: Buffer) => void) {
    this.#take = take;
  }

  push(chunk: Buffer): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    let at = this.#hasBegun ? 0 : this.#begin(bytes);
    for (let end = at; this.#hasBegun && !this.#hasEnded; at = end) {
      end = this.#endOfRow(bytes, at);
      if (end === at) break;
      if (!this.#hasEnded) this.#take(bytes.subarray(at, end));
    }
    this.#rest = at < bytes.length ? Buffer.from(bytes.subarray(at)) : Buffer.alloc(0);
  }

  /** Throws where the last row is missing. */
  end(): void {
    if (!this.#hasEnded) throw new Error('rows of COPY that do not end');
  }

  #begin(bytes: Buffer): number {
    if (bytes.length < HEADER.length) return 0;
    if (!bytes.subarray(0, HEADER.length).equals(HEADER)) throw new Error('not the binary form of COPY');
    this.#hasBegun = true;
    return HEADER.length;
  }

  /** Where the row ends that begins at `at`; `at` itself where it is not all there. */
  #endOfRow(bytes: Buffer, at: number): number {
    if (at + COUNT > bytes.length) return at;
    const count = bytes.readInt16BE(at);
    let end = at + COUNT;
    if (count === END) {
      this.#hasEnded = true;
      return end;
    }
    for (let field = 0; field < count; field += 1) {
      if (end + LENGTH > bytes.length) return at;
      end += LENGTH + Math.max(0, bytes.readInt32BE(end));
    }
    return end <= bytes.length ? end : at;
  }
}

/** Whether one of some values of a row in the binary form begins with a byte; told without taking the row apart. */
export function anyBegins(row: Buffer, fields: readonly number[], byte: number): boolean {
  const count = row.readInt16BE(0);
  for (let field = 0, at = COUNT; field < count; field += 1) {
    const length = row.readInt32BE(at);
    at += LENGTH;
    if (length > 0 && row[at] === byte && fields.includes(field)) return true;
    at += Math.max(0, length);
  }
  return false;
}

/** The bytes of each value of a row in the binary form; null where there is none. */
export function fieldsOf(row: Buffer): (Buffer | null)[] {
  let at = COUNT;
  return Array.from({ length: row.readInt16BE(0) }, () => {
    const length = row.readInt32BE(at);
    const from = at + LENGTH;
    at = from + Math.max(0, length);
    return length === NULL ? null : row.subarray(from, at);
  });
}

/** The row with these values. */
export function rowOfFields(fields: readonly (Buffer | null)[]): Buffer {
  const size = fields.reduce((sum, field) => sum + LENGTH + (field?.length ?? 0), COUNT);
  const row = Buffer.allocUnsafe(size);
  let at = row.writeInt16BE(fields.length, 0);
  for (const field of fields) {
    at = row.writeInt32BE(field?.length ?? NULL, at);
    if (field) at += field.copy(row, at);
  }
  return row;
}

/** The values of a row in the binary form, by the kinds of its columns. */
export function readRow(row: Buffer, kinds: readonly ColumnKind[]): StoredScalar[] {
  let at = COUNT;
  return kinds.map((kind) => {
    const length = row.readInt32BE(at);
    const from = at + LENGTH;
    at = from + Math.max(0, length);
    return length === NULL ? null : readValue(row, from, at, kind);
  });
}

function readValue(row: Buffer, from: number, to: number, kind: ColumnKind): StoredScalar {
  switch (kind) {
    case 'integer':
      return readInteger(row, from);
    case 'real':
      return row.readDoubleBE(from);
    case 'text':
      return row.toString('utf8', from, to);
    case 'blob':
      return Buffer.from(row.subarray(from, to));
  }
}

/** Numbers that fit in 32 bits are read as such, which is faster: a database gets the same from either. */
function readInteger(row: Buffer, from: number): bigint | number {
  const low = row.readInt32BE(from + LENGTH);
  return row.readInt32BE(from) === low >> 31 ? low : row.readBigInt64BE(from);
}
