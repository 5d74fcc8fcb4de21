import type { RecomputeSummary, VerdictChange } from '#shared/contract/findings.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import type { Method, Rule } from '#shared/rules/rule.ts';
import { measureFindings } from '#shared/zones/find-findings.ts';
import type { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import { replaceFindings, type StoredFinding, selectStored, storedPairs } from '../../db/queries/findings.ts';
import { loadRoadNetwork, loadSchoolPlaces, loadSurveys, loadVenueColumns } from '../../db/queries/places.ts';
import { writeMeta } from '../../db/schema/meta.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { readRulesInForce } from '../../workspace/rules-in-force.ts';
import { flipsBetween } from './verdict-changes.ts';

/** Past this many findings a whole measurement does not tell what it flips: nobody would read it. */
const MOST_COMPARED = 100_000;

export type MeasuringContext = Pick<CommandContext, 'workspace' | 'db' | 'today' | 'progress'>;

export interface MeasuredAll {
  readonly summary: RecomputeSummary;
  readonly flips: readonly VerdictChange[];
}

/**
 * Measures every school and venue as the transaction sees them and replaces the findings; `method` overrides that of
 * every rule for this once. `engineMs` is the zone engine alone, its index included.
 */
export async function measureAll(
  { workspace, db, today, progress }: MeasuringContext,
  method: Method | null = null,
): Promise<MeasuredAll> {
  await progress.report('读取名单', 0, null);
  const schools = await loadSchoolPlaces(db);
  const venues = await loadVenueColumns(db);
  const network = await loadRoadNetwork(db);
  const surveys = await loadSurveys(db);
  const { pack, rules: inForce } = await readRulesInForce(db, workspace.catalogue);
  const rules = decidingRules(inForce, today, rangeOf(pack)).map((rule) => ({
    ...rule,
    method: method ?? rule.method,
  }));
  await progress.report('研判', 0, null);
  const started = performance.now();
  const findings = measureFindings(schools, new VenueIndex(venues), { rules, network, surveys });
  const engineMs = performance.now() - started;
  await progress.report('保存研判结果', 0, null);
  const isTold = method === null && findings.length <= MOST_COMPARED;
  const before = isTold ? await selectStored(db, {}) : [];
  const primary: StoredFinding[] = [];
  const rows = keepingPrimary(storedPairs(findings.inOrder(), orderOf(inForce)), isTold ? primary : null);
  await replaceFindings(db, workspace.database.insertMany, rows, findings.length);
  const flips = isTold ? flipsBetween(before, primary) : [];
  await writeMeta(db, 'findingsCurrent', method === null ? '1' : '0');
  const summary = {
    schools: schools.length,
    venues: countInBusiness(venues),
    rules: rules.length,
    findings: findings.length,
    inside: findings.count('inside'),
    undetermined: findings.count('undetermined'),
    engineMs: Math.round(engineMs * 1000) / 1000,
  };
  return { summary, flips };
}

/** Passes rows on, and keeps those that are primary where `kept` is given. */
function* keepingPrimary(
  rows: Iterable<StoredFinding>,
  kept: StoredFinding[] | null,
): Generator<StoredFinding> {
  for (const row of rows) {
    if (row.isPrimary === 1) kept?.push(row);
    yield row;
  }
}

/** Venues that have ended carry no category. */
function countInBusiness(venues: VenueColumns): number {
  let count = 0;
  for (let at = 0; at < venues.length; at++) if (venues.categories[venues.category(at)] !== '') count++;
  return count;
}

/** Ids of rules in their order of weight. */
export function orderOf(rules: readonly Rule[]): string[] {
  return rules.map((rule) => rule.id);
}
