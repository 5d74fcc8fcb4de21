import type { Severity } from '#shared/zones/verdict.ts';
import { toIdList } from '../schema/id-list.ts';
import type { Read } from '../schema/schema.ts';

const inDoubt: readonly Severity[] = ['undetermined', 'supervisedDoubt'];

/** What one rule says of a venue at a school where the weightiest of its findings is in doubt. */
export interface DoubtRow {
  readonly schoolId: number;
  readonly venueId: number;
  readonly ruleId: string;
  readonly severity: Severity;
}

/** Venues at schools, each pair counted once, whose weightiest finding is in doubt. */
export async function countDoubts(db: Read): Promise<number> {
  const { count } = await doubtedPairs(db)
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return count;
}

/** Every finding of the pairs in doubt at some schools. */
export async function selectDoubts(db: Read, schools: readonly number[]): Promise<DoubtRow[]> {
  const pairs = doubtedPairs(db).where('schoolId', 'in', toIdList(schools));
  const weightiest = await pairs.select(['schoolId', 'venueId', 'ruleId', 'severity']).execute();
  const others = await db
    .selectFrom('findings')
    .innerJoin(pairs.select(['schoolId', 'venueId']).as('pair'), (join) =>
      join.onRef('pair.venueId', '=', 'findings.venueId').onRef('pair.schoolId', '=', 'findings.schoolId'),
    )
    .select(['findings.schoolId', 'findings.venueId', 'findings.ruleId', 'findings.severity'])
    .where('findings.isPrimary', '=', 0)
    .execute();
  return [...weightiest, ...others];
}

function doubtedPairs(db: Read) {
  return db.selectFrom('findings').where('isPrimary', '=', 1).where('severity', 'in', inDoubt);
}
