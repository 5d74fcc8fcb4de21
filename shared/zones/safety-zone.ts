import { buffer } from '@turf/buffer';
import type { Feature, LineString, MultiPoint, MultiPolygon, Polygon, Position } from 'geojson';
import { localFrame } from '../geodesy/local-frame.ts';
import type { LngLat, LocalXY, Metres } from '../geodesy/units.ts';
import type { Origin } from '../rules/rule.ts';
import type { SchoolPlace } from './measured-places.ts';

/** Segments a quarter circle: 128 keep a 200 m arc within 0.004 m of the circle. */
const QUARTER_SEGMENTS = 128;
/** Radius of the sphere Turf measures on, metres (its `earthRadius`). */
const TURF_RADIUS = 6371008.8;
const METRES_PER_TURF_DEGREE = (TURF_RADIUS * Math.PI) / 180;

/**
 * The drawn safety zone of a school: everything within `distance` metres of its campus or gates.
 * For drawing only; verdicts measure distances. Turf buffers on a sphere, so the shape is first laid
 * into a metric frame of the ellipsoid and handed to Turf around (0, 0), where its sphere is true to scale.
 * Fewer `quarterSegments` are for small scales only. Returns null for a school without any position.
 */
export function safetyZone(
  school: SchoolPlace,
  distance: Metres,
  origin: Origin,
  quarterSegments = QUARTER_SEGMENTS,
): Feature<Polygon | MultiPolygon> | null {
  const shape = originShape(school, origin);
  return shape && zoneAround(shape, distance, quarterSegments);
}

/** The drawn area within `distance` metres of a shape: for drawing only. Null for a shape without a position. */
export function zoneAround(
  shape: ZoneOrigin,
  distance: Metres,
  quarterSegments = QUARTER_SEGMENTS,
): Feature<Polygon | MultiPolygon> | null {
  const frame = localFrame(shape.anchor);
  const toTurf = (point: LngLat): Position => {
    const [east, north] = frame.toLocal(point);
    return [east / METRES_PER_TURF_DEGREE, north / METRES_PER_TURF_DEGREE];
  };
  const fromTurf = ([x, y]: Position): Position => {
    const local: LocalXY = [(x ?? 0) * METRES_PER_TURF_DEGREE, (y ?? 0) * METRES_PER_TURF_DEGREE];
    return [...frame.toLngLat(local)];
  };
  const grown = buffer({ type: 'Feature', properties: {}, geometry: shape.geometry(toTurf) }, distance, {
    units: 'meters',
    steps: quarterSegments,
  });
  if (!grown) return null;
  const geometry = grown.geometry;
  return {
    type: 'Feature',
    properties: {},
    geometry:
      geometry.type === 'Polygon'
        ? { type: 'Polygon', coordinates: geometry.coordinates.map((ring) => ring.map(fromTurf)) }
        : {
            type: 'MultiPolygon',
            coordinates: geometry.coordinates.map((polygon) => polygon.map((ring) => ring.map(fromTurf))),
          },
  };
}

/** What a zone is drawn around, laid into a plane. */
interface ZoneOrigin {
  /** Where the plane touches the ellipsoid. */
  readonly anchor: LngLat;
  geometry(project: (point: LngLat) => Position): Polygon | MultiPolygon | LineString | MultiPoint;
}

function originShape(school: SchoolPlace, origin: Origin): ZoneOrigin | null {
  const campus = school.campus;
  const anchor = campus?.[0]?.[0]?.[0];
  if (origin === 'boundary' && campus && anchor) return campusShape(campus, anchor);
  const mains = school.gates.filter((gate) => gate.isMain);
  const gates = origin === 'mainGate' && mains.length > 0 ? mains : school.gates;
  const points =
    gates.length > 0 ? gates.map((gate) => gate.position) : campus ? [] : school.point ? [school.point] : [];
  const first = points[0];
  if (!first) return campus && anchor ? campusShape(campus, anchor) : null;
  return { anchor: first, geometry: (project) => ({ type: 'MultiPoint', coordinates: points.map(project) }) };
}

function campusShape(campus: NonNullable<SchoolPlace['campus']>, anchor: LngLat): ZoneOrigin {
  return {
    anchor,
    geometry: (project) => ({
      type: 'MultiPolygon',
      coordinates: campus.map((polygon) => polygon.map((ring) => ring.map(project))),
    }),
  };
}
