import { RegionIndex } from '#shared/regions/region-index.ts';
import type { Read } from '../schema/schema.ts';
import { readStored } from '../schema/stored-values.ts';

/** All regions, by level and name. */
export async function loadRegions(db: Read): Promise<RegionIndex> {
  const rows = await db.selectFrom('regions').selectAll().orderBy('level').orderBy('name').execute();
  return new RegionIndex(
    rows.map(({ id, name, level, geometry }) => ({
      id,
      name,
      level,
      geometry: readStored('regions.geometry', geometry),
    })),
  );
}
