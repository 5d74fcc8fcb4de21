import { CodedError } from '#shared/contract/errors.ts';
import type { SheetGeometry } from '#shared/contract/places.ts';
import { lngLatOf } from '#shared/geodesy/positions.ts';
import { extendBounds, type LngLatBounds, type PolygonRings } from '#shared/geodesy/units.ts';
import { gateZone } from '#shared/zones/gate-zone.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { safetyZone } from '#shared/zones/safety-zone.ts';
import type { Workspace } from '../../workspace/workspace.ts';

/** A campus as the contract carries it. */
interface CampusGeometry extends GeoJSON.MultiPolygon {
  coordinates: [number, number][][][];
}

/** A school's zones with the campuses and gates around it, to be drawn. Errors: SCHOOL_UNKNOWN where it has no place. */
export async function drawSchoolSheet(
  { pack, places }: Pick<Workspace, 'pack' | 'places'>,
  school: SchoolPlace,
): Promise<SheetGeometry> {
  const { safetyZone: zone, gateZone: gate } = pack;
  const own = safetyZone(school, zone.distance, zone.origin);
  if (!own) throw new CodedError('SCHOOL_UNKNOWN', { id: school.id });
  const all = [...(await places.schools()).values()];
  const roads = gate.shape === 'circle' ? null : await places.roads();
  return {
    schoolName: school.name,
    bounds: boundsOf(own.geometry),
    zones: [{ schoolId: school.id, geometry: own.geometry }],
    campuses: all.flatMap(({ id, name, campus }) =>
      campus ? [{ schoolId: id, name, geometry: campusToGeometry(campus) }] : [],
    ),
    schoolPoints: all.flatMap(({ id, name, campus, point }) =>
      !campus && point ? [{ schoolId: id, name, position: [point[0], point[1]] }] : [],
    ),
    gates: all.flatMap(({ id, gates }) =>
      gates.map(({ name, position }) => ({ schoolId: id, name, position: [position[0], position[1]] })),
    ),
    gateZones: school.gates.map(({ position, edits }) => ({
      geometry: gateZone(position, roads, gate.distance, edits, school.campus).polygon.geometry,
    })),
  };
}

/** A campus as GeoJSON, its positions longitude first. */
export function campusToGeometry(campus: readonly PolygonRings[]): CampusGeometry {
  return {
    type: 'MultiPolygon',
    coordinates: campus.map((rings) => rings.map((ring) => ring.map(([lng, lat]) => [lng, lat]))),
  };
}

function boundsOf(area: GeoJSON.Polygon | GeoJSON.MultiPolygon): [number, number, number, number] {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates;
  const box = polygons
    .flat(2)
    .reduce<LngLatBounds | null>((known, position) => extendBounds(known, lngLatOf(position)), null);
  if (!box) throw new RangeError('a zone has positions');
  return [box[0], box[1], box[2], box[3]];
}
