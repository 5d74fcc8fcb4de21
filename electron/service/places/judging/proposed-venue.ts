import type { LngLat } from '#shared/geodesy/units.ts';
import { decidingRules, rangeOf } from '#shared/rules/governing.ts';
import type { Finding } from '#shared/zones/finding.ts';
import { measurePair, nearestGate } from '#shared/zones/measure-pair.ts';
import type { SchoolPlace } from '#shared/zones/measured-places.ts';
import { SurveyedDistances } from '#shared/zones/surveyed-distance.ts';
import type { QueryContext } from '../../workspace/context.ts';

/** What decides today: the rules and roads of the workspace. Nothing proposed was ever surveyed. */
export async function groundsOf({ workspace, today }: QueryContext) {
  return {
    rules: decidingRules(workspace.rules, today, rangeOf(workspace.pack)),
    network: await workspace.places.network(),
    surveys: new SurveyedDistances([]),
  };
}

/** What a finding says of something that is only proposed. */
export function measured(finding: Finding, school: SchoolPlace | undefined) {
  const { ruleId, origin, method, distance, sigma, limit, verdict, effect, existing, severity, note } =
    finding;
  const gateName = school?.gates.find(({ id }) => id === finding.gateId)?.name ?? null;
  const from: [number, number] = [...finding.from];
  return {
    ruleId,
    origin,
    method,
    gateName,
    distance,
    sigma,
    limit,
    verdict,
    effect,
    existing,
    severity,
    note,
    from,
  };
}

/** The school nearest to a spot in a straight line. */
export function nearestSchool(schools: readonly SchoolPlace[], position: LngLat) {
  let best: { schoolId: number; schoolName: string; distance: number } | null = null;
  for (const school of schools) {
    const pair = measurePair(school, { position, sigma: 0, coarse: false }, null, []);
    const distances = [pair.boundary?.distance, nearestGate(pair.gates)?.distance].filter(
      (metres) => metres !== undefined,
    );
    const distance = Math.min(...distances);
    if (distances.length > 0 && (!best || distance < best.distance))
      best = { schoolId: school.id, schoolName: school.name, distance };
  }
  return best;
}
