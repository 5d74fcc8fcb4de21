import type { LngLat, LngLatBounds, Metres } from '../geodesy/units.ts';
import { type DecidingRule, governs, isStageInDoubt } from '../rules/governing.ts';
import type { Effect, Existing, Method, Origin } from '../rules/rule.ts';
import { explainTimeline, timelineOf } from '../rules/timeline.ts';
import type { RoadNetwork } from '../walking/road-network.ts';
import {
  type Measured,
  measureForRule,
  measurePair,
  nearestGate,
  type Pair,
  POINT_GATE_ID,
  shortestWalk,
} from './measure-pair.ts';
import { type GatePlace, type SchoolPlace, schoolBounds } from './measured-places.ts';
import { coarsestOrigin, grow, nearnessTo, SLACK } from './reach.ts';
import type { SurveyedDistance, SurveyedDistances } from './surveyed-distance.ts';
import { combinedSigma, SCHOOL_POINT_SIGMA } from './uncertainty.ts';
import type { VenueIndex } from './venue-index.ts';
import { VenueWalks } from './venue-walks.ts';
import { judge, type Severity, severityOf, type Verdict } from './verdict.ts';

/**
 * One venue × school × rule within the rule's limit plus 2σ, or surveyed. Distances in metres, null where
 * unknown; boundary, gate and walking are always the computed ones.
 */
export interface Finding {
  readonly schoolId: number;
  readonly venueId: number;
  readonly ruleId: string;
  /** The further kind of the venue for which it is; null where it is for its category. */
  readonly kind: string | null;
  readonly gateId: number | null;
  /** What was really measured, after fallbacks. */
  readonly origin: Origin;
  readonly method: Method;
  readonly distance: Metres;
  readonly boundary: Metres | null;
  readonly gate: Metres | null;
  readonly walking: Metres | null;
  readonly sigma: Metres;
  readonly limit: Metres;
  readonly verdict: Verdict;
  readonly effect: Effect;
  readonly existing: Existing | null;
  readonly severity: Severity;
  /** The measured point at the school, and the venue's position. */
  readonly from: LngLat;
  readonly to: LngLat;
  /** Whether the three distances, as far as known, fall on different sides of the limit. */
  readonly disagrees: boolean;
  /** The survey that governs; null where the distance was computed. */
  readonly surveyId: number | null;
  /** Fallbacks, timeline and disagreement in Chinese; empty where there is nothing to say. */
  readonly note: string;
}

/** Walks are searched up to so many times the distance of a rule; longer walks decide nothing. */
export const WALK_FACTOR = 5;
/** Said of every venue under a rule that names no distance. */
const LISTED = '文件没有写明距离，在本单位自定的工作范围内列出，不作判定';
const NO_SURVEYS: readonly SurveyedDistance[] = [];

/** What decides findings beside the places: rules, roads and surveys. */
export interface Grounds {
  readonly rules: readonly DecidingRule[];
  readonly network: RoadNetwork | null;
  readonly surveys: SurveyedDistances;
}

/**
 * Every finding of the venues against the schools, by school, in no set order within one.
 * Candidates come from the index with a margin of limit + 2σ; each is then measured on the ellipsoid.
 */
export function findFindings(
  schools: readonly SchoolPlace[],
  index: VenueIndex,
  grounds: Grounds,
): Finding[] {
  const search = new Search(index, grounds);
  // From south to north, so that one school after another reads the same rows of the index.
  const bounds = schools.map((school) => schoolBounds(school));
  const northward = Array.from(schools.keys()).sort((a, b) => (bounds[a]?.[1] ?? 0) - (bounds[b]?.[1] ?? 0));
  const found: Finding[][] = [];
  for (const i of northward) {
    const [school, box] = [schools[i], bounds[i]];
    found[i] = school && box ? search.ofSchool(withPointAsGate(school), box) : [];
  }
  return found.flat();
}

/** A rule about some venues, and for which of their further kinds it is; null where it is for their category. */
export interface RuleForKind {
  readonly rule: DecidingRule;
  readonly kind: string | null;
}

/** One run of the engine over an index of venues. */
class Search {
  readonly #index: VenueIndex;
  readonly #grounds: Grounds;
  readonly #coarsest: Metres;
  /** Rules by stage, then by the venues' category code. */
  readonly #ruled = new Map<string, { widest: Metres; byCategory: RuleForKind[][] }>();
  readonly #walks: VenueWalks;
  readonly #indexOfId: Map<number, number> | null;

  constructor(index: VenueIndex, grounds: Grounds) {
    this.#index = index;
    this.#grounds = grounds;
    this.#walks = new VenueWalks(grounds.network);
    this.#coarsest = index.venues.coarsest;
    this.#indexOfId = grounds.surveys.isEmpty ? null : index.venues.indexById();
  }

  ofSchool(school: SchoolPlace, bounds: LngLatBounds): Finding[] {
    const { widest, byCategory } = this.#rulesFor(school.stage);
    if (widest === 0) return [];
    const origin = coarsestOrigin(school);
    const near = nearnessTo(bounds);
    const walks = this.#walks.from(school, widest * WALK_FACTOR);
    const surveys = this.#grounds.surveys.ofSchool(school.id);
    const { venues } = this.#index;
    const found: Finding[] = [];
    const measure = (at: number, position: LngLat, surveyed: readonly SurveyedDistance[]) => {
      const rules = byCategory[venues.category(at)] ?? [];
      const venue = { position, sigma: venues.sigma(at), coarse: venues.isCoarse(at) };
      const walkTo = walks && this.#walks.to(walks, at, position);
      const pair = measurePair(school, venue, walkTo, surveyed);
      for (const { rule, kind } of rules) {
        const finding = applyRule(rule, kind, venues.id(at), position, venues.since(at), pair);
        if (finding) found.push(finding);
      }
    };
    const seen = surveys && new Set<number>();
    const furthest = (widest + 2 * combinedSigma(this.#coarsest, origin)) * SLACK;
    this.#index.within(grow(bounds, furthest), (at, lng, lat) => {
      const squared = near(lng, lat);
      if (squared > furthest * furthest || byCategory[venues.category(at)]?.length === 0) return;
      const reach = (widest + 2 * combinedSigma(venues.sigma(at), origin)) * SLACK;
      const surveyed = surveys?.get(venues.id(at)) ?? NO_SURVEYS;
      if (squared > reach * reach && surveyed === NO_SURVEYS) return;
      seen?.add(venues.id(at));
      measure(at, [lng, lat], surveyed);
    });
    // A surveyed distance counts even where the list puts the venue far away.
    for (const [id, surveyed] of surveys ?? []) {
      const at = this.#indexOfId?.get(id);
      if (at !== undefined && !seen?.has(id)) measure(at, venues.position(at), surveyed);
    }
    return found;
  }

  #rulesFor(stage: SchoolPlace['stage']) {
    const known = this.#ruled.get(stage);
    if (known) return known;
    const { categories } = this.#index.venues;
    const { rules } = this.#grounds;
    const byCategory = categories.map((kinds) => rulesForKinds(rules, kinds.split(';'), stage));
    const widest = Math.max(0, ...byCategory.flat().map(({ rule }) => rule.distance));
    const ruled = { widest, byCategory };
    this.#ruled.set(stage, ruled);
    return ruled;
  }
}

/**
 * The rules about a venue of some kinds, each for the first of them that it is about. A rule about venues that live by
 * a kind (专营) is not about one that does it on the side.
 */
export function rulesForKinds(
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
export function withPointAsGate(school: SchoolPlace): SchoolPlace {
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
export function decide(
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
