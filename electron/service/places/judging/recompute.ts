import type { Flip, RecomputeSummary } from '#shared/contract/findings.ts';
import { metresPerDegree } from '#shared/geodesy/ellipsoid.ts';
import type { LngLatBounds, Metres } from '#shared/geodesy/units.ts';
import { type DecidingRule, decidingRules } from '#shared/rules/governing.ts';
import type { Method, Rule } from '#shared/rules/rule.ts';
import { type Finding, findFindings, type Grounds, WALK_FACTOR } from '#shared/zones/find-findings.ts';
import { schoolBounds } from '#shared/zones/places.ts';
import type { VenueColumns } from '#shared/zones/venue-columns.ts';
import { VenueIndex } from '#shared/zones/venue-index.ts';
import {
  changeFindings,
  equalFindings,
  type FindingWithId,
  pairKey,
  replaceFindings,
  type StoredFinding,
  selectStored,
  toStored,
  withPrimary,
} from '../../db/queries/findings.ts';
import { loadRoadNetwork, loadSchoolPlaces, loadSurveys, loadVenueColumns } from '../../db/queries/places.ts';
import { writeMeta } from '../../db/schema/meta.ts';
import type { CommandContext } from '../../workspace/context.ts';
import { flipsBetween } from './verdict-changes.ts';

/** Past this many findings a whole recomputation does not tell what it flips: nobody would read it. */
const MOST_COMPARED = 100_000;

type Context = Pick<
  CommandContext,
  'workspace' | 'db' | 'today' | 'progress' | 'changed' | 'touched' | 'recordFlips'
>;

/** What a command changed, and so what must be measured again. */
export type Scope =
  | { readonly schools: readonly number[] }
  | { readonly venues: readonly number[] }
  /** Boxes of roads that came, went or moved. */
  | { readonly roads: readonly LngLatBounds[] }
  /** Rules that came, went or changed; `rules` are all that hold afterwards. */
  | { readonly ruleIds: readonly string[]; readonly rules: readonly Rule[] };

/** Measures everything anew and replaces the findings; `engineMs` is the zone engine alone, its index included. */
export async function recomputeAll(
  context: Context,
  method: Method | null = null,
): Promise<RecomputeSummary> {
  const { workspace, db, today, progress } = context;
  await progress.report('读取名单', 0, null);
  const schools = await loadSchoolPlaces(db);
  const venues = await loadVenueColumns(db);
  const network = await loadRoadNetwork(db);
  const surveys = await loadSurveys(db);
  const rules = decidingRules(workspace.rules, today).map((rule) => ({
    ...rule,
    method: method ?? rule.method,
  }));
  await progress.report('研判', 0, null);
  const started = performance.now();
  const findings = findFindings(schools, new VenueIndex(venues), { rules, network, surveys });
  const engineMs = performance.now() - started;
  await progress.report('保存研判结果', 0, null);
  const stored = toStored(findings, ruleOrder(workspace.rules));
  if (method === null && stored.length <= MOST_COMPARED)
    context.recordFlips(flipsBetween(await selectStored(db, {}), stored));
  await replaceFindings(db, workspace.database.insertMany, stored);
  await writeMeta(db, 'findingsCurrent', method === null ? '1' : '0');
  context.changed('findings', 'workspace');
  context.touched({ findings: 'all' });
  const count = (verdict: string) => findings.filter((finding) => finding.verdict === verdict).length;
  const inBusiness = countInBusiness(venues);
  return {
    schools: schools.length,
    venues: inBusiness,
    rules: rules.length,
    findings: findings.length,
    inside: count('inside'),
    undetermined: count('undetermined'),
    engineMs: Math.round(engineMs * 1000) / 1000,
  };
}

/**
 * Measures again only what a change touches, writes only the findings that differ, and tells which
 * venues enter, leave or become doubtful. Call it after the change, in the same transaction.
 */
export async function recompute(context: Context, scope: Scope): Promise<Flip[]> {
  const { db } = context;
  const { before, after } = await measureAgain(context, scope);
  const stored = new Map(before.map((row) => [keyOf(row), row]));
  const added = after.filter((row) => {
    const known = stored.get(keyOf(row));
    const same = known !== undefined && equalFindings(known, row);
    if (same) stored.delete(keyOf(row));
    return !same;
  });
  const removed = [...stored.values()];
  await changeFindings(
    db,
    removed.map(({ id }) => id),
    added,
  );
  const schools = [...new Set([...removed, ...added].map(({ schoolId }) => schoolId))];
  if (schools.length > 0) {
    context.changed('findings', 'workspace');
    context.touched({ findings: schools });
  }
  const flips = flipsBetween(before, after);
  context.recordFlips(flips);
  return flips;
}

