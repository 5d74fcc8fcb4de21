// The engine as it was before it was made quick: the reference for `one-engine.test.ts`. Nothing of the quick one is in it.
import type { LngLat, Metres } from '#shared/geodesy/units.ts';
import { type DecidingRule, governs, isStageInDoubt } from '#shared/rules/governing.ts';
import { explainTimeline, timelineOf } from '#shared/rules/timeline.ts';
import type { RoadNetwork } from '#shared/walking/road-network.ts';
import type { Finding } from '#shared/zones/finding.ts';
import type { GatePlace, SchoolPlace, VenuePlace } from '#shared/zones/measured-places.ts';
import type { SurveyedDistance } from '#shared/zones/surveyed-distance.ts';
import { SCHOOL_POINT_SIGMA } from '#shared/zones/uncertainty.ts';
import { judge, severityOf, type Verdict } from '#shared/zones/verdict.ts';
import {
  type Measured,
  measureForRule,
  measurePair,
  nearestGate,
  type Pair,
  POINT_GATE_ID,
  shortestWalk,
  type WalkTo,
} from './plain-measures.ts';

/** Walks are searched up to so many times the distance of a rule; longer walks decide nothing. */
const WALK_FACTOR = 5;
/** Said of every venue under a rule that names no distance. */
const LISTED = '文件没有写明距离，在本单位自定的工作范围内列出，不作判定';

/** What decides findings beside the places. */
interface PlainGrounds {
  readonly rules: readonly DecidingRule[];
  readonly network: RoadNetwork | null;
  readonly surveys: readonly SurveyedDistance[];
}

/** Every finding of every venue against every school: each pair is measured whole and each rule asked, without an index. */
export function plainFindings(
  schools: readonly SchoolPlace[],
  venues: readonly VenuePlace[],
  { rules, network, surveys }: PlainGrounds,
): Finding[] {
  const found: Finding[] = [];
  for (const known of schools) {
    const school = withPointAsGate(known);
    const ruled = venues.map(({ category, further = [] }) =>
      rulesForKinds(rules, [category, ...further], school.stage),
    );
    const widest = Math.max(0, ...ruled.flat().map(({ rule }) => rule.distance));
    const walks = walksOf(school, network, widest * WALK_FACTOR);
    venues.forEach(({ id, position, sigma, coarse, since }, i) => {
      const own = surveys.filter(({ schoolId, venueId }) => schoolId === school.id && venueId === id);
      const pair = measurePair(school, { position, sigma, coarse }, walks?.(position) ?? null, own);
      for (const { rule, kind } of ruled[i] ?? []) {
        const finding = applyRule(rule, kind, id, position, since, pair);
        if (finding) found.push(finding);
      }
    });
  }
  return found;
}

function walksOf(
  { gates }: SchoolPlace,
  network: RoadNetwork | null,
  furthest: Metres,
): ((place: LngLat) => WalkTo) | null {
  if (!network) return null;
  const walks = new Map(
    gates.map((gate) => [gate.id, network.walksFrom(network.snap(gate.position), furthest)]),
  );
  return (place) => {
    const end = network.snap(place);
    return (gateId) => walks.get(gateId)?.(end) ?? null;
  };
}

interface RuleForKind {
  readonly rule: DecidingRule;
  readonly kind: string | null;
}

/**
 * The rules about a venue of some kinds, each for the first of them that it is about. A rule about venues that live by
 * a kind (专营) is not about one that does it on the side.
 */
function rulesForKinds(
  rules: readonly DecidingRule[],
  kinds: readonly string[],
  stage: SchoolPlace['stage'],
): RuleForKind[] {
  return rules.flatMap((rule) => {
    const at = kinds.findIndex(
      (kind, i) => governs(rule, kind, stage) && (i === 0 || !rule.dedicated.includes(kind)),
    );
    if (at < 0) return [];
    return [{ rule, kind: at === 0 ? null : (kinds[at] ?? null) }];
  });
}

