import { distance } from '#shared/geodesy/ellipsoid.ts';
import { sameAddress } from '#shared/registry/address.ts';
import { closedColumns } from '#shared/registry/held-columns.ts';
import { UNKNOWN_STAGE } from '#shared/registry/stage.ts';
import { isCoarse, type PositionSource, positionSourceSchema } from '#shared/zones/uncertainty.ts';
import { heldColumns } from '../db/queries/columns-held-by-hand.ts';
import { categoryColumns, kindsBeside, positionColumns } from '../db/queries/venue-particulars.ts';
import type { ImportTable } from '../db/schema/table-facts.ts';
import type { ClassifyRow, ColumnValues, StagedRow } from './staged-row.ts';

/** Set along with others, never a change by themselves. */
const silentColumns: readonly string[] = [
  'categoryScore',
  'categoryReason',
  'categorySuggested',
  'positionSource',
];

function isSilent(column: string, before: ColumnValues, after: ColumnValues): boolean {
  if (column !== 'furtherKinds') return silentColumns.includes(column);
  return kindsBeside(before) === kindsBeside(after);
}

/** What a row of a list does to a stored row. */
export interface Merge {
  /** The columns that change. */
  readonly set: ColumnValues;
  /** What the list says of columns that somebody set by hand, where it says something else. */
  readonly withheld: ColumnValues;
}

/**
 * What of a stored row a row of a list changes, and what it may not because a person has set it. What the list leaves
 * empty stays as it is known; a category is decided from what both say together.
 */
export function mergeRow(
  table: ImportTable,
  stored: ColumnValues,
  { values, guessed = [], licences = [] }: StagedRow,
  classify: ClassifyRow | null,
): Merge {
  return withhold(stored, (closed) => {
    const open = Object.entries(values).filter(
      ([column]) => !closed.has(column) && !(guessed.includes(column) && isKnown(stored[column])),
    );
    const decide: DecideKinds | null = classify && ((row, isDecided) => classify(row, isDecided, licences));
    return changesOf(table, stored, Object.fromEntries(open), decide);
  });
}

/** Decides the kinds of a row, its licences included. */
type DecideKinds = (row: ColumnValues, isDecided: boolean) => ColumnValues;

function isKnown(value: string | number | null | undefined): boolean {
  return value !== null && value !== undefined && value !== '' && value !== UNKNOWN_STAGE;
}

/** A campus is the boundary of a school that was imported by itself: only its shape changes. */
export function mergeCampus(stored: ColumnValues, { values }: StagedRow): Merge {
  const { boundary = null, boundarySource = null } = values;
  return withhold(stored, (closed): ColumnValues => {
    if (closed.has('boundary') || stored.boundary === boundary) return {};
    return { boundary, boundarySource };
  });
}

/** What changes with the columns that are closed to lists, beside what would change without. */
function withhold(stored: ColumnValues, change: (closed: ReadonlySet<string>) => ColumnValues): Merge {
  const held = typeof stored.held === 'string' ? heldColumns(stored.held) : [];
  const closed = closedColumns(held);
  if (closed.size === 0) return { set: change(closed), withheld: {} };
  const wanted = Object.entries(change(new Set())).filter(([column]) => closed.has(column));
  return { set: change(closed), withheld: Object.fromEntries(wanted) };
}

function changesOf(
  table: ImportTable,
  stored: ColumnValues,
  values: ColumnValues,
  classify: DecideKinds | null,
): ColumnValues {
  const place = table === 'venues' || table === 'schools';
  const given = Object.entries(values).filter(
    ([column, value]) =>
      value !== null && value !== '' && !(place && isPosition(column)) && !(classify && isCategory(column)),
  );
  const merged: ColumnValues = { ...stored, ...Object.fromEntries(given) };
  if (place && 'lng' in values) Object.assign(merged, mergePosition(stored, values));
  if (classify && 'furtherKinds' in values) Object.assign(merged, classify(merged, !('category' in values)));
  const changed = Object.keys(values).filter((column) => merged[column] !== stored[column]);
  if (changed.every((column) => isSilent(column, stored, merged))) return {};
  return Object.fromEntries(changed.map((column) => [column, merged[column] ?? null]));
}

/**
 * Where the place is now. A position that the list gives counts, unless it is coarser than the one known
 * for the same address. Without one, a place whose address changed is no longer surely where it was.
 */
function mergePosition(stored: ColumnValues, given: ColumnValues): ColumnValues {
  const moved =
    Boolean(given.address) &&
    Boolean(stored.address) &&
    !sameAddress(String(given.address), String(stored.address));
  const known = pick(stored);
  if (given.lng === null || given.lng === undefined)
    return moved && stored.lng !== null ? { ...known, positionSource: 'unknown' } : known;
  if (isSameSpot(stored, given) && given.positionSource === stored.positionSource) return known;
  const coarser = coarse(given.positionSource) && stored.lng !== null && !coarse(stored.positionSource);
  return coarser && !moved ? known : pick(given);
}

/** Rounding and turning of coordinates move a place by less than this, in metres. */
const ROUNDING = 0.5;

function isSameSpot(stored: ColumnValues, given: ColumnValues): boolean {
  if (typeof stored.lng !== 'number' || typeof stored.lat !== 'number') return false;
  return distance([stored.lng, stored.lat], [Number(given.lng), Number(given.lat)]) < ROUNDING;
}

function isPosition(column: string): boolean {
  return positionColumns.some((known) => known === column);
}

function isCategory(column: string): boolean {
  return categoryColumns.some((known) => known === column);
}

function pick(values: ColumnValues): ColumnValues {
  return Object.fromEntries(positionColumns.map((column) => [column, values[column] ?? null]));
}

function coarse(source: string | number | null | undefined): boolean {
  const known: PositionSource = source ? positionSourceSchema.parse(source) : 'unknown';
  return isCoarse(known);
}
