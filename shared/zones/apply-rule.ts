import type { LngLat, Metres } from '../geodesy/units.ts';
import { type DecidingRule, isStageInDoubt } from '../rules/governing.ts';
import { explainTimeline, timelineOf } from '../rules/timeline.ts';
import type { Finding } from './finding.ts';
import { type Measured, measureForRule, nearestGate, type Pair, shortestWalk } from './measure-pair.ts';
import { type GatePlace, POINT_GATE_ID } from './measured-places.ts';
import type { SurveyedDistance } from './surveyed-distance.ts';
import { judge, severityOf, type Verdict } from './verdict.ts';

/** Said of every venue under a rule that names no distance. */
const LISTED = '文件没有写明距离，在本单位自定的工作范围内列出，不作判定';

/** What of a rule a distance is compared with. */
type Limit = Pick<DecidingRule, 'distance' | 'bound' | 'listed'>;

/** Of several ways to measure, the one that decides: 区内 before 待实测 before 区外, then the shortest. */
export function decide(
  rule: Limit,
  options: readonly Measured[],
  inDoubt: boolean,
): { measured: Measured; verdict: Verdict } | null {
  let best: { measured: Measured; verdict: Verdict } | null = null;
  for (const measured of options) {
    const { distance, sigma, mayProve } = measured;
    const verdict = verdictOf(rule, distance, sigma, inDoubt || !mayProve);
    const lead = best ? verdictWeight[verdict] - verdictWeight[best.verdict] : 1;
    if (!best || lead > 0 || (lead === 0 && measured.distance < best.measured.distance))
      best = { measured, verdict };
  }
  return best;
}

/** A rule that only lists asks whether the distance is within the working range, and doubts nothing. */
export function verdictOf(rule: Limit, distance: Metres, sigma: Metres, isDoubtful: boolean): Verdict {
  if (rule.listed) return distance <= rule.distance ? 'listed' : 'outside';
  return judge(distance, sigma, rule.distance, isDoubtful, rule.bound);
}

export const verdictWeight: Record<Verdict, number> = { inside: 2, undetermined: 1, listed: 1, outside: 0 };

/** What a rule says of a pair; null where it says nothing, because the venue is too far away or nothing can be measured. */
export function applyRule(
  rule: DecidingRule,
  kind: string | null,
  venueId: number,
  position: LngLat,
  since: string | null,
  pair: Pair,
): Finding | null {
  const { school } = pair;
  const inDoubt = isStageInDoubt(rule, school.stage);
  const decided = decide(rule, measureForRule(rule, pair), inDoubt);
  if (!decided) return null;
  const { measured, verdict } = decided;
  const { sigma, survey } = measured;
  if (!survey && measured.distance > rule.distance + 2 * sigma) return null;
  if (rule.listed && verdict === 'outside') return null;
  const gate = nearestGate(pair.gates);
  const boundary = pair.boundary?.distance ?? null;
  const walking = shortestWalk(pair.gates);
  const disagrees =
    !rule.listed &&
    straddle(rule.distance, boundary ?? Number.NaN, gate?.distance ?? Number.NaN, walking ?? Number.NaN);
  const timeline = timelineOf(rule, since, school.since);
  return {
    schoolId: school.id,
    venueId,
    ruleId: rule.id,
    kind,
    gateId: gateIdOf(measured.gate ?? gate?.gate ?? null),
    origin: measured.origin,
    method: measured.method,
    distance: measured.distance,
    boundary,
    gate: gate?.distance ?? null,
    walking,
    sigma,
    limit: rule.distance,
    verdict,
    effect: rule.effect,
    existing: timeline.existing,
    severity: severityOf(verdict, rule.effect, timeline.standing, timeline.existing),
    from: measured.from,
    to: position,
    disagrees,
    surveyId: survey?.id ?? null,
    note: noteOf(rule, {
      notes: measured.notes,
      survey,
      inDoubt,
      coarse: pair.venueCoarse,
      disagrees,
      existingSince: timeline.existing ? since : null,
      schoolSince: school.since,
    }),
  };
}

/** What there is to say of a finding; `existingSince` is null where the venue is not treated as an existing one. */
interface Sayings {
  readonly notes: readonly string[];
  readonly survey: SurveyedDistance | null;
  readonly inDoubt: boolean;
  readonly coarse: boolean;
  readonly disagrees: boolean;
  readonly existingSince: string | null;
  readonly schoolSince: string | null;
}

/** Fallbacks, survey, doubt and timeline in Chinese; empty for the plain case, which is nearly all of them. */
export function noteOf(
  rule: DecidingRule,
  { notes, survey, inDoubt, coarse, disagrees, existingSince, schoolSince }: Sayings,
): string {
  const said = [
    ...(rule.listed ? [LISTED] : []),
    ...notes,
    ...(inDoubt ? ['学校的学段待定，不知道本条规则是否适用'] : []),
    ...(survey ? [`实测 ${survey.distance.toFixed(2)} 米（${survey.code}）`] : []),
    ...(!survey && coarse ? ['场所位置只到道路或片区，不能单独判定区内'] : []),
    ...(disagrees ? ['边界直线、校门直线、校门步行三种距离分处限值两侧'] : []),
    ...(existingSince === null ? [] : [explainTimeline(rule, existingSince, schoolSince)]),
  ];
  return said.join('；');
}

/** Whether the known ones of three distances lie on different sides of a limit; what is not known is NaN. */
export function straddle(limit: Metres, boundary: Metres, gate: Metres, walking: Metres): boolean {
  return (
    (boundary <= limit || gate <= limit || walking <= limit) &&
    (boundary > limit || gate > limit || walking > limit)
  );
}

function gateIdOf(gate: GatePlace | null): number | null {
  return gate && gate.id !== POINT_GATE_ID ? gate.id : null;
}
