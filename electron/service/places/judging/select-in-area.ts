import { booleanPointInPolygon } from '@turf/boolean-point-in-polygon';
import type { SelectedArea } from '#shared/contract/map.ts';
import { distance, metresPerDegree } from '#shared/geodesy/ellipsoid.ts';
import type { LngLat, LngLatBounds } from '#shared/geodesy/units.ts';
import { closeRing } from '#shared/zones/campus-fault.ts';
import { schoolBounds } from '#shared/zones/measured-places.ts';
import { selectFacilities, selectShownVenues } from '../../db/queries/places.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** Things of one kind that lie in an area and that the map shows; a school counts by its middle. */
export async function selectInArea(
  { workspace, db }: QueryContext,
  kind: 'venue' | 'school' | 'facility',
  area: SelectedArea,
  shown: { readonly hiddenCategories: readonly string[]; readonly outside: boolean },
): Promise<number[]> {
  const holds = holder(area);
  const found: number[] = [];
  if (kind === 'school') {
    for (const school of (await workspace.places.schools()).values()) {
      const box = schoolBounds(school);
      if (box && holds([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])) found.push(school.id);
    }
    return found;
  }
  if (kind === 'facility') {
    for (const { id, lng, lat } of await selectFacilities(db)) if (holds([lng, lat])) found.push(id);
    return found;
  }
  const index = await workspace.places.venues();
  index.within(boxOfArea(area), (at, lng, lat) => {
    if (holds([lng, lat])) found.push(index.venues.id(at));
  });
  return await selectShownVenues(db, found, shown);
}

function holder(area: SelectedArea): (place: LngLat) => boolean {
  if (area.type === 'circle') return (place) => distance(area.centre, place) <= area.radius;
  const polygon: GeoJSON.Polygon = {
    type: 'Polygon',
    coordinates: [closeRing(area.ring).map((place) => [...place])],
  };
  return (place) => booleanPointInPolygon([...place], polygon);
}

function boxOfArea(area: SelectedArea): LngLatBounds {
  if (area.type === 'polygon') {
    const lngs = area.ring.map(([lng]) => lng);
    const lats = area.ring.map(([, lat]) => lat);
    return [Math.min(...lngs), Math.min(...lats), Math.max(...lngs), Math.max(...lats)];
  }
  const [lng, lat] = area.centre;
  const scale = metresPerDegree(lat);
  // A little more than the radius: what is really inside is measured one by one.
  const [dLng, dLat] = [(area.radius * 1.02) / scale.east, (area.radius * 1.02) / scale.north];
  return [lng - dLng, lat - dLat, lng + dLng, lat + dLat];
}
