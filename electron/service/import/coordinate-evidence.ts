import { CodedError } from '#shared/contract/errors.ts';
import type { CoordinateEvidence } from '#shared/contract/import.ts';
import type { ReferenceSystem } from '#shared/geodesy/reference-systems.ts';
import { type KnownPlaces, type NamedPosition, weighReadings } from '#shared/registry/reference-evidence.ts';
import { polygonsOf } from '../db/places.ts';
import type { Read } from '../db/schema.ts';
import type { FieldReader } from './columns.ts';
import { readPosition } from './shape.ts';
import type { TableRow } from './table.ts';

/** A sample of this many rows, spread over the list, tells as much as all of them. */
const SAMPLE = 3000;

/** Weighs a list's coordinates against the boundary, schools, gates and venues that are known. */
export async function weighCoordinates(
  db: Read,
  rows: readonly TableRow[],
  read: FieldReader,
): Promise<CoordinateEvidence> {
  const every = Math.max(1, Math.floor(rows.length / SAMPLE));
  const list = rows.flatMap((row, index): NamedPosition[] => {
    if (index % every !== 0) return [];
    // Read as if it were WGS84: what it is is to be found out.
    const { position } = readPosition(row, read, 'wgs84');
    return position ? [{ name: read(row, 'name'), position }] : [];
  });
  const known = await loadKnownPlaces(db);
  const { evidence, ...verdict } = weighReadings(list, known);
  return {
    positions: list.length,
    hasBoundary: known.boundary.length > 0,
    ...verdict,
    evidence: [...evidence],
  };
}

/** The system that the evidence is clearly for. Errors: CRS_UNCLEAR with the figures. */
export function requireClear({ evidence, best, clear, confidence }: CoordinateEvidence): {
  crs: ReferenceSystem;
  confidence: number;
} {
  if (clear && best) return { crs: best, confidence };
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
