import { sql } from 'kysely';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import { stageSchema } from '#shared/registry/stage.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { RoadNetwork } from '#shared/walking/road-network.ts';
import type { RoadLine } from '#shared/zones/gate-zone.ts';
import type { GatePlace, SchoolPlace, VenuePlace } from '#shared/zones/places.ts';
import {
  isCoarse,
  type PositionSource,
  positionSourceSchema,
  sigmaOfSource,
} from '#shared/zones/uncertainty.ts';
import type { Read } from './schema.ts';

/** Every school as the zone engine wants it. */
export async function loadSchoolPlaces(db: Read, schoolId?: number): Promise<SchoolPlace[]> {
  const all = db.selectFrom('schools').selectAll().orderBy('id');
  const schools = await (schoolId === undefined ? all : all.where('id', '=', schoolId)).execute();
  const allGates = db.selectFrom('gates').selectAll().orderBy('id');
  const gates = await (schoolId === undefined
    ? allGates
    : allGates.where('schoolId', '=', schoolId)
  ).execute();
  const gatesOf = new Map<number, GatePlace[]>();
  for (const gate of gates) {
    const place = {
      id: gate.id,
      name: gate.name,
      isMain: gate.isMain === 1,
      position: [gate.lng, gate.lat] as const,
      sigma: sigmaOf(gate.positionSource),
    };
    const known = gatesOf.get(gate.schoolId);
    if (known) known.push(place);
    else gatesOf.set(gate.schoolId, [place]);
  }
  return schools.map((school) => ({
    id: school.id,
    name: school.name,
    stage: stageSchema.parse(school.stage),
    since: school.openedOn,
    campus: school.boundary === null ? null : polygonsOf(school.boundary),
    campusSigma: sigmaOf(school.boundarySource),
    gates: gatesOf.get(school.id) ?? [],
    point: positionOf(school),
    pointSigma: sigmaOf(school.positionSource),
  }));
}

/** Venues in business with a position, as the zone engine wants them. */
export async function loadVenuePlaces(db: Read): Promise<VenuePlace[]> {
  const rows = await db
    .selectFrom('venues')
    .select(['id', 'category', 'establishedOn', 'lng', 'lat', 'positionSource', 'status'])
    .where('lng', 'is not', null)
    .execute();
  return rows.flatMap((row) => {
    const position = positionOf(row);
    if (!position || hasEnded(row.status)) return [];
    const source = sourceOf(row.positionSource);
    return [
      {
        id: row.id,
        category: row.category,
        since: row.establishedOn,
        position,
        sigma: sigmaOfSource[source],
        coarse: isCoarse(source),
      },
    ];
  });
}

/** Classes that people may not walk on. */
const unwalkable = ['motorway', 'trunk', 'construction', 'proposed'];

/** The roads that people may walk on; null where no road was imported. */
export async function loadRoadNetwork(db: Read): Promise<RoadNetwork | null> {
  const rows = await db.selectFrom('roads').select('geometry').where('class', 'not in', unwalkable).execute();
  return rows.length === 0 ? null : new RoadNetwork(rows.map((row) => ({ line: lineOf(row.geometry) })));
}

export async function loadRoads(db: Read): Promise<RoadLine[]> {
  const rows = await db.selectFrom('roads').select(['id', 'width', 'geometry']).execute();
  return rows.map((row) => ({ id: row.id, width: row.width, line: lineOf(row.geometry) }));
}

/** Name, address, credit code and position of everything that holds the text, schools first. */
export async function searchPlaces(db: Read, text: string, limit: number) {
  const like = `%${text.replace(/[\\%_]/g, (char) => `\\${char}`)}%`;
  const holds = (column: string) => sql<boolean>`${sql.ref(column)} like ${like} escape '\\'`;
  const schools = await db
    .selectFrom('schools')
    .select(['id', 'name', 'stage', 'address', 'lng', 'lat'])
    .where((where) => where.or([holds('name'), holds('address'), holds('schoolCode')]))
    .orderBy(sql`length(name)`)
    .limit(limit)
    .execute();
  const venues = await db
    .selectFrom('venues')
    .select(['id', 'name', 'category', 'address', 'lng', 'lat'])
    .where((where) => where.or([holds('name'), holds('address'), holds('uscc'), holds('phone')]))
    .orderBy(sql`length(name)`)
    .limit(limit)
    .execute();
  return { schools, venues };
}

export function positionOf(row: { lng: number | null; lat: number | null }): LngLat | null {
  return row.lng === null || row.lat === null ? null : [row.lng, row.lat];
}

/** Polygons of a stored campus; the text was checked when it was imported. */
export function polygonsOf(boundary: string): PolygonRings[] {
  const geometry = JSON.parse(boundary) as GeoJSON.Polygon | GeoJSON.MultiPolygon;
  const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
  return polygons as unknown as PolygonRings[];
}

function lineOf(geometry: string): LngLat[] {
  return (JSON.parse(geometry) as GeoJSON.LineString).coordinates as unknown as LngLat[];
}

function sigmaOf(source: string | null): number {
  return sigmaOfSource[sourceOf(source)];
}

function sourceOf(source: string | null): PositionSource {
  return source === null ? 'unknown' : positionSourceSchema.parse(source);
}
