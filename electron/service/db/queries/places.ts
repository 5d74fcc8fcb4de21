import { FacilityIndex } from '#shared/facilities/facility-index.ts';
import type { LngLat, PolygonRings } from '#shared/geodesy/units.ts';
import { hasEnded } from '#shared/registry/status.ts';
import { RoadNetwork } from '#shared/walking/road-network.ts';
import type { GateEdits } from '#shared/zones/gate-zone.ts';
import type { GatePlace, SchoolPlace, VenuePlace } from '#shared/zones/measured-places.ts';
import { RoadLines } from '#shared/zones/road-lines.ts';
import { SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import {
  isCoarse,
  type PositionSource,
  positionSourceSchema,
  type Sigmas,
} from '#shared/zones/uncertainty.ts';
import { type VenueColumns, VenueColumnsBuilder } from '#shared/zones/venue-columns.ts';
import { toIdList, toTextList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';
import { readFacilityState, readFlag, readStored } from '../schema/stored-values.ts';
import { readSigmas } from './sigmas.ts';
import { isBesideOther } from './venue-kinds.ts';
import { kindsOf } from './venue-particulars.ts';

/** Schools as the zone engine wants them: those named, or all. */
export async function loadSchoolPlaces(db: Read, ids?: readonly number[]): Promise<SchoolPlace[]> {
  const sigmas = await readSigmas(db);
  const sigmaOf = (source: string | null) => sigmas[sourceOf(source)];
  const allSchools = db.selectFrom('schools').selectAll().orderBy('id');
  const schools = await (ids ? allSchools.where('id', 'in', toIdList(ids)) : allSchools).execute();
  const allGates = db.selectFrom('gates').selectAll().orderBy('id');
  const gates = await (ids ? allGates.where('schoolId', 'in', toIdList(ids)) : allGates).execute();
  const gatesOf = new Map<number, GatePlace[]>();
  for (const gate of gates) {
    const place: GatePlace = {
      id: gate.id,
      name: gate.name,
      isMain: readFlag(gate.isMain),
      position: [gate.lng, gate.lat],
      sigma: sigmaOf(gate.positionSource),
      edits: editsOf(gate),
    };
    const known = gatesOf.get(gate.schoolId);
    if (known) known.push(place);
    else gatesOf.set(gate.schoolId, [place]);
  }
  return schools.map((school) => ({
    id: school.id,
    name: school.name,
    stage: school.stage,
    since: school.openedOn,
    campus: school.boundary === null ? null : polygonsOf(school.boundary),
    campusSigma: sigmaOf(school.boundarySource),
    gates: gatesOf.get(school.id) ?? [],
    point: positionOf(school),
    pointSigma: sigmaOf(school.positionSource),
  }));
}

/** What was drawn by hand at a gate. */
export function editsOf({ frontage, band }: { frontage: string | null; band: string | null }): GateEdits {
  return {
    frontage: readStored('gates.frontage', frontage),
    band: readStored('gates.band', band),
  };
}

/** Rows read at once: so few that their objects are gone before memory is cleared of what is still in use. */
const CHUNK = 8000;
/** No rule governs the category of a venue that has ended; it stays on the map. */
const ENDED = '';

/** Venues with a position as columns: those named, those of a main category, or all. */
export async function loadVenueColumns(
  db: Read,
  ids?: readonly number[],
  category?: string,
): Promise<VenueColumns> {
  const sigmas = await readSigmas(db);
  const builder = new VenueColumnsBuilder();
  const errorOf = remembered((stored) => errorBySource(stored, sigmas));
  const isOver = remembered(hasEnded);
  const select = (after: number) => {
    let rows = db
      .selectFrom('venues')
      .select(['id', 'category', 'furtherKinds', 'establishedOn', 'lng', 'lat', 'positionSource', 'status'])
      .where('lng', 'is not', null)
      .where('id', '>', after)
      .orderBy('id')
      .limit(CHUNK);
    if (ids) rows = rows.where('id', 'in', toIdList(ids));
    if (category !== undefined) rows = rows.where('category', '=', category);
    return rows.execute();
  };
  for (let after = 0; ; ) {
    const rows = await select(after);
    for (const row of rows) {
      const { sigma, coarse } = errorOf(row.positionSource ?? '');
      builder.add(
        row.id,
        isOver(row.status) ? ENDED : kindsOf(row),
        row.establishedOn,
        row.lng ?? 0,
        row.lat ?? 0,
        sigma,
        coarse,
      );
    }
    if (rows.length < CHUNK) return builder.build();
    after = rows.at(-1)?.id ?? after;
  }
}

/** How exact a position is by its source, which is empty where nobody said one. */
function errorBySource(stored: string, sigmas: Sigmas): { sigma: number; coarse: boolean } {
  const source = sourceOf(stored === '' ? null : stored);
  return { sigma: sigmas[source], coarse: isCoarse(source) };
}

/** Texts whose answers are kept: columns with few values hold fewer, and of others not all are kept. */
const MOST_REMEMBERED = 5000;

/** The same function, which works out each of a few texts that come again and again only once. */
function remembered<T>(workOut: (text: string) => T): (text: string) => T {
  const known = new Map<string, { readonly value: T }>();
  return (text) => {
    const found = known.get(text);
    if (found) return found.value;
    if (known.size === MOST_REMEMBERED) known.clear();
    const value = workOut(text);
    known.set(text, { value });
    return value;
  };
}

/** A venue as it is measured, without its category; null where it has ended or nobody knows where it is. */
export function placeOfVenue(
  row: {
    readonly id: number;
    readonly establishedOn: string | null;
    readonly lng: number | null;
    readonly lat: number | null;
    readonly positionSource: string | null;
    readonly status: string;
  },
  sigmas: Sigmas,
): Omit<VenuePlace, 'category'> | null {
  if (row.lng === null || row.lat === null || hasEnded(row.status)) return null;
  const source = sourceOf(row.positionSource);
  return {
    id: row.id,
    since: row.establishedOn,
    position: [row.lng, row.lat],
    sigma: sigmas[source],
    coarse: isCoarse(source),
  };
}

/** Classes that people may not walk on. */
const unwalkable = ['motorway', 'trunk', 'construction', 'proposed'];

/** The roads that people may walk on; null where no road was imported. */
export async function loadRoadNetwork(db: Read): Promise<RoadNetwork | null> {
  const rows = await db
    .selectFrom('roads')
    .select(['name', 'geometry'])
    .where('class', 'not in', unwalkable)
    .execute();
  if (rows.length === 0) return null;
  return new RoadNetwork(
    rows.flatMap(({ name, geometry }) => linesOf(geometry).map((line) => ({ name, line }))),
  );
}

export async function loadRoads(db: Read): Promise<RoadLines> {
  const rows = await db.selectFrom('roads').select(['id', 'name', 'class', 'width', 'geometry']).execute();
  return new RoadLines(
    rows.flatMap(({ geometry, ...road }) => linesOf(geometry).map((line) => ({ ...road, line }))),
  );
}

/** Facilities with their shapes. */
export async function loadFacilities(db: Read): Promise<FacilityIndex> {
  const rows = await selectFacilities(db);
  return new FacilityIndex(
    rows.map(({ lng, lat, state, geometry, ...row }) => ({
      ...row,
      state: readFacilityState(state),
      position: [lng, lat],
      geometry: readStored('facilities.geometry', geometry) ?? { type: 'Point', coordinates: [lng, lat] },
    })),
  );
}

/** Surveyed distances that stand, oldest first. */
export async function loadSurveys(db: Read): Promise<SurveyedDistances> {
  const rows = await db
    .selectFrom('surveys')
    .select(['id', 'code', 'schoolId', 'venueId', 'gateId', 'method', 'distance', 'sigma'])
    .where('withdrawnAt', 'is', null)
    .orderBy('id')
    .execute();
  return new SurveyedDistances(rows);
}

/** Names and categories of the venues named. */
export async function selectVenueNames(db: Read, ids: readonly number[]) {
  return await db
    .selectFrom('venues')
    .select(['id', 'name', 'category'])
    .where('id', 'in', toIdList(ids))
    .execute();
}

/** Those of some venues that the map shows: not of hidden categories alone, and outside every zone only where that is. */
export async function selectShownVenues(
  db: Read,
  ids: readonly number[],
  { hiddenCategories, outside }: { readonly hiddenCategories: readonly string[]; readonly outside: boolean },
): Promise<number[]> {
  if (hiddenCategories.length === 0 && outside) return [...ids];
  let rows = db.selectFrom('venues').select('id').where('id', 'in', toIdList(ids));
  if (hiddenCategories.length > 0)
    rows = rows.where((is) =>
      is.or([is('category', 'not in', hiddenCategories), isBesideOther(toTextList(hiddenCategories))]),
    );
  if (!outside)
    rows = rows.where('id', 'in', (select) =>
      select.selectFrom('findings').select('venueId').where('severity', '!=', 'outside'),
    );
  return (await rows.execute()).map(({ id }) => id);
}

/** The box of some venues or facilities, or of all; null where none has a place. */
export async function extentOf(
  db: Read,
  table: 'venues' | 'facilities',
  ids: readonly number[] | null,
): Promise<[number, number, number, number] | null> {
  const all = db
    .selectFrom(table)
    .select(({ fn }) => [
      fn.min('lng').as('west'),
      fn.min('lat').as('south'),
      fn.max('lng').as('east'),
      fn.max('lat').as('north'),
    ]);
  const box = await (ids ? all.where('id', 'in', toIdList(ids)) : all).executeTakeFirst();
  if (!box || box.west === null || box.south === null || box.east === null || box.north === null) return null;
  return [box.west, box.south, box.east, box.north];
}

export async function selectFacilities(db: Read) {
  return await db
    .selectFrom('facilities')
    .select(['id', 'lng', 'lat', 'kind', 'name', 'state', 'geometry', 'body', 'checkedOn'])
    .execute();
}

export function positionOf(row: { lng: number | null; lat: number | null }): LngLat | null {
  return row.lng === null || row.lat === null ? null : [row.lng, row.lat];
}

/** A position as the contract carries it. */
export function toTuple(position: LngLat | null): [number, number] | null {
  return position && [...position];
}

/** Polygons of a stored campus. */
export function polygonsOf(boundary: string): PolygonRings[] {
  const geometry = readStored('schools.boundary', boundary);
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

/** The pieces of a stored road: mostly one. */
export function linesOf(stored: string): LngLat[][] {
  const geometry = readStored('roads.geometry', stored);
  return geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
}

function sourceOf(source: string | null): PositionSource {
  return source === null ? 'unknown' : positionSourceSchema.parse(source);
}
