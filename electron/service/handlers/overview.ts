import { daysBetween } from '#shared/registry/date.ts';
import type { Cadence } from '#shared/rules/rule.ts';
import { periodDates, periodOf, periodsAround } from '#shared/sweeps/period.ts';
import { severities } from '#shared/zones/verdict.ts';
import {
  countBetween,
  countByCategoryAndSeverity,
  countHazards,
  countSupervised,
} from '../db/queries/overview.ts';
import { countEverything } from '../db/queries/summary.ts';
import type { RowSetRequest } from '../db/queries/table-query.ts';
import type { HandlersOf } from './handler-types.ts';

/** Quarters shown, this one included. */
const QUARTERS = 6;

const unvisitedViolations = {
  table: 'venues',
  query: {
    match: 'all',
    parts: [
      { column: 'severity', operator: 'oneOf', operands: ['violation'] },
      { column: 'lastVisitOn', operator: 'empty', operands: [] },
    ],
  },
  text: '',
  sort: [],
  about: null,
} satisfies Omit<RowSetRequest, 'today'>;

export const overviewHandlers: HandlersOf<'overview'> = {
  async 'overview.get'({ workspace, db, today }) {
    const counts = await countEverything(db, today);
    const byCategory = await countByCategoryAndSeverity(db);
    const hazards = await countHazards(db, today);
    const sumOf = (holds: (row: (typeof hazards)[number]) => boolean) =>
      hazards.reduce((sum, row) => sum + (holds(row) ? row.hazards : 0), 0);
    const states = [...new Set(hazards.map(({ state }) => state))];
    const period = periodOf(today);
    const quarters = [];
    for (const each of periodsAround(today, QUARTERS - 1, 0)) {
      const { from, to } = periodDates(each);
      quarters.push({ period: each, ...(await countBetween(db, from, to)) });
    }
    const { to } = periodDates(period);
    const unvisited = await workspace.rowSets.ids({ ...unvisitedViolations, today });
    return {
      schools: counts.schools,
      gates: counts.gates,
      venues: counts.venues,
      unlocated: counts.unlocated,
      unvisited: unvisited.length,
      severities: Object.fromEntries(
        severities.map((severity) => [
          severity,
          byCategory.reduce((sum, row) => sum + (row.severity === severity ? row.venues : 0), 0),
        ]),
      ) as Record<(typeof severities)[number], number>,
      byCategory,
      hazards: {
        open: sumOf(({ state }) => state !== 'closed'),
        overdue: sumOf(({ overdue }) => overdue === 1),
        supervised: await countSupervised(db),
        escalated: sumOf(({ state }) => state === 'escalated'),
        closed: sumOf(({ state }) => state === 'closed'),
      },
      byState: states.map((state) => ({ state, hazards: sumOf((row) => row.state === state) })),
      coverage: {
        period,
        cadence: cadenceText(workspace.pack.cadence),
        swept: counts.sweptSchools,
        visits: quarters.at(-1)?.visits ?? 0,
        daysLeft: Math.max(0, daysBetween(today, to)),
      },
      quarters,
    };
  },
};

/** How often a pack wants sweeps, in words. */
export function cadenceText(cadence: Cadence): string {
  switch (cadence.kind) {
    case 'quarterly':
      return `每季度 ${cadence.times} 次`;
    case 'halfYearly':
      return `每半年 ${cadence.times} 次`;
    case 'phases':
      return cadence.phases.map(({ title }) => title).join(' → ');
    case 'none':
      return '规则包未规定频次';
  }
}
