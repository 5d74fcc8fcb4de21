import { localFrame } from '../geodesy/local-frame.ts';
import { nearestOnSegment, ringContains } from '../geodesy/planar.ts';
import type { LngLat, LocalXY, Metres, PolygonRings } from '../geodesy/units.ts';

export interface NearestOnCampus {
  readonly distance: Metres;
  /** The nearest point of the edge; the position itself when it lies inside. */
  readonly point: LngLat;
}

/**
 * Shortest ellipsoidal distance from a position to a campus of one or several polygons, 0 inside.
 * Every edge is measured in a metric frame centred on the position, so the distance is never taken
 * from a drawn buffer. A hole's edge counts as boundary for a position inside the hole.
 */
export function nearestOnCampus(position: LngLat, campus: readonly PolygonRings[]): NearestOnCampus | null {
  const frame = localFrame(position);
  let best: { squared: number; point: LocalXY } | null = null;
  for (const polygon of campus) {
    const rings = polygon.map((ring) => ring.map((vertex) => frame.toLocal(vertex)));
    const [outer, ...holes] = rings;
    if (!outer || outer.length < 3) continue;
    if (ringContains(outer, [0, 0]) && !holes.some((hole) => ringContains(hole, [0, 0])))
      return { distance: 0, point: position };
    for (const ring of rings) {
      let before = ring.at(-1);
      for (const vertex of ring) {
        const near = nearestOnSegment([0, 0], before ?? vertex, vertex);
        if (!best || near.squared < best.squared) best = near;
        before = vertex;
      }
    }
  }
  return best && { distance: Math.sqrt(best.squared), point: frame.toLngLat(best.point) };
}
