import type { Overview } from '#shared/contract/overview.ts';
import { isOpen } from '#shared/ledger/hazard.ts';
import { expiredInZone, expiringInZone } from '#shared/licences/licence-queries.ts';
import { daysBetween } from '#shared/registry/date.ts';
import { cadenceText } from '#shared/rules/cadence.ts';
import { periodDates, periodsAround } from '#shared/sweeps/period.ts';
import { countingText, currentSpan, type SweptWhen, sweptWhen } from '#shared/sweeps/school-coverage.ts';
import type { Query } from '#shared/tables/query.ts';
import { countNeverVisited, countVisitsBetween } from '../db/queries/coverage.ts';
import { countLicences } from '../db/queries/licences.ts';
import { countByCategoryAndSeverity, countHazards, countInSpans } from '../db/queries/overview.ts';
import { countUnstaged } from '../db/queries/review.ts';
import { countEverything } from '../db/queries/summary.ts';
import { countSupervised } from '../db/queries/supervisions.ts';
import type { RowSetRequest } from '../db/queries/table-query.ts';
import { schoolsOutsidePack } from '../places/outside-pack.ts';
import type { QueryContext } from '../workspace/context.ts';
import { readComingDays } from './days/coming-days.ts';

type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;

/** Quarters shown, this one included. */
const QUARTERS = 6;

/** Venues that are 区内·禁设. */
const violations: Omit<RowSetRequest, 'today' | 'due'> = {
  table: 'venues',
  query: {
    match: 'all',
    parts: [{ column: 'severity', operator: 'oneOf', operands: ['violation'] }],
  },
  text: '',
  sort: [],
  about: null,
};

/** The figures of the district on a day, and what happened in its last quarters. */
export async function readOverview(context: Context): Promise<Overview> {
  const { workspace, db, today } = context;
  const due = sweptWhen(workspace.pack, today);
  const counts = await countEverything(db, today, due);
  const byCategory = await countByCategoryAndSeverity(db);
  const unvisited = await countUnvisited(context, due);
  const quarters = await readQuarters(context);
  const span = currentSpan(workspace.pack.cadence, today);
  return {
    schools: counts.schools,
    gates: counts.gates,
    venues: counts.venues,
    unlocated: counts.unlocated,
    unstaged: await countUnstaged(db),
    outsidePack: await schoolsOutsidePack(context),
    doubts: (await workspace.places.doubts(workspace, today)).size,
    unvisited,
    licences: await countExpiring(context, due),
    severities: sumBySeverity(byCategory),
    byCategory,
    ...(await readHazards(context)),
    coverage: {
      title: span.title,
      isDue: span.isDue,
      cadence: cadenceText(workspace.pack.cadence),
      counting: countingText(workspace.pack.sweepCounts),
      swept: counts.sweptSchools,
      visits: await countVisitsBetween(db, span.from, span.to),
      daysLeft: Math.max(0, daysBetween(today, span.to)),
    },
    days: await readComingDays(context),
    quarters,
  };
}

/** Venues that are 区内·禁设 and were never visited: which are, stays known when somebody visits one. */
async function countUnvisited({ workspace, db, today }: Context, due: SweptWhen): Promise<number> {
  const violating = await workspace.rowSets.ids({ ...violations, today, due });
  return await countNeverVisited(db, violating);
}

async function countExpiring(
  { workspace, db, today }: Context,
  due: SweptWhen,
): Promise<Overview['licences']> {
  const known = await countLicences(db);
  const count = async (query: Query) =>
    known === 0
      ? 0
      : await workspace.rowSets.count({
          table: 'licences',
          query,
          text: '',
          sort: [],
          about: null,
          today,
          due,
        });
  return { known, expiring: await count(expiringInZone), expired: await count(expiredInZone) };
}

function sumBySeverity(counts: Overview['byCategory']): Overview['severities'] {
  const sums: Overview['severities'] = {
    violation: 0,
    undetermined: 0,
    supervised: 0,
    supervisedDoubt: 0,
    outside: 0,
  };
  for (const { severity, venues } of counts) sums[severity] += venues;
  return sums;
}

async function readQuarters({ db, workspace, today }: Context): Promise<Overview['quarters']> {
  const periods = periodsAround(today, QUARTERS - 1, 0);
  const counts = await countInSpans(db, periods.map(periodDates), workspace.pack.sweepCounts);
  return counts.flatMap((count, i) => {
    const period = periods[i];
    return period === undefined ? [] : [{ period, ...count }];
  });
}

async function readHazards({ db, today }: Context): Promise<Pick<Overview, 'hazards' | 'byState'>> {
  const counts = await countHazards(db, today);
  const sumOf = (isCounted: (row: (typeof counts)[number]) => boolean) =>
    counts.filter(isCounted).reduce((sum, { hazards }) => sum + hazards, 0);
  const states = [...new Set(counts.map(({ state }) => state))];
  return {
    hazards: {
      open: sumOf(({ state }) => isOpen(state)),
      overdue: sumOf(({ overdue }) => overdue === 1),
      supervised: await countSupervised(db),
      escalated: sumOf(({ state }) => state === 'escalated'),
      closed: sumOf(({ state }) => state === 'closed'),
    },
    byState: states.map((state) => ({ state, hazards: sumOf((row) => row.state === state) })),
  };
}
