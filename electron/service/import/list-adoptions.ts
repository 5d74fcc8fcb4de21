import {
  type Adoption,
  type AdoptionLook,
  adoptionsOf,
  createAdoptionLook,
} from '#shared/classification/adopted-values.ts';
import { isKnownCategory, type KindDictionary } from '#shared/classification/category.ts';
import { titlesOf } from '#shared/classification/classify.ts';
import { CodedError } from '#shared/contract/errors.ts';
import type { ColumnMap, ImportOptions } from '#shared/contract/import.ts';
// The thread that reads a long list needs nothing of the database: only a type is taken from there.
import type { KeptAdoption } from '../db/queries/adoptions.ts';
import type { ParsedTable } from './list-table.ts';

type Table = Pick<ParsedTable, 'columns'>;
type Said = Pick<ImportOptions, 'map' | 'adoptions'>;

/**
 * The columns of a list with the one read as its kinds whose values were adopted: what is said of this list, or was kept
 * of its source where no column is named by hand.
 */
export function withAdoptedColumn(
  map: ColumnMap,
  { columns }: Table,
  { map: byHand, adoptions }: Said,
  kept: readonly KeptAdoption[],
): ColumnMap {
  if (byHand.category !== undefined) return map;
  const known = Object.keys(byHand).length > 0 ? [] : withHeader(kept, columns);
  const used = [...adoptions, ...known].find(({ field, as }) => field === 'listed' && as !== 'never');
  return used !== undefined && placeOf(used.column, columns) >= 0 ? { ...map, category: used.column } : map;
}

/** Those that hold for lists of a header. */
export function withHeader(all: readonly KeptAdoption[], columns: readonly string[]): Adoption[] {
  const wanted = JSON.stringify(columns);
  return all.flatMap(({ header, ...adoption }) => (header === wanted ? [adoption] : []));
}

/** Where a column stands that is told by its name or its number from 1; −1 where it is not in the list. */
function placeOf(column: string | undefined, columns: readonly string[]): number {
  if (column === undefined) return -1;
  const named = columns.indexOf(column);
  if (named >= 0) return named;
  const at = Number(column) - 1;
  return Number.isInteger(at) && at >= 0 && at < columns.length ? at : -1;
}

/**
 * What holds for the rows of a list, and for stored venues that it names; null where nothing was ever adopted.
 * Errors: CATEGORY_UNKNOWN.
 */
export function lookForList(
  { table: { columns }, map }: { readonly table: Table; readonly map: ColumnMap },
  adoptions: readonly Adoption[],
  kept: readonly KeptAdoption[],
  kinds: KindDictionary,
): AdoptionLook | null {
  const unknown = adoptions.find(({ category }) => !isKnownCategory(kinds.categories, category));
  if (unknown) throw new CodedError('CATEGORY_UNKNOWN', { category: unknown.category });
  const ofList = adoptionsOf(withHeader(kept, columns), adoptions);
  const fields = { listed: 'category', industryCode: 'industryCode' } as const;
  const read = ofList.filter(({ field, column }) => {
    const at = placeOf(column, columns);
    return at >= 0 && at === placeOf(map[fields[field]], columns);
  });
  return createAdoptionLook(read, [...kept, ...adoptions], titlesOf(kinds));
}
