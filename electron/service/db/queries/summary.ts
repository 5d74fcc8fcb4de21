import { sql } from 'kysely';
import { kindsIn } from '#shared/classification/category.ts';
import type { SweptWhen } from '#shared/sweeps/school-coverage.ts';
import type { Severity } from '#shared/zones/verdict.ts';
import type { Read } from '../schema/schema.ts';
import { selectSweptSchools } from './coverage.ts';
import { selectElsewhere } from './geocodings.ts';
import { isOpenHazard } from './hazard-state.ts';
import { countKindsBeside } from './venue-kinds.ts';

/** Number of venues by category id; one of several kinds counts for each. */
export async function countVenuesByCategory(db: Read): Promise<Record<string, number>> {
  const rows = await db
    .selectFrom('venues')
    .select(['category', (select) => select.fn.countAll<number>().as('n')])
    .groupBy('category')
    .execute();
  const counts = new Map(rows.map(({ category, n }) => [category, n]));
  for (const { beside, venues } of await countKindsBeside(db))
    for (const kind of kindsIn(beside)) counts.set(kind, (counts.get(kind) ?? 0) + venues);
  return Object.fromEntries(counts);
}

/** Everything that the figures of the main screen count on a day; schools swept within the span that is due. */
export async function countEverything(db: Read, today: string, due: SweptWhen) {
  const count = (table: 'schools' | 'gates' | 'venues' | 'facilities' | 'roads') =>
    db
      .selectFrom(table)
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
  const venuesWith = (severity: Severity) =>
    db
      .selectFrom('findings')
      .select(sql<number>`count(distinct "venueId")`.as('n'))
      .where('severity', '=', severity)
      .executeTakeFirstOrThrow();
  const hazards = db
    .selectFrom('hazards')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where(isOpenHazard());
  const unlocated = await db
    .selectFrom('venues')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where('lng', 'is', null)
    .where('venues.id', 'not in', selectElsewhere(db))
    .executeTakeFirstOrThrow();
  return {
    schools: (await count('schools')).n,
    gates: (await count('gates')).n,
    venues: (await count('venues')).n,
    unlocated: unlocated.n,
    facilities: (await count('facilities')).n,
    roads: (await count('roads')).n,
    violations: (await venuesWith('violation')).n,
    undetermined: (await venuesWith('undetermined')).n,
    openHazards: (await hazards.executeTakeFirstOrThrow()).n,
    overdueHazards: (await hazards.where('dueOn', '<', today).executeTakeFirstOrThrow()).n,
    sweptSchools: (await selectSweptSchools(db, due)).size,
  };
}
