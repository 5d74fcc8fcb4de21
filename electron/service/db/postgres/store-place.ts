import { randomBytes } from 'node:crypto';
import { literal, quoted } from './connection.ts';
import { FACTS_TABLE } from './make-schema.ts';
import { CHANGES_TABLE } from './store-tables.ts';

/**
 * Up to which transaction of the store something goes; the token tells it from another of that number, of a restored database.
 * Before the first one it is the moment at which the workspace was moved there.
 */
export interface StorePlace {
  readonly number: number;
  readonly token: string;
}

/** Of no store. */
export const BEGINNING: StorePlace = { number: 0, token: '' };

const TOKEN_BYTES = 9;

/** The place of the transaction that follows. */
export function placeAfter({ number }: StorePlace): StorePlace {
  return { number: number + 1, token: randomBytes(TOKEN_BYTES).toString('base64url') };
}

/** The row that is there where a store goes at least up to a place, and is of the same past. */
export function rowOfPlace(schema: string, { number, token }: StorePlace): string {
  return number === 0
    ? `select from ${quoted(schema, FACTS_TABLE)} where "movedAt" = ${literal(token)}`
    : `select from ${quoted(schema, CHANGES_TABLE)} where "number" = ${number} and "token" = ${literal(token)}`;
}

/** The statement that notes which rows a transaction changes, inside it. */
export function noteOf(schema: string, { number, token }: StorePlace, epoch: number, keys: string): string {
  return `insert into ${quoted(schema, CHANGES_TABLE)} ("number", "token", "epoch", "keys")
     values (${number}, ${literal(token)}, ${epoch}, ${literal(keys)})`;
}
