import { type RawBuilder, sql } from 'kysely';
import type { SweptWhen } from '#shared/sweeps/school-coverage.ts';
import { type Severity, severities } from '#shared/zones/verdict.ts';
import type { Read } from '../schema/schema.ts';
import { countSweptSchools, startedBetween } from './coverage.ts';
import { severityOfRank } from './findings.ts';
import { isCountedHazard, isOpenHazard } from './hazard-state.ts';
import { kindOfWorstFinding } from './venue-kinds.ts';

const RANK_OF_VIOLATION = severities.indexOf('violation');

/** How many located venues there are by category, of those of several kinds the weightiest, and weightiest finding. */
export async function countByCategoryAndSeverity(db: Read) {
  const found = await countFound(db);
  const counts = await countLocated(db);
  for (const { mainCategory, venues } of found)
    counts.set(mainCategory, (counts.get(mainCategory) ?? 0) - venues);
  // The worst severity that a venue without findings has is the same as that of one that is outside all zones.
  const joined = new Map<string, { category: string; severity: Severity; venues: number }>();
  const add = (category: string, severity: Severity, venues: number) => {
    const key = `${category}/${severity}`;
    const known = joined.get(key)?.venues ?? 0;
    if (known + venues > 0) joined.set(key, { category, severity, venues: known + venues });
  };
  for (const [category, venues] of counts) add(category, severityOfRank(null), venues);
  for (const { category, rank, venues } of found) add(category, severityOfRank(rank), venues);
  return [...joined.values()].toSorted(
    (a, b) =>
      Number(a.category > b.category) - Number(a.category < b.category) ||
      severities.indexOf(a.severity) - severities.indexOf(b.severity),
  );
}

/**
 * The located venues with findings, by what they are counted as and are mainly. They are few beside all venues, so they
 * are looked up one by one.
 */
async function countFound(db: Read) {
  const { rows } = await sql<{ category: string; mainCategory: string; rank: number; venues: number }>`
    select ${kindOfWorstFinding} as "category", "venues"."category" as "mainCategory", "worst"."rank" as "rank",
      count(*) as "venues"
    from (select "venueId", min("severityRank") as "rank" from "findings" where "isPrimary" = 1 group by "venueId")
      as "worst" cross join "venues" on "venues"."id" = "worst"."venueId"
    where "venues"."lng" is not null group by 1, 2, 3`.execute(db);
  return rows;
}

/** How many located venues there are by their main category. */
async function countLocated(db: Read): Promise<Map<string, number>> {
  const count = async (where: RawBuilder<unknown>) => {
    const { rows } = await sql<{ category: string; venues: number }>`
      select "category", count(*) as "venues" from "venues" ${where}`.execute(db);
    return rows;
  };
  const counts = new Map<string, number>();
  for (const { category, venues } of await count(sql`group by "category"`)) counts.set(category, venues);
  // Grouped by what is no column, so that the few are found by their own index.
  for (const { category, venues } of await count(sql`where "lng" is null group by "category" || ''`))
    counts.set(category, (counts.get(category) ?? 0) - venues);
  return counts;
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
  const opened = [...(await countOpenedByDay(db, from, to)).values()].reduce(
    (sum, venues) => sum + venues,
    0,
  );
  return { ...(await countDone(db, from, to, counting)), opened };
}

/** What happened in several spans, each from one day to another, in their order. */
export async function countInSpans(
  db: Read,
  spans: readonly { readonly from: string; readonly to: string }[],
  counting: SweptWhen['counts'],
): Promise<QuarterCounts[]> {
  const days = spans.flatMap(({ from, to }) => [from, to]).toSorted();
  const opened = await countOpenedByDay(db, days[0] ?? '', days.at(-1) ?? '');
  const counts: QuarterCounts[] = [];
  for (const { from, to } of spans) {
    let venues = 0;
    for (const [day, each] of opened) if (day >= from && day <= to) venues += each;
    counts.push({ ...(await countDone(db, from, to, counting)), opened: venues });
  }
  return counts;
}

async function countDone(
  db: Read,
  from: string,
  to: string,
  counting: SweptWhen['counts'],
): Promise<Omit<QuarterCounts, 'opened'>> {
  const { rows } = await sql<Pick<QuarterCounts, 'visits' | 'found' | 'closed'>>`select
    (select count(*) from "visits" where ${startedBetween(from, to)}) as "visits",
    (select count(*) from "hazards" where ${isCountedHazard()} and "foundOn" between ${from} and ${to}) as "found",
    (select count(*) from "hazards" where ${isCountedHazard()} and "closedOn" between ${from} and ${to}) as "closed"`.execute(
    db,
  );
  const done = rows[0] ?? { visits: 0, found: 0, closed: 0 };
  // Where nobody was there, nothing was swept: most spans are of long ago, and the visits of others need not be read for them.
  const schools = done.visits === 0 ? 0 : await countSweptSchools(db, { from, to }, counting);
  return { schools, ...done };
}

/** Venues that break a rule by the day on which they were established, between two days: a visit does not change it. */
async function countOpenedByDay(db: Read, from: string, to: string): Promise<Map<string, number>> {
  const { rows } = await sql<{ day: string; venues: number }>`
    select "establishedOn" as "day", count(*) as "venues" from "venues"
    where "establishedOn" between ${from} and ${to} and "id" in (
      select "venueId" from "findings" where "isPrimary" = 1 and "severityRank" = ${sql.lit(RANK_OF_VIOLATION)})
    group by "establishedOn"`.execute(db);
  return new Map(rows.map(({ day, venues }) => [day, venues]));
}
