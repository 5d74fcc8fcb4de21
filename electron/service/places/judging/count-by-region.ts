import type { OutputOf } from '#shared/contract/contract.ts';
import type { RegionLookup } from '../../cache/places/region-lookup.ts';
import { selectCounted } from '../../db/queries/region-counts.ts';
import type { Read } from '../../db/schema/schema.ts';

type RegionCounts = OutputOf<'map.regions'>[number];
type Counted = 'schools' | 'venues' | 'violations' | 'undetermined' | 'openHazards';

/** What is counted in each region, the worst first: schools where they stand, everything else where its venue does. */
export async function countByRegion(db: Read, lookup: RegionLookup): Promise<RegionCounts[]> {
  const { schools, venues } = await selectCounted(db);
  const levels = new Set(lookup.index.regions.map(({ level }) => level));
  const counts = new Map(
    lookup.index.regions.map(({ id, name, level }) => [
      `${level}/${name}`,
      { id, name, level, schools: 0, venues: 0, violations: 0, undetermined: 0, openHazards: 0 },
    ]),
  );
  const add = (level: string, name: string | null, what: Counted, by: number) => {
    const known = name === null ? undefined : counts.get(`${level}/${name}`);
    if (known) known[what] += by;
  };
  for (const level of levels) {
    for (const { id } of schools) add(level, lookup.ofSchool(level, id), 'schools', 1);
    for (const { lng, lat, severity, hazards } of venues) {
      const name = lookup.at(level, lng, lat);
      add(level, name, 'venues', 1);
      add(level, name, 'violations', Number(severity === 'violation'));
      add(level, name, 'undetermined', Number(severity === 'undetermined'));
      add(level, name, 'openHazards', hazards);
    }
  }
  return [...counts.values()].sort(
    (a, b) => b.violations - a.violations || b.undetermined - a.undetermined || a.id - b.id,
  );
}
