import { extendBounds, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import type { CellValue } from '#shared/tables/columns.ts';
import type { EditableTable } from '../../db/queries/editable-rows.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { followVenues } from '../judging/reclassify.ts';
import { recompute } from '../judging/recompute.ts';

type Row = Readonly<Record<string, CellValue>>;

/**
 * Tells everybody that rows of a table changed by hand, and measures again what that touches. Rows are given
 * as they were and as they are: a road touches both places.
 */
export async function followRows(
  context: CommandContext,
  table: EditableTable,
  versions: readonly Row[],
): Promise<void> {
  const numbers = (key: 'id' | 'schoolId') => [...new Set(versions.map((row) => Number(row[key])))];
  if (table === 'venues') return await followVenues(context, numbers('id'));
  context.changed('places', 'workspace');
  switch (table) {
    case 'facilities':
      context.touched({ facilities: true });
      return;
    case 'regions':
      context.touched({ regions: true });
      return;
    case 'roads':
      context.touched({ roads: true });
      await recompute(context, { roads: versions.flatMap(boxesOfRoad) });
      return;
    case 'schools':
    case 'gates': {
      const schools = numbers(table === 'schools' ? 'id' : 'schoolId');
      context.touched({ schools });
      await recompute(context, { schools });
    }
  }
}

/** The box of a stored road; none for a row without a shape. */
export function boxesOfRoad({ geometry }: Row): LngLatBounds[] {
  if (typeof geometry !== 'string') return [];
  const { coordinates } = JSON.parse(geometry) as { coordinates: LngLat[] };
  const box = coordinates.reduce<LngLatBounds | null>((known, point) => extendBounds(known, point), null);
  return box ? [box] : [];
}
