/** Up to which transaction of the store something goes; the token tells it from another of that number, of a restored database. */
export interface StorePlace {
  readonly number: number;
  readonly token: string;
}

/** Before the first transaction. */
export const BEGINNING: StorePlace = { number: 0, token: '' };
