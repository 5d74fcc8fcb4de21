import type { OutputOf, ParsedInputOf } from '#shared/contract/contract.ts';
import { POLICE_LEVEL, TOWN_LEVEL } from '#shared/regions/levels.ts';
import { daysBetween } from '#shared/registry/date.ts';
import { cadenceText } from '#shared/rules/cadence.ts';
import { type DueSpan, dueSpans, spanState } from '#shared/sweeps/school-coverage.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { countVisitsBetween, selectLastSwept, selectSwept } from '../db/queries/coverage.ts';
import { countFindingsBySchool } from '../db/queries/findings.ts';
import { selectSweepsIn } from '../db/queries/sweeps.ts';
import type { QueryContext } from '../workspace/context.ts';

type Coverage = OutputOf<'coverage.get'>;
type Context = Pick<QueryContext, 'db' | 'workspace' | 'today'>;
/** The name of a school's region of one level; null where it lies in none. */
type RegionOf = (level: string, schoolId: number) => string | null;

/** What was swept in a span in which sweeps are due. */
interface SweptSpan {
  readonly span: DueSpan;
  /** Visits by school, for each sweep a row. */
  readonly rows: Awaited<ReturnType<typeof selectSwept>>;
  /** Ids of the schools that were swept as often as is due. */
  readonly swept: ReadonlySet<number>;
}

/** A year by the pack's cadence, and who waits in one span of it: the one named, else today's, else the first. */
export async function readCoverage(
  context: Context,
  { year, span: wanted }: ParsedInputOf<'coverage.get'>,
): Promise<Coverage> {
  const { workspace, db, today } = context;
  const { cadence } = workspace.pack;
  const schools = await workspace.places.schools();
  const lookup = await workspace.places.regions();
  const spans: SweptSpan[] = [];
  for (const span of dueSpans(cadence, year)) {
    const rows = await selectSwept(db, span, workspace.pack.sweepCounts);
    spans.push({ span, rows, swept: sweptOften(rows, span.times) });
  }
  const chosen =
    spans.find(({ span: { id } }) => id === wanted) ??
    spans.find(({ span: { from, to } }) => from <= today && today <= to) ??
    spans[0];
  const regionOf: RegionOf = (level, schoolId) => lookup.ofSchool(level, schoolId);
  const swept = chosen?.swept ?? new Set<number>();
  return {
    cadence: cadenceText(cadence),
    spans: await Promise.all(spans.map((span) => countSpan(context, span, schools.size))),
    chosen: chosen?.span.id ?? null,
    towns: countByRegion(schools.keys(), swept, (id) => regionOf(TOWN_LEVEL, id)),
    stations: countByRegion(schools.keys(), swept, (id) => regionOf(POLICE_LEVEL, id)),
    waiting: chosen ? await listWaiting(context, chosen, [...schools.values()], regionOf) : [],
  };
}

/** How a span stands today. */
async function countSpan(
  { db, today }: Context,
  { span, swept }: SweptSpan,
  schools: number,
): Promise<Coverage['spans'][number]> {
  return {
    ...span,
    state: spanState(span, today, swept.size, schools),
    swept: swept.size,
    schools,
    visits: await countVisitsBetween(db, span.from, span.to),
    sweeps: (await selectSweepsIn(db, span)).length,
    daysLeft: Math.max(0, daysBetween(today, span.to)),
  };
}

/** Schools that were not swept often enough in a span, those longest ago first, then by their violations. */
async function listWaiting(
  { db }: Context,
  { rows, swept }: SweptSpan,
  schools: readonly SchoolPlace[],
  regionOf: RegionOf,
): Promise<Coverage['waiting']> {
  const last = await selectLastSwept(db);
  const findings = await countFindingsBySchool(db);
  const visits = new Map<number, number>();
  for (const row of rows) visits.set(row.schoolId, (visits.get(row.schoolId) ?? 0) + row.visits);
  return schools
    .filter(({ id }) => !swept.has(id))
    .map(({ id, name }) => ({
      schoolId: id,
      name,
      town: regionOf(TOWN_LEVEL, id),
      lastOn: last.get(id) ?? null,
      violations: findings.get(id)?.violations ?? 0,
      visits: visits.get(id) ?? 0,
    }))
    .sort((a, b) => (a.lastOn ?? '').localeCompare(b.lastOn ?? '') || b.violations - a.violations);
}

/** Schools and swept schools by the name of their region; those without a region are left out. */
function countByRegion(
  schools: Iterable<number>,
  swept: ReadonlySet<number>,
  nameOf: (schoolId: number) => string | null,
): Coverage['towns'] {
  const regions = new Map<string, Coverage['towns'][number]>();
  for (const id of schools) {
    const name = nameOf(id);
    if (name === null) continue;
    const region = regions.get(name) ?? { name, schools: 0, swept: 0 };
    region.schools += 1;
    region.swept += swept.has(id) ? 1 : 0;
    regions.set(name, region);
  }
  return [...regions.values()];
}

/** Ids of the schools whose surroundings were visited by that many sweeps. */
function sweptOften(rows: readonly { readonly schoolId: number }[], times: number): Set<number> {
  const sweeps = new Map<number, number>();
  for (const { schoolId } of rows) sweeps.set(schoolId, (sweeps.get(schoolId) ?? 0) + 1);
  return new Set([...sweeps].filter(([, count]) => count >= times).map(([id]) => id));
}
