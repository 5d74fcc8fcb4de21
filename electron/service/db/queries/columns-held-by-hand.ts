import { changedColumns, heldAlso } from '#shared/registry/held-columns.ts';
import type { PlaceValues } from '#shared/registry/place-values.ts';
import { readStored, writeStored } from '../schema/stored-values.ts';

/** Columns that somebody set by hand and a list no longer overwrites. */
export function heldColumns(stored: string): string[] {
  return readStored('venues.held', stored);
}

/** The held columns of a row, with those that an edit changes; as stored. */
export function hold(before: PlaceValues & { readonly held: string }, values: PlaceValues): string {
  return holdAll(before, changedColumns(before, values));
}

/** The held columns of a row, with more that a person has confirmed; as stored. */
export function holdAll(before: { readonly held: string }, columns: readonly string[]): string {
  return writeStored('venues.held', heldAlso(heldColumns(before.held), columns));
}
