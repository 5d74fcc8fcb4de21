import { CodedError } from '#shared/contract/errors.ts';
import type { CoordinateEvidence, EvidenceMap } from '#shared/contract/import.ts';
import { numberReadingOf } from '#shared/geodesy/coordinate-systems.ts';
import { type ReferenceSystem, toWgs84 } from '#shared/geodesy/reference-systems.ts';
import type { LngLat } from '#shared/geodesy/units.ts';
import { type KnownPlaces, type NamedPosition, weighReadings } from '#shared/registry/reference-evidence.ts';
import { readWhereabouts } from '#shared/registry/stated-whereabouts.ts';
import { comparable } from '#shared/registry/text.ts';
import {
  hasUnprovenRegions,
  selectKnownPlaces,
  selectKnownRegions,
  selectKnownRoads,
} from '../db/queries/known-places.ts';
import { selectNamedPositions } from '../db/queries/named-positions.ts';
import { toTuple } from '../db/queries/places.ts';
import type { Read } from '../db/schema/schema.ts';
import type { FieldReader } from './field-reader.ts';
import type { TableRow } from './list-table.ts';
import { readPosition } from './row-geometry.ts';

/** A sample of this many rows, spread over the list, tells as much as all of them. */
const SAMPLE = 3000;

/** Weighs a list's coordinates against the boundary, schools, gates and venues that are known. */
export async function weighCoordinates(
  db: Read,
  fileHash: string,
  rows: readonly TableRow[],
  read: FieldReader,
): Promise<CoordinateEvidence> {
  const list = samplePositions(rows, read, SAMPLE);
  const known = await loadKnownPlaces(db, fileHash);
  const { evidence, ...verdict } = weighReadings(list, known);
  return {
    positions: list.length,
    hasBoundary: known.boundary.length > 0,
    hasUnproven: await hasUnprovenRegions(db),
    ...verdict,
    evidence: [...evidence],
  };
}

/** Some of a list's positions as they stand, spread over it. */
function samplePositions(rows: readonly TableRow[], read: FieldReader, most: number): NamedPosition[] {
  const every = Math.max(1, Math.floor(rows.length / most));
  return rows.flatMap((row, index): NamedPosition[] => {
    if (index % every !== 0) return [];
    // The system is not known yet, so the numbers are read as WGS84 and compared afterwards.
    const { position } = readPosition(row, { read, numbers: numberReadingOf('wgs84', null) });
    if (!position) return [];
    return [{ ...readWhereabouts((field) => read(row, field)), position }];
  });
}

/** The most points and schools that a small map can show and still be readable. */
const POINTS_DRAWN = 400;

/** What a small map shows of a list under each reading, beside the boundary and the places that are known. */
export async function drawEvidence(
  db: Read,
  fileHash: string,
  rows: readonly TableRow[],
  read: FieldReader,
): Promise<EvidenceMap> {
  const { boundary, places } = await loadKnownPlaces(db, fileHash);
  const byName = new Map(places.map(({ name, position }) => [comparable(name), position]));
  const schools = await selectNamedPositions(db, 'schools');
  const under = (position: LngLat, reading: ReferenceSystem): [number, number] => [
    ...toWgs84(position, reading),
  ];
  return {
    boundary: boundary.flatMap(([outer]) =>
      outer ? [outer.map(([lng, lat]): [number, number] => [lng, lat])] : [],
    ),
    schools: schools.slice(0, POINTS_DRAWN).map(({ position }) => [position[0], position[1]]),
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
    .map(({ reading, inside, matched, medianShift, told, agreeing }) => {
      const share = inside === null ? '无边界' : `区内 ${(inside * 100).toFixed(1)}%`;
      const shift =
        medianShift === null ? '无同名点' : `${matched} 个同名点中位偏移 ${medianShift.toFixed(0)} m`;
      const words = told === 0 ? '' : `、地址和代码相符 ${agreeing}/${told} 行`;
      return `${reading} ${share}、${shift}${words}`;
    })
    .join('；');
  throw new CodedError('CRS_UNCLEAR', { figures });
}

async function loadKnownPlaces(db: Read, fileHash: string): Promise<KnownPlaces> {
  const regions = await selectKnownRegions(db, fileHash);
  return {
    boundary: regions.flatMap(({ polygons }) => polygons),
    places: [
      ...(await selectKnownPlaces(db, 'venues', fileHash)),
      ...(await selectKnownPlaces(db, 'schools', fileHash)),
    ],
    regions,
    roads: await selectKnownRoads(db, fileHash),
  };
}
