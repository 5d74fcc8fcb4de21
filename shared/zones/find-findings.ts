import type { LngLat, LngLatBounds, Metres } from '../geodesy/units.ts';
import type { DecidingRule } from '../rules/governing.ts';
import type { RoadNetwork } from '../walking/road-network.ts';
import { applyRule } from './apply-rule.ts';
import type { Finding } from './finding.ts';
import { FindingColumns } from './finding-columns.ts';
import { JudgedStraight, type WalkFrom } from './judge-straight.ts';
import { measurePair } from './measure-pair.ts';
import { type SchoolPlace, schoolBounds, withPointAsGate } from './measured-places.ts';
import { coarsestOrigin, grow, nearnessTo, SLACK, WALK_FACTOR } from './reach.ts';
import { type StageRule, StageRules } from './stage-rules.ts';
import type { SurveyedDistance, SurveyedDistances } from './surveyed-distance.ts';
import { combinedSigma } from './uncertainty.ts';
import type { VenueIndex } from './venue-index.ts';
import { VenueWalks } from './venue-walks.ts';

const NO_SURVEYS: readonly SurveyedDistance[] = [];
const NO_RULES: readonly StageRule[] = [];

/** What decides findings beside the places: rules, roads and surveys. */
export interface Grounds {
  readonly rules: readonly DecidingRule[];
  readonly network: RoadNetwork | null;
  readonly surveys: SurveyedDistances;
}

/** Every finding of the venues against the schools, by school, in no set order within one. */
export function findFindings(
  schools: readonly SchoolPlace[],
  index: VenueIndex,
  grounds: Grounds,
): Finding[] {
  return [...measureFindings(schools, index, grounds).inOrder()];
}

/**
 * The same in columns. Candidates come from the index with a margin of limit + 2σ; each is then measured on the
 * ellipsoid. All rules about a venue are asked in one pass over its pair with a school.
 */
export function measureFindings(
  schools: readonly SchoolPlace[],
  index: VenueIndex,
  grounds: Grounds,
): FindingColumns {
  const search = new Search(schools, index, grounds);
  // From south to north, so that one school after another reads the same rows of the index.
  const bounds = schools.map((school) => schoolBounds(school));
  const northward = Array.from(schools.keys()).sort((a, b) => (bounds[a]?.[1] ?? 0) - (bounds[b]?.[1] ?? 0));
  for (const i of northward) {
    const school = schools[i];
    const box = bounds[i];
    if (school && box) search.ofSchool(i, withPointAsGate(school), box);
  }
  return search.found;
}

interface Around {
  readonly school: SchoolPlace;
  readonly ruled: StageRules;
}

/** One run of the engine over an index of venues. */
class Search {
  readonly found: FindingColumns;
  readonly #index: VenueIndex;
  readonly #grounds: Grounds;
  readonly #coarsest: Metres;
  readonly #rules: StageRule[] = [];
  readonly #ruled = new Map<string, StageRules>();
  readonly #walks: VenueWalks;
  readonly #indexOfId: Map<number, number> | null;
  readonly #straight: JudgedStraight;
  /** Walks of the school that is looked at; null where no roads are known. */
  #walkFrom: WalkFrom | null = null;

  constructor(schools: readonly SchoolPlace[], index: VenueIndex, grounds: Grounds) {
    this.#index = index;
    this.#grounds = grounds;
    this.#walks = new VenueWalks(grounds.network);
    this.#coarsest = index.venues.coarsest;
    this.#indexOfId = grounds.surveys.isEmpty ? null : index.venues.indexById();
    this.found = new FindingColumns(schools, index.venues, this.#rules);
    this.#straight = new JudgedStraight(this.found, index.venues);
  }

  ofSchool(number: number, school: SchoolPlace, bounds: LngLatBounds): void {
    const ruled = this.#rulesFor(school.stage);
    if (ruled.widest === 0) return;
    this.found.beginSchool(number);
    ruled.begin(school.since);
    this.#straight.begin(school);
    const around: Around = { school, ruled };
    let walks: ReturnType<VenueWalks['from']> = null;
    // Searched when the first finding asks for them.
    this.#walkFrom =
      this.#grounds.network &&
      ((at, place) => {
        walks ??= this.#walks.from(school, ruled.widest * WALK_FACTOR);
        return walks && this.#walks.to(walks, at, place);
      });
    const origin = coarsestOrigin(school);
    const near = nearnessTo(bounds);
    const surveys = this.#grounds.surveys.ofSchool(school.id);
    const { venues } = this.#index;
    const seen = surveys && new Set<number>();
    const furthest = (ruled.widest + 2 * combinedSigma(this.#coarsest, origin)) * SLACK;
    this.#index.within(grow(bounds, furthest), (at, lng, lat) => {
      const widest = ruled.widestOf[venues.category(at)] ?? 0;
      if (widest === 0) return;
      const squared = near(lng, lat);
      const reach = (widest + 2 * combinedSigma(venues.sigma(at), origin)) * SLACK;
      const surveyed = surveys?.get(venues.id(at)) ?? NO_SURVEYS;
      if (squared > reach * reach && surveyed === NO_SURVEYS) return;
      seen?.add(venues.id(at));
      this.#judge(around, at, lng, lat, surveyed);
    });
    // A surveyed distance counts even where the list puts the venue far away.
    for (const [id, surveyed] of surveys ?? []) {
      const at = this.#indexOfId?.get(id);
      if (at !== undefined && !seen?.has(id)) this.#judge(around, at, ...venues.position(at), surveyed);
    }
    this.found.endSchool(number);
  }

  #judge(
    { school, ruled }: Around,
    at: number,
    lng: number,
    lat: number,
    surveyed: readonly SurveyedDistance[],
  ): void {
    const rules = ruled.byCategory[this.#index.venues.category(at)] ?? NO_RULES;
    if (surveyed !== NO_SURVEYS) {
      this.#judgeWhole(school, rules, at, [lng, lat], surveyed);
      return;
    }
    this.#straight.moveTo(at, lng, lat);
    for (const rule of rules) {
      if (rule.isWalking) this.#judgeWhole(school, [rule], at, [lng, lat], surveyed);
      else this.#straight.judge(rule, this.#walkFrom);
    }
  }

  /** Rules that mean walking, and pairs that were surveyed: few, so that each is measured as an object. */
  #judgeWhole(
    school: SchoolPlace,
    rules: readonly StageRule[],
    at: number,
    position: LngLat,
    surveyed: readonly SurveyedDistance[],
  ): void {
    const { venues } = this.#index;
    const venue = { position, sigma: venues.sigma(at), coarse: venues.isCoarse(at) };
    const pair = measurePair(school, venue, this.#walkFrom?.(at, position) ?? null, surveyed);
    for (const { rule, kind } of rules) {
      const finding = applyRule(rule, kind, venues.id(at), position, venues.since(at), pair);
      if (finding) this.found.addFinding(finding);
    }
  }

  #rulesFor(stage: SchoolPlace['stage']): StageRules {
    const known = this.#ruled.get(stage);
    if (known) return known;
    const { categories } = this.#index.venues;
    const ruled = new StageRules(this.#grounds.rules, categories, stage, this.#rules.length);
    this.#rules.push(...ruled.all);
    this.#ruled.set(stage, ruled);
    return ruled;
  }
}
