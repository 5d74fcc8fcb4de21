import { boundsMeet, type LngLat, type LngLatBounds } from '#shared/geodesy/units.ts';
import { schoolBounds } from '#shared/zones/measured-places.ts';
import type { PlaceCache } from '../../cache/places/place-cache.ts';
import { polygonsOf } from '../../db/queries/places.ts';

/** The most lines to snap to: more would not help a person who draws. */
const MOST_LINES = 4000;

/** Edges of campuses and regions, and roads, that meet a box: exactly as they are stored. */
export async function linesIn(places: PlaceCache, box: LngLatBounds): Promise<[number, number][][]> {
  const lines: (readonly LngLat[])[] = [];
  for (const school of (await places.schools()).values()) {
    const own = schoolBounds(school);
    if (own && boundsMeet(own, box)) lines.push(...(school.campus?.flat() ?? []));
  }
  const { index } = await places.regions();
  for (const { geometry } of index.regions) lines.push(...polygonsOf(JSON.stringify(geometry)).flat());
  for (const { line } of (await places.roads()).within(box)) lines.push(line);
  return lines.slice(0, MOST_LINES).map((line) => line.map(([lng, lat]) => [lng, lat]));
}
