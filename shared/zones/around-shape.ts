import type { MultiPolygon, Polygon } from 'geojson';
import type { LngLat, Metres } from '../geodesy/units.ts';
import type { DrawnShape } from '../tables/distance-condition.ts';
import { closeRing } from './campus-fault.ts';
import { zoneAround } from './safety-zone.ts';

/** The area within a distance of what somebody drew: for drawing only, what lies in it is measured. */
export function aroundShape(shape: DrawnShape, within: Metres): Polygon | MultiPolygon | null {
  const [anchor] = cornersOf(shape);
  if (!anchor) return null;
  const zone = zoneAround(
    {
      anchor,
      geometry(project) {
        switch (shape.type) {
          case 'Point':
            return { type: 'MultiPoint', coordinates: [project(shape.coordinates)] };
          case 'LineString':
            return { type: 'LineString', coordinates: shape.coordinates.map(project) };
          case 'Polygon':
            return {
              type: 'Polygon',
              coordinates: shape.coordinates.map((ring) => closeRing(ring).map(project)),
            };
        }
      },
    },
    within,
  );
  return zone?.geometry ?? null;
}

function cornersOf(shape: DrawnShape): readonly LngLat[] {
  if (shape.type === 'Point') return [shape.coordinates];
  return shape.type === 'LineString' ? shape.coordinates : shape.coordinates.flat();
}
