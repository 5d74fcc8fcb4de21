import { CodedError } from '#shared/contract/errors.ts';
import type { CoordinateEvidence, EvidenceMap } from '#shared/contract/import.ts';
import { type ReferenceSystem, toWgs84 } from '#shared/geodesy/reference-systems.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { type KnownPlaces, type NamedPosition, weighReadings } from '#shared/registry/reference-evidence.ts';
import { comparable } from '#shared/registry/text.ts';
import { polygonsOf, toTuple } from '../db/queries/places.ts';
import type { Read } from '../db/schema/schema.ts';
import type { FieldReader } from './columns.ts';
import type { TableRow } from './list-table.ts';
import { readPosition } from './row-geometry.ts';

/** A sample of this many rows, spread over the list, tells as much as all of them. */
const SAMPLE = 3000;

/** Weighs a list's coordinates against the boundary, schools, gates and venues that are known. */
export async function weighCoordinates(
  db: Read,
  rows: readonly TableRow[],
  read: FieldReader,
): Promise<CoordinateEvidence> {
  const list = samplePositions(rows, read, SAMPLE);
  const known = await loadKnownPlaces(db);
  const { evidence, ...verdict } = weighReadings(list, known);
  return {
    positions: list.length,
    hasBoundary: known.boundary.length > 0,
    ...verdict,
    evidence: [...evidence],
  };
}

/** Some of a list's positions as they stand, spread over it. */
function samplePositions(rows: readonly TableRow[], read: FieldReader, most: number): NamedPosition[] {
  const every = Math.max(1, Math.floor(rows.length / most));
  return rows.flatMap((row, index): NamedPosition[] => {
    if (index % every !== 0) return [];
    // Read as if it were WGS84: what it is is to be found out.
    const { position } = readPosition(row, read, 'wgs84');
    return position ? [{ name: read(row, 'name'), position }] : [];
  });
}

/** Points and schools that a small map can show without becoming a blot. */
const POINTS_DRAWN = 400;

/** What a small map shows of a list under each reading, beside the boundary and the places that are known. */
export async function drawEvidence(
  db: Read,
  rows: readonly TableRow[],
  read: FieldReader,
): Promise<EvidenceMap> {
  const { boundary, places } = await loadKnownPlaces(db);
  const byName = new Map(places.map(({ name, position }) => [comparable(name), position]));
  const schools = await db
    .selectFrom('schools')
    .select(['lng', 'lat'])
    .where('lng', 'is not', null)
    .execute();
  const under = (position: LngLat, reading: ReferenceSystem): [number, number] => [
    ...toWgs84(position, reading),
  ];
  return {
    boundary: boundary.flatMap(([outer]) =>
      outer ? [outer.map(([lng, lat]): [number, number] => [lng, lat])] : [],
    ),
    schools: schools.slice(0, POINTS_DRAWN).map(({ lng, lat }) => [lng ?? 0, lat ?? 0]),
    points: samplePositions(rows, read, POINTS_DRAWN).map(({ name, position }) => ({
      wgs84: under(position, 'wgs84'),
      gcj02: under(position, 'gcj02'),
      bd09: under(position, 'bd09'),
      known: toTuple(byName.get(comparable(name)) ?? null),
    })),
  };
}

/** The system that the evidence is clearly for. Errors: CRS_UNCLEAR with the figures. */
export function requireClear({ evidence, best, clear, confidence }: CoordinateEvidence): {
  crs: ReferenceSystem;
  crsConfidence: number;
} {
  if (clear && best) return { crs: best, crsConfidence: confidence };
  const figures = evidence
    .map(({ reading, inside, matched, medianShift }) => {
      const share = inside === null ? '无边界' : `区内 ${(inside * 100).toFixed(1)}%`;
      const shift =
        medianShift === null ? '无同名点' : `${matched} 个同名点中位偏移 ${medianShift.toFixed(0)} m`;
      return `${reading} ${share}、${shift}`;
    })
    .join('；');
  throw new CodedError('CRS_UNCLEAR', { figures });
}

async function loadKnownPlaces(db: Read): Promise<KnownPlaces> {
  const regions = await db.selectFrom('regions').select('geometry').execute();
  const named = async (table: 'schools' | 'venues') =>
    (
      await db
        .selectFrom(table)
        .select(['name', 'lng', 'lat'])
        .where('lng', 'is not', null)
        .limit(50_000)
        .execute()
    ).map(({ name, lng, lat }): NamedPosition => ({ name, position: [lng ?? 0, lat ?? 0] }));
  return {
    boundary: regions.flatMap(({ geometry }) => polygonsOf(geometry)),
    places: [...(await named('venues')), ...(await named('schools'))],
  };
}
