import { closeText, MARK_BYTE, openText } from '../../platform/phone-cipher.ts';
import { NO_KEYS, type PhoneKeys, phoneKeys } from '../../platform/phone-keys.ts';
import { phoneColumnsOf } from '../schema/find-tables.ts';
import { anyBegins, fieldsOf, rowOfFields, type StoredScalar } from './binary-rows.ts';
import type { MovedTable } from './moved-tables.ts';

/**
 * Between a workspace and PostgreSQL: what of a table's rows holds telephones, for itself or in copies of rows, is written
 * encrypted where the environment names a key, and read as it was. Nothing above knows of it.
 */
export class RowCipher {
  readonly #table: string;
  readonly #phones: readonly (readonly [at: number, column: string])[];
  readonly #phonesAt: readonly number[];
  /** Where the values stand that tell rows apart, and whether each is a number. */
  readonly #order: readonly (readonly [at: number, isNumber: boolean])[];
  readonly #keys: PhoneKeys;

  /** Errors: PHONES_KEY_FILE. */
  constructor({ name, columns, order }: MovedTable) {
    const at = (column: string) => columns.findIndex((each) => each.name === column);
    this.#table = name;
    // Of an older version some are not there yet.
    this.#phones = phoneColumnsOf(name)
      .map((column) => [at(column), column] as const)
      .filter(([index]) => index >= 0);
    this.#phonesAt = this.#phones.map(([index]) => index);
    this.#order = order.map((column) => [at(column), columns[at(column)]?.kind === 'integer']);
    this.#keys = this.#phones.length === 0 ? NO_KEYS : phoneKeys();
  }

  /** A row in the binary form as it is stored. */
  close(row: Buffer): Buffer {
    if (this.#keys.current === null && !this.#isMarked(row)) return row;
    return this.#replaced(row, (text, place) => closeText(text, place, this.#keys));
  }

  /** The same of values. */
  closeValues(row: readonly StoredScalar[]): readonly StoredScalar[] {
    if (this.#phones.length === 0) return row;
    const closed = [...row];
    const key = this.#order.map(([at]) => String(row[at])).join('/');
    for (const [at, column] of this.#phones) {
      const value = row[at];
      if (typeof value === 'string') closed[at] = closeText(value, this.#placeOf(column, key), this.#keys);
    }
    return closed;
  }

  /** A stored row in the binary form as it was. Errors: PHONES_KEY, PHONES_ALTERED. */
  open(row: Buffer): Buffer {
    if (!this.#isMarked(row)) return row;
    return this.#replaced(row, (text, place) => openText(text, place, this.#keys));
  }

  /** Most rows are as they are stored: of a province five million pass here. */
  #isMarked(row: Buffer): boolean {
    return this.#phonesAt.length > 0 && anyBegins(row, this.#phonesAt, MARK_BYTE);
  }

  #replaced(row: Buffer, replace: (text: string, place: string) => string): Buffer {
    const fields = fieldsOf(row);
    const key = this.#order.map(([at, isNumber]) => keyText(fields[at], isNumber)).join('/');
    for (const [at, column] of this.#phones) {
      const bytes = fields[at];
      if (bytes) fields[at] = Buffer.from(replace(bytes.toString('utf8'), this.#placeOf(column, key)));
    }
    return rowOfFields(fields);
  }

  #placeOf(column: string, key: string): string {
    return `${this.#table}.${column} ${key}`;
  }
}

function keyText(bytes: Buffer | null | undefined, isNumber: boolean): string {
  if (!bytes) return '';
  return isNumber ? bytes.readBigInt64BE().toString() : bytes.toString('utf8');
}
