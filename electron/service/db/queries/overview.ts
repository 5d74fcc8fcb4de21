import { sql } from 'kysely';
import type { SweptWhen } from '#shared/sweeps/school-coverage.ts';
import type { Read } from '../schema/schema.ts';
import { selectSwept } from './coverage.ts';
import { severityOfRank, worstFindings } from './findings.ts';
import { isCountedHazard, isOpenHazard } from './hazard-state.ts';
import { kindOfWorstFinding } from './venue-kinds.ts';

/** How many located venues there are by category, of those of several kinds the weightiest, and weightiest finding. */
export async function countByCategoryAndSeverity(db: Read) {
  const rows = await db
    .selectFrom('venues')
    .leftJoin(worstFindings(db), 'worst.venueId', 'venues.id')
    .select([kindOfWorstFinding.as('category'), 'rank'])
    .select((select) => select.fn.countAll<number>().as('venues'))
    .where('lng', 'is not', null)
    .groupBy([kindOfWorstFinding, 'rank'])
    .execute();
  return rows.map(({ category, rank, venues }) => ({
    category,
    severity: severityOfRank(rank),
    venues,
  }));
}

/** How many hazards there are by state, level and whether their due day has passed. */
export async function countHazards(db: Read, today: string) {
  const overdue = sql<number>`${isOpenHazard()} and "dueOn" < ${today}`;
  return await db
    .selectFrom('hazards')
    .select(['state', 'level', overdue.as('overdue'), (select) => select.fn.countAll<number>().as('hazards')])
    .where(isCountedHazard())
    .groupBy(['state', 'level', 'overdue'])
    .execute();
}

export interface QuarterCounts {
  readonly schools: number;
  readonly visits: number;
  readonly found: number;
  readonly closed: number;
  readonly opened: number;
}

/** What happened from one day to another, both included. */
export async function countBetween(
  db: Read,
  from: string,
  to: string,
  counting: SweptWhen['counts'],
): Promise<QuarterCounts> {
  const swept = await selectSwept(db, { from, to }, counting);
  const { rows } = await sql<Pick<QuarterCounts, 'visits' | 'found' | 'closed'>>`select
    (select count(*) from "visits" where substr("startedAt", 1, 10) between ${from} and ${to}) as "visits",
    (select count(*) from "hazards" where ${isCountedHazard()} and "foundOn" between ${from} and ${to}) as "found",
    (select count(*) from "hazards" where ${isCountedHazard()} and "closedOn" between ${from} and ${to}) as "closed"`.execute(
    db,
  );
  const schools = new Set(swept.map(({ schoolId }) => schoolId)).size;
  const counts = rows[0] ?? { visits: 0, found: 0, closed: 0 };
  return { schools, ...counts, opened: await countOpened(db, from, to) };
}

/** Venues that break a rule and were established between two days: apart, because a visit does not change it. */
async function countOpened(db: Read, from: string, to: string): Promise<number> {
  const { opened } = await db
    .selectFrom('venues')
    .select((select) => select.fn.countAll<number>().as('opened'))
    .where('establishedOn', '>=', from)
    .where('establishedOn', '<=', to)
    .where('id', 'in', (select) =>
      select
        .selectFrom('findings')
        .select('venueId')
        .where('isPrimary', '=', 1)
        .where('severity', '=', 'violation'),
    )
    .executeTakeFirstOrThrow();
  return opened;
}
