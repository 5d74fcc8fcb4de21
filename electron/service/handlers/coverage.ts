import { daysBetween } from '#shared/registry/date.ts';
import { dueSpans, spanState } from '#shared/sweeps/coverage.ts';
import { countVisitsBetween, selectLastSwept, selectSwept } from '../db/queries/planning.ts';
import type { Read } from '../db/schema/schema.ts';
import type { HandlersOf } from './handler-types.ts';
import { cadenceText } from './overview.ts';

/** Regions whose coverage is told. */
const TOWN = '镇街';
const STATION = '派出所辖区';

export const coverageHandlers: HandlersOf<'coverage'> = {
  async 'coverage.get'({ workspace, db, today }, { year, span }) {
    const { cadence } = workspace.pack;
    const schools = await workspace.places.schools();
    const sweeps = await db.selectFrom('sweeps').select(['startsOn', 'endsOn']).execute();
    const due = dueSpans(cadence, year);
    const counted = [];
    for (const each of due) {
      const rows = await selectSwept(db, each.from, each.to);
      const often = sweptOften(rows, each.times);
      counted.push({
        span: each,
        rows,
        often,
        row: {
          ...each,
          state: spanState(each, today, often.size, schools.size),
          swept: often.size,
          schools: schools.size,
          visits: await countVisitsBetween(db, each.from, each.to),
          sweeps: sweeps.filter(({ startsOn, endsOn }) => startsOn <= each.to && endsOn >= each.from).length,
          daysLeft: Math.max(0, daysBetween(today, each.to)),
        },
      });
    }
    const chosen =
      counted.find(({ span: { id } }) => id === span) ??
      counted.find(({ span: { from, to } }) => from <= today && today <= to) ??
      counted[0];
    const lookup = await workspace.places.regions();
    const last = await selectLastSwept(db);
    const violations = await countViolations(db);
    const swept = chosen?.often ?? new Set<number>();
    const visits = new Map<number, number>();
    for (const row of chosen?.rows ?? [])
      visits.set(row.schoolId, (visits.get(row.schoolId) ?? 0) + row.visits);
    const by = (level: string) => {
      const groups = new Map<string, { schools: number; swept: number }>();
      for (const id of schools.keys()) {
        const name = lookup.ofSchool(level, id);
        if (name === null) continue;
        const group = groups.get(name) ?? { schools: 0, swept: 0 };
        group.schools += 1;
        group.swept += swept.has(id) ? 1 : 0;
        groups.set(name, group);
      }
      return [...groups].map(([name, group]) => ({ name, ...group }));
    };
    return {
      cadence: cadenceText(cadence),
      spans: counted.map(({ row }) => row),
      chosen: chosen?.span.id ?? null,
      towns: by(TOWN),
      stations: by(STATION),
      waiting: [...schools.values()]
        .filter(({ id }) => chosen !== undefined && !swept.has(id))
        .map(({ id, name }) => ({
          schoolId: id,
          name,
          town: lookup.ofSchool(TOWN, id),
          lastOn: last.get(id) ?? null,
          violations: violations.get(id) ?? 0,
          visits: visits.get(id) ?? 0,
        }))
        .sort((a, b) => (a.lastOn ?? '').localeCompare(b.lastOn ?? '') || b.violations - a.violations),
    };
  },
};

/** Schools whose surroundings were visited by so many sweeps. */
function sweptOften(rows: readonly { readonly schoolId: number }[], times: number): Set<number> {
  const counts = new Map<number, number>();
  for (const { schoolId } of rows) counts.set(schoolId, (counts.get(schoolId) ?? 0) + 1);
  return new Set([...counts].filter(([, count]) => count >= times).map(([id]) => id));
}

async function countViolations(db: Read): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('findings')
    .select(['schoolId', (select) => select.fn.count<number>('venueId').distinct().as('n')])
    .where('severity', '=', 'violation')
    .where('isPrimary', '=', 1)
    .groupBy('schoolId')
    .execute();
  return new Map(rows.map(({ schoolId, n }) => [schoolId, n]));
}
