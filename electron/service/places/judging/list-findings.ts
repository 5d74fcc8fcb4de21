import type { FindingRow } from '#shared/contract/findings.ts';
import { settlingStep } from '#shared/zones/settling-step.ts';
import { selectFindings } from '../../db/queries/findings.ts';
import { selectLastVisitDays } from '../../db/queries/last-visits.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** Which findings are asked for; by default the weightiest of each venue and school. */
interface FindingFilter {
  readonly schoolId?: number | undefined;
  readonly venueId?: number | undefined;
  /** Also the findings of the other rules that touch the same venue and school. */
  readonly allRules?: boolean | undefined;
}

/** Findings with the names, dates and positions that a reader needs, worst first, then nearest. */
export async function listFindings(
  { workspace, db }: Pick<QueryContext, 'workspace' | 'db'>,
  { schoolId, venueId, allRules }: FindingFilter = {},
): Promise<FindingRow[]> {
  let rows = selectFindings(db);
  if (schoolId !== undefined) rows = rows.where('findings.schoolId', '=', schoolId);
  if (venueId !== undefined) rows = rows.where('findings.venueId', '=', venueId);
  if (!allRules) rows = rows.where('findings.isPrimary', '=', 1);
  const lastVisits = await selectLastVisitDays(db);
  const methods = new Map(workspace.rules.map((rule) => [rule.id, rule.method]));
  return (await rows.execute()).map((row) => {
    const finding = row as unknown as FindingRow;
    return {
      ...row,
      disagrees: row.disagrees === 1,
      primary: row.isPrimary === 1,
      from: [row.fromLng, row.fromLat],
      venuePosition: [row.venueLng ?? row.fromLng, row.venueLat ?? row.fromLat],
      lastVisitOn: lastVisits.get(row.venueId) ?? null,
      toSettle: settlingStep({ ...finding, ruleMethod: methods.get(row.ruleId) ?? finding.method }),
    } as unknown as FindingRow;
  });
}