/** A school with neither campus nor gates is measured from its point, with its larger uncertainty. */
function withPointAsGate(school: SchoolPlace): SchoolPlace {
  if (school.gates.length > 0 || school.campus || !school.point) return school;
  const sigma = Math.max(SCHOOL_POINT_SIGMA, school.pointSigma);
  const gate: GatePlace = {
    id: POINT_GATE_ID,
    name: '学校点位',
    isMain: true,
    position: school.point,
    sigma,
  };
  return { ...school, gates: [gate] };
}

/** What of a rule a distance is compared with. */
type Limit = Pick<DecidingRule, 'distance' | 'bound' | 'listed'>;

/** Of several ways to measure, the one that decides: 区内 before 待实测 before 区外, then the shortest. */
function decide(
  rule: Limit,
  options: readonly Measured[],
  inDoubt: boolean,
): { measured: Measured; verdict: Verdict } | null {
  let best: { measured: Measured; verdict: Verdict } | null = null;
  for (const measured of options) {
    const verdict = verdictOf(rule, measured, inDoubt);
    const lead = best ? verdictWeight[verdict] - verdictWeight[best.verdict] : 1;
    if (!best || lead > 0 || (lead === 0 && measured.distance < best.measured.distance))
      best = { measured, verdict };
  }
  return best;
}

/** A rule that only lists asks whether the distance is within the working range, and doubts nothing. */
function verdictOf(rule: Limit, { distance, sigma, mayProve }: Measured, inDoubt: boolean): Verdict {
  if (rule.listed) return distance <= rule.distance ? 'listed' : 'outside';
  return judge(distance, sigma, rule.distance, inDoubt || !mayProve, rule.bound);
}

const verdictWeight: Record<Verdict, number> = { inside: 2, undetermined: 1, listed: 1, outside: 0 };

/** What a rule says of a pair; null where it says nothing, because the venue is too far away or nothing can be measured. */
function applyRule(
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
  const disagrees = !rule.listed && straddle(rule.distance, boundary, gate?.distance ?? null, walking);
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
    note: noteOf(
      rule,
      inDoubt ? withDoubt(measured) : measured,
      disagrees,
      pair.venueCoarse,
      timeline.existing ? since : null,
      school.since,
    ),
  };
}

function withDoubt(measured: Measured): Measured {
  return { ...measured, notes: [...measured.notes, '学校的学段待定，不知道本条规则是否适用'] };
}

/** Fallbacks, survey, doubt and timeline in Chinese; empty for the plain case, which is nearly all of them. */
function noteOf(
  rule: DecidingRule,
  { notes, survey }: Measured,
  disagrees: boolean,
  coarse: boolean,
  existingSince: string | null,
  schoolSince: string | null,
): string {
  let text = notes.length === 0 ? '' : notes.join('；');
  if (rule.listed) text = LISTED + (text === '' ? '' : `；${text}`);
  const add = (note: string) => {
    text = text === '' ? note : `${text}；${note}`;
  };
  if (survey) add(`实测 ${survey.distance.toFixed(2)} 米（${survey.code}）`);
  else if (coarse) add('场所位置只到道路或片区，不能单独判定区内');
  if (disagrees) add('边界直线、校门直线、校门步行三种距离分处限值两侧');
  if (existingSince !== null) add(explainTimeline(rule, existingSince, schoolSince));
  return text;
}

/** Whether the known ones of three distances lie on different sides of a limit. */
function straddle(
  limit: Metres,
  boundary: Metres | null,
  gate: Metres | null,
  walking: Metres | null,
): boolean {
  const within =
    (boundary !== null && boundary <= limit) ||
    (gate !== null && gate <= limit) ||
    (walking !== null && walking <= limit);
  const beyond =
    (boundary !== null && boundary > limit) ||
    (gate !== null && gate > limit) ||
    (walking !== null && walking > limit);
  return within && beyond;
}

function gateIdOf(gate: GatePlace | null): number | null {
  return gate && gate.id !== POINT_GATE_ID ? gate.id : null;
}
