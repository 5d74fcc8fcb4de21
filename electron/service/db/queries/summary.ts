import { kindsIn } from '#shared/classification/category.ts';
import type { SweptWhen } from '#shared/sweeps/school-coverage.ts';
import type { Severity } from '#shared/zones/verdict.ts';
import type { Read } from '../schema/schema.ts';
import { selectSweptSchools } from './coverage.ts';
import { severityOfRank, worstFindings } from './findings.ts';
import { isOpenHazard } from './hazard-state.ts';
import { countUnplaced } from './unplaced.ts';
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

/** How many venues there are by the gravest of their findings, as tables and the overview tell it. */
async function countByWorst(db: Read): Promise<(severity: Severity) => number> {
  const rows = await db
    .selectFrom(worstFindings(db))
    .select(['rank', (select) => select.fn.countAll<number>().as('n')])
    .groupBy('rank')
    .execute();
  return (severity) => rows.find(({ rank }) => severityOfRank(rank) === severity)?.n ?? 0;
}

/** Everything that the figures of the main screen count on a day; schools swept within the span that is due. */
export async function countEverything(db: Read, today: string, due: SweptWhen) {
  const count = (table: 'schools' | 'gates' | 'venues' | 'facilities' | 'roads') =>
    db
      .selectFrom(table)
      .select((select) => select.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
  const venuesAt = await countByWorst(db);
  const hazards = db
    .selectFrom('hazards')
    .select((select) => select.fn.countAll<number>().as('n'))
    .where(isOpenHazard());
  return {
    schools: (await count('schools')).n,
    gates: (await count('gates')).n,
    venues: (await count('venues')).n,
    unlocated: await countUnplaced(db),
    facilities: (await count('facilities')).n,
    roads: (await count('roads')).n,
    violations: venuesAt('violation'),
    undetermined: venuesAt('undetermined'),
    openHazards: (await hazards.executeTakeFirstOrThrow()).n,
    overdueHazards: (await hazards.where('dueOn', '<', today).executeTakeFirstOrThrow()).n,
    sweptSchools: (await selectSweptSchools(db, due)).size,
  };
}
