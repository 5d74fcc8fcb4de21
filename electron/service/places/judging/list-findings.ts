import type { FindingRow } from '#shared/contract/findings.ts';
import { settlingStep } from '#shared/zones/settling-step.ts';
import { type FindingFilter, selectNamedFindings } from '../../db/queries/named-findings.ts';
import { selectLastVisitDays } from '../../db/queries/visits.ts';
import type { QueryContext } from '../../workspace/context.ts';

/**
 * Findings with what a reader needs beside them: when the venue was last visited, and what would settle a doubt.
 * The worst first, then the nearest.
 */
export async function listFindings(
  { workspace, db }: Pick<QueryContext, 'workspace' | 'db'>,
  filter: FindingFilter,
): Promise<FindingRow[]> {
  const lastVisits = await selectLastVisitDays(db);
  const methods = new Map(workspace.rules.map((rule) => [rule.id, rule.method]));
  return (await selectNamedFindings(db, filter)).map(({ disagrees, isPrimary, ...row }) => ({
    ...row,
    disagrees: disagrees === 1,
    primary: isPrimary === 1,
    from: [row.fromLng, row.fromLat],
    venuePosition: [row.venueLng ?? row.fromLng, row.venueLat ?? row.fromLat],
    lastVisitOn: lastVisits.get(row.venueId) ?? null,
    toSettle: settlingStep({ ...row, ruleMethod: methods.get(row.ruleId) ?? row.method }),
  }));
}
