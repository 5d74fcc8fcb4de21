import { extendBounds, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import type { CellValue } from '#shared/tables/table-columns.ts';
import type { Touched } from '../../cache/touched.ts';
import type { EditableTable } from '../../db/schema/table-facts.ts';
import type { CommandContext } from '../../workspace/context.ts';

type Row = Readonly<Record<string, CellValue>>;

/** Tells that venues came, went or changed. */
export function tellVenues(context: CommandContext, ids: readonly number[]): void {
  tellPlaces(context, { venues: ids });
}

/** Tells that schools, their campuses or their gates came, went or changed. */
export function tellSchools(context: CommandContext, ids: readonly number[]): void {
  tellPlaces(context, { schools: ids });
}

function tellPlaces(context: CommandContext, touched: Touched): void {
  context.touched(touched);
}

/** Tells that rows of a table changed by hand. Rows are given as they were and as they are: a road touches both places. */
export function tellChangedRows(
  context: CommandContext,
  table: EditableTable,
  versions: readonly Row[],
): void {
  tellPlaces(context, touchedBy(table, versions));
}

function touchedBy(table: EditableTable, versions: readonly Row[]): Touched {
  const numbers = (key: 'id' | 'schoolId') => [...new Set(versions.map((row) => Number(row[key])))];
  switch (table) {
    case 'venues':
      return { venues: numbers('id') };
    case 'facilities':
      return { facilities: true };
    case 'regions':
      return { regions: true };
    case 'roads':
      return { roads: versions.flatMap(boxesOfRoad) };
    case 'schools':
      return { schools: numbers('id') };
    case 'gates':
      return { schools: numbers('schoolId') };
  }
}

/** The box of a stored road; none for a row without a shape. */
export function boxesOfRoad({ geometry }: Row): LngLatBounds[] {
  if (typeof geometry !== 'string') return [];
  const { coordinates } = JSON.parse(geometry) as { coordinates: LngLat[] };
  const box = coordinates.reduce<LngLatBounds | null>((known, point) => extendBounds(known, point), null);
  return box ? [box] : [];
}
