import type { RecomputeSummary } from '#shared/contract/findings.ts';
import { decidingRules } from '#shared/rules/governing.ts';
import type { Method } from '#shared/rules/rule.ts';
import { findFindings } from '#shared/zones/find-findings.ts';
import type { CommandContext } from './context.ts';
import { replaceFindings } from './db/findings.ts';
import { writeMeta } from './db/meta.ts';
import { loadRoadNetwork, loadSchoolPlaces, loadVenuePlaces } from './db/places.ts';

/** Measures everything anew and replaces the findings; `engineMs` is the zone engine alone. */
export async function recomputeFindings(
  context: Pick<CommandContext, 'workspace' | 'db' | 'today' | 'progress'>,
  method: Method | null = null,
): Promise<RecomputeSummary> {
  const { workspace, db, today, progress } = context;
  await progress.report('研判', 0, null);
  const schools = await loadSchoolPlaces(db);
  const venues = await loadVenuePlaces(db);
  const network = await loadRoadNetwork(db);
  const rules = decidingRules(workspace.rules, today).map((rule) => ({
    ...rule,
    method: method ?? rule.method,
  }));
  const started = performance.now();
  const findings = findFindings(schools, venues, rules, network);
  const engineMs = performance.now() - started;
  await progress.report('保存研判结果', 0, null);
  await replaceFindings(
    db,
    findings,
    workspace.rules.map((rule) => rule.id),
  );
  await writeMeta(db, 'findingsCurrent', method === null ? '1' : '0');
  const count = (verdict: string) => findings.filter((finding) => finding.verdict === verdict).length;
  return {
    schools: schools.length,
    venues: venues.length,
    rules: rules.length,
    findings: findings.length,
    inside: count('inside'),
    undetermined: count('undetermined'),
    engineMs: Math.round(engineMs * 1000) / 1000,
  };
}
