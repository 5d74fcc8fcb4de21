import { randomBytes } from 'node:crypto';
import { literal, quoted } from './connection.ts';
import { CHANGES_TABLE } from './store-tables.ts';

/** Up to which transaction of the store something goes; the token tells it from another of that number, of a restored database. */
export interface StorePlace {
  readonly number: number;
  readonly token: string;
}

/** Before the first transaction. */
export const BEGINNING: StorePlace = { number: 0, token: '' };

const TOKEN_BYTES = 9;

/** The place of the transaction that follows. */
export function placeAfter({ number }: StorePlace): StorePlace {
  return { number: number + 1, token: randomBytes(TOKEN_BYTES).toString('base64url') };
}

/** The statement that notes which rows a transaction changes, inside it. */
export function noteOf(schema: string, { number, token }: StorePlace, epoch: number, keys: string): string {
  return `insert into ${quoted(schema, CHANGES_TABLE)} ("number", "token", "epoch", "keys")
     values (${number}, ${literal(token)}, ${epoch}, ${literal(keys)})`;
}
