import { shapeOf } from '#shared/geodesy/shape-distance.ts';
import { NearShapes, shapeOfSchool } from '#shared/zones/find-near.ts';
import { type StoredSpot, selectTroubleSpots } from '../../db/queries/trouble-spots.ts';
import { readStored } from '../../db/schema/stored-values.ts';
import type { QueryContext } from '../../workspace/context.ts';

type Context = Pick<QueryContext, 'db' | 'workspace'>;

export interface SpotNearSchool {
  readonly spot: StoredSpot;
  /** It may lie around the school or not. */
  readonly inDoubt: boolean;
}

/** Schools around which an area lies, wholly or in part: within the pack's distance from where that is measured. */
export async function schoolsNearSpots(
  { workspace }: Pick<Context, 'workspace'>,
  spots: readonly StoredSpot[],
): Promise<ReadonlyMap<number, readonly SpotNearSchool[]>> {
  const { distance, origin } = workspace.pack.safetyZone;
  const found = new Map<number, SpotNearSchool[]>();
  const schools = [...(await workspace.places.schools()).values()];
  for (const spot of spots) {
    const shape = shapeOf(readStored('troubleSpots.geometry', spot.geometry));
    const search = new NearShapes([{ shape, sigma: 0, schoolId: null, inDoubt: false }], {
      within: distance,
      ofAll: false,
    });
    for (const school of schools) search.take({ id: school.id, ...shapeOfSchool(school, origin) });
    for (const [id, { verdict }] of search.found)
      found.set(id, [...(found.get(id) ?? []), { spot, inDoubt: verdict === 'undetermined' }]);
  }
  return found;
}

/** All of them by school; null where the workspace has none at all, so that nothing can be said of any school. */
export async function spotsBySchool(
  context: Context,
): Promise<ReadonlyMap<number, readonly SpotNearSchool[]> | null> {
  const spots = await selectTroubleSpots(context.db);
  return spots.length === 0 ? null : await schoolsNearSpots(context, spots);
}
