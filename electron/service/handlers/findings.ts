import type { FindingRow } from '#shared/contract/findings.ts';
import { selectFindings } from '../db/findings.ts';
import { recomputeFindings } from '../recompute.ts';
import type { HandlersOf } from './handlers.ts';

export const findingsHandlers: HandlersOf<'findings'> = {
  async 'findings.list'({ db }, { schoolId, venueId, allRules }) {
    let rows = selectFindings(db);
    if (schoolId !== undefined) rows = rows.where('findings.schoolId', '=', schoolId);
    if (venueId !== undefined) rows = rows.where('findings.venueId', '=', venueId);
    if (!allRules) rows = rows.where('findings.isPrimary', '=', 1);
    const visits = await db
      .selectFrom('visits')
      .select(['venueId', (select) => select.fn.max('startedAt').as('last')])
      .groupBy('venueId')
      .execute();
    const lastVisit = new Map(visits.map((visit) => [visit.venueId, visit.last?.slice(0, 10) ?? null]));
    return (await rows.execute()).map(
      (row) =>
        ({
          ...row,
          disagrees: row.disagrees === 1,
          primary: row.isPrimary === 1,
          from: [row.fromLng, row.fromLat],
          venuePosition: [row.venueLng ?? row.fromLng, row.venueLat ?? row.fromLat],
          lastVisitOn: lastVisit.get(row.venueId) ?? null,
        }) as FindingRow,
    );
  },

  async 'findings.recompute'(context, { method }) {
    const summary = await recomputeFindings(context, method);
    context.changed('findings', 'workspace');
    return summary;
  },
};
