import { readStored, writeStored } from '../schema/stored-values.ts';

/** Columns that somebody set by hand and a list no longer overwrites. */
export function heldColumns(stored: string): string[] {
  return readStored('venues.held', stored);
}

/** The held columns of a row, with those of `columns` that an edit changes; as stored. */
export function hold<Column extends string>(
  before: { readonly held: string } & Readonly<Record<Column, unknown>>,
  values: Readonly<Partial<Record<Column, unknown>>>,
  columns: readonly Column[],
): string {
  const changed = columns.filter((column) => column in values && values[column] !== before[column]);
  return holdAll(before, changed);
}

/** The held columns of a row, with more that a person has confirmed; as stored. */
export function holdAll(before: { readonly held: string }, columns: readonly string[]): string {
  return writeStored('venues.held', [...new Set([...heldColumns(before.held), ...columns])]);
}