interface Measurement {
  readonly before: readonly FindingWithId[];
  readonly after: readonly StoredFinding[];
}

async function measureAgain(context: Context, scope: Scope): Promise<Measurement> {
  const { db, today, workspace } = context;
  const { places } = workspace;
  const surveys = await loadSurveys(db);
  const rules = decidingRules('rules' in scope ? scope.rules : workspace.rules, today);
  const order = ruleOrder('rules' in scope ? scope.rules : workspace.rules);
  if ('schools' in scope) {
    const grounds = { rules, surveys, network: await places.network() };
    const schools = await loadSchoolPlaces(db, scope.schools);
    const findings = findFindings(schools, await places.venues(), grounds);
    return { before: await selectStored(db, { schools: scope.schools }), after: toStored(findings, order) };
  }
  if ('venues' in scope) {
    const grounds = { rules, surveys, network: await places.network() };
    const index = new VenueIndex(await loadVenueColumns(db, scope.venues));
    const findings = findFindings([...(await places.schools()).values()], index, grounds);
    return { before: await selectStored(db, { venues: scope.venues }), after: toStored(findings, order) };
  }
  const schools = [...(await places.schools()).values()];
  if ('roads' in scope) {
    const reach = Math.max(0, ...rules.map((rule) => rule.distance)) * WALK_FACTOR;
    const near = schools.filter((school) => touches(schoolBounds(school), scope.roads, reach));
    const grounds = { rules, surveys, network: await loadRoadNetwork(db) };
    const findings = findFindings(near, await places.venues(), grounds);
    const ids = near.map(({ id }) => id);
    return { before: await selectStored(db, { schools: ids }), after: toStored(findings, order) };
  }
  return await measureRules(
    db,
    scope.ruleIds,
    { rules, surveys, network: await places.network() },
    order,
    (grounds) => places.venues().then((index) => findFindings(schools, index, grounds)),
  );
}

/** Only the rules that changed are measured; findings of the others keep what they say, but may cease to be primary. */
async function measureRules(
  db: Context['db'],
  ruleIds: readonly string[],
  grounds: Grounds,
  order: readonly string[],
  find: (grounds: Grounds) => Promise<Finding[]>,
): Promise<Measurement> {
  const changed = new Set(ruleIds);
  const isChanged = (rule: DecidingRule) => changed.has(rule.id);
  const findings = await find({ ...grounds, rules: grounds.rules.filter(isChanged) });
  const before = await selectStored(db, {});
  const ranks = new Map(order.map((id, rank) => [id, rank]));
  const kept = before
    .filter(({ ruleId }) => !changed.has(ruleId))
    .map(({ id, ...row }): StoredFinding => ({ ...row, ruleRank: ranks.get(row.ruleId) ?? ranks.size }));
  return { before, after: withPrimary([...kept, ...toStored(findings, order)]) };
}

/** Venues that have ended carry no category. */
function countInBusiness(venues: VenueColumns): number {
  let count = 0;
  for (let at = 0; at < venues.length; at++) if (venues.categories[venues.category(at)] !== '') count++;
  return count;
}

function ruleOrder(rules: readonly Rule[]): string[] {
  return rules.map((rule) => rule.id);
}

function keyOf(row: StoredFinding): string {
  return `${pairKey(row)}/${row.ruleId}`;
}

/** Whether a box comes within `reach` metres of any of the others. */
function touches(box: LngLatBounds | null, others: readonly LngLatBounds[], reach: Metres): boolean {
  if (!box) return false;
  const [west, south, east, north] = box;
  const scale = metresPerDegree(Math.max(Math.abs(south), Math.abs(north)));
  const [dLng, dLat] = [(reach * 1.01) / scale.east, (reach * 1.01) / scale.north];
  return others.some(
    (other) =>
      other[0] <= east + dLng &&
      other[2] >= west - dLng &&
      other[1] <= north + dLat &&
      other[3] >= south - dLat,
  );
}
