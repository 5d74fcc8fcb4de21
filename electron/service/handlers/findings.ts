import type { FindingRow } from '#shared/contract/findings.ts';
import { settlingStep } from '#shared/zones/settling-step.ts';
import { selectFindings } from '../db/queries/findings.ts';
import { recomputeAll } from '../places/judging/recompute.ts';
import type { QueryContext } from '../workspace/context.ts';
import type { HandlersOf } from './handler-types.ts';

export const findingsHandlers: HandlersOf<'findings'> & HandlersOf<'changes'> = {
  async 'changes.preview'({ rehearse }, { command, input }) {
    return (await rehearse(command, input)).preview;
  },

  async 'findings.list'({ workspace, db }, { schoolId, venueId, allRules }) {
    let rows = selectFindings(db);
    if (schoolId !== undefined) rows = rows.where('findings.schoolId', '=', schoolId);
    if (venueId !== undefined) rows = rows.where('findings.venueId', '=', venueId);
    if (!allRules) rows = rows.where('findings.isPrimary', '=', 1);
    const visits = await db
      .selectFrom('visits')
      .select(['venueId', (select) => select.fn.max('startedAt').as('last')])
      .where('venueId', 'is not', null)
      .$narrowType<{ venueId: number }>()
      .groupBy('venueId')
      .execute();
    const lastVisit = new Map(visits.map((visit) => [visit.venueId, visit.last?.slice(0, 10) ?? null]));
    const toRow = rowMaker(workspace, lastVisit);
    return (await rows.execute()).map(toRow);
  },

  async 'findings.recompute'(context, { method }) {
    return await recomputeAll(context, method);
  },
};

type Selected = Awaited<ReturnType<ReturnType<typeof selectFindings>['execute']>>[number];

function rowMaker({ rules }: QueryContext['workspace'], lastVisit: ReadonlyMap<number, string | null>) {
  const methods = new Map(rules.map((rule) => [rule.id, rule.method]));
  return (row: Selected) => {
    const finding = row as unknown as FindingRow;
    return {
      ...row,
      disagrees: row.disagrees === 1,
      primary: row.isPrimary === 1,
      from: [row.fromLng, row.fromLat],
      venuePosition: [row.venueLng ?? row.fromLng, row.venueLat ?? row.fromLat],
      lastVisitOn: lastVisit.get(row.venueId) ?? null,
      toSettle: settlingStep({ ...finding, ruleMethod: methods.get(row.ruleId) ?? finding.method }),
    } as unknown as FindingRow;
  };
}
