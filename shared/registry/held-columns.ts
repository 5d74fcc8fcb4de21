import type { PlaceValues } from './place-values.ts';

/**
 * Columns that are held together with one that was set by hand. A position needs its source with it: else a list could
 * change “surveyed”. The width of a road follows from its class.
 */
const goesWith: Readonly<Record<string, readonly string[]>> = {
  lng: ['lat', 'positionSource', 'geometry'],
  lat: ['lng', 'positionSource', 'geometry'],
  positionSource: ['lng', 'lat'],
  geometry: ['lng', 'lat'],
  category: ['categoryScore', 'categoryReason', 'categorySuggested'],
  boundary: ['boundarySource'],
  boundarySource: ['boundary'],
  class: ['width'],
  validUntil: ['unlimited'],
  unlimited: ['validUntil'],
};

/** Columns that a list may no longer write, given those that were set by hand. */
export function closedColumns(held: readonly string[]): ReadonlySet<string> {
  return new Set(held.flatMap((column) => [column, ...(goesWith[column] ?? [])]));
}

/** The columns held after a person set more of them; each once, in the order in which they were set. */
export function heldAlso(held: readonly string[], columns: readonly string[]): string[] {
  return [...new Set([...held, ...columns])];
}

/** The columns that an edit by hand changes: those are held, not what was left as it was. */
export function changedColumns(before: PlaceValues, values: PlaceValues): string[] {
  return Object.keys(values).filter((column) => values[column] !== before[column]);
}

/** The columns that are held of a place added by hand: what was left empty, a list may fill. */
export function filledColumns(values: PlaceValues): string[] {
  return Object.keys(values).filter((column) => values[column] !== null && values[column] !== '');
}

/** The columns held of two places that become one: those of the one that leads, and of the other what it fills in. */
export function heldOfBoth(
  lead: PlaceValues,
  heldOfLead: readonly string[],
  heldOfOther: readonly string[],
): string[] {
  const filledIn = heldOfOther.filter(
    (column) => filledColumns({ column: lead[column] ?? null }).length === 0,
  );
  return heldAlso(heldOfLead, filledIn);
}
