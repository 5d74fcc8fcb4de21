import { sql } from 'kysely';
import type { LngLat } from '#shared/geodesy/units.ts';
import type { KnownRegion, KnownRoad } from '#shared/registry/stated-whereabouts.ts';
import type { Read } from '../schema/schema.ts';
import { linesOf, polygonsOf } from './places.ts';

/** So many places tell what a list is compared with; more would only take longer. */
const MOST = 50_000;

/**
 * What a list may be compared with: nothing of the same file, and nothing whose own reference system was only taken
 * for granted. What was drawn by hand is on the map, and so in WGS84.
 */
function isProof(table: 'schools' | 'venues' | 'regions' | 'roads', fileHash: string) {
  const batch = sql.ref(`${table}.batchId`);
  return sql<boolean>`not exists (select 1 from batches b where b.id = ${batch} and (b."fileHash" = ${fileHash}
    or coalesce(json_extract(b.options, '$.system.isAssumed'), json_extract(b.options, '$.crs') is null)))`;
}

/** Schools and venues with a position, their names and addresses. */
export async function selectKnownPlaces(
  db: Read,
  table: 'schools' | 'venues',
  fileHash: string,
): Promise<{ readonly name: string; readonly address: string; readonly position: LngLat }[]> {
  const rows = await db
    .selectFrom(table)
    .select(['name', 'address', 'lng', 'lat'])
    .where('lng', 'is not', null)
    .where(isProof(table, fileHash))
    .limit(MOST)
    .execute();
  return rows.map(({ lng, lat, ...place }) => ({ ...place, position: [lng ?? 0, lat ?? 0] }));
}

export async function selectKnownRegions(db: Read, fileHash: string): Promise<KnownRegion[]> {
  const rows = await db
    .selectFrom('regions')
    .select(['name', 'code', 'geometry'])
    .where(isProof('regions', fileHash))
    .execute();
  return rows.map(({ name, code, geometry }) => ({ name, code, polygons: polygonsOf(geometry) }));
}

export async function selectKnownRoads(db: Read, fileHash: string): Promise<KnownRoad[]> {
  const rows = await db
    .selectFrom('roads')
    .select(['name', 'geometry'])
    .where('name', '!=', '')
    .where(isProof('roads', fileHash))
    .limit(MOST)
    .execute();
  return rows.flatMap(({ name, geometry }) => linesOf(geometry).map((line) => ({ name, line })));
}

/** Whether regions are there that prove nothing, because their own system was only taken for granted. */
export async function hasUnprovenRegions(db: Read): Promise<boolean> {
  const row = await db
    .selectFrom('regions')
    .select('id')
    .where(sql<boolean>`not ${isProof('regions', '')}`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
}
