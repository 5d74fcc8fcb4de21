import { bearing, metresPerDegree } from '../geodesy/ellipsoid.ts';
import type { LngLat, LngLatBounds, Metres } from '../geodesy/units.ts';
import { type DecidingRule, governs } from '../rules/governing.ts';
import type { Effect, Existing, Method, Origin } from '../rules/rule.ts';
import { timelineOf } from '../rules/timeline.ts';
import type { RoadNetwork } from '../walking/road-network.ts';
import {
  measureForRule,
  measurePair,
  nearestGate,
  type Pair,
  POINT_GATE_ID,
  shortestWalk,
  type Walks,
} from './measure-pair.ts';
import { type GatePlace, type SchoolPlace, schoolBounds, type VenuePlace } from './places.ts';
import { combinedSigma, SCHOOL_POINT_SIGMA } from './uncertainty.ts';
import { VenueGrid } from './venue-grid.ts';
import { judge, type Severity, severityOf, type Verdict } from './verdict.ts';

/** One venue × school × rule within the rule's limit plus 2σ. Distances in metres, null where unknown. */
export interface Finding {
  readonly schoolId: number;
  readonly venueId: number;
  readonly ruleId: string;
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
  /** Degrees clockwise from north, from the school's measured point to the venue. */
  readonly bearing: number;
  /** The measured point at the school. */
  readonly from: LngLat;
  /** Whether the three distances, as far as known, fall on different sides of the limit. */
  readonly disagrees: boolean;
  /** Fallbacks, timeline and disagreement in Chinese; empty where there is nothing to say. */
  readonly note: string;
}

/** Walks are followed this many times further than a rule reaches; past that they decide nothing. */
const WALK_FACTOR = 5;

/**
 * Every finding of the venues against the schools under the rules.
 * Candidates come from a uniform grid with a margin of limit + 2σ; each is then measured on the ellipsoid.
 */
export function findFindings(
  schools: readonly SchoolPlace[],
  venues: readonly VenuePlace[],
  rules: readonly DecidingRule[],
  network: RoadNetwork | null = null,
): Finding[] {
  const governed = venues.filter((venue) => rules.some((rule) => rule.categories.includes(venue.category)));
  if (governed.length === 0 || rules.length === 0) return [];
  const widest = Math.max(...rules.map((rule) => rule.distance));
  const coarsest = governed.reduce((most, venue) => Math.max(most, venue.sigma), 0);
  const lngs = Float64Array.from(governed, (venue) => venue.position[0]);
  const lats = Float64Array.from(governed, (venue) => venue.position[1]);
  const grid = new VenueGrid(lngs, lats, widest);
  const findings: Finding[] = [];
  for (const school of schools.map(withPointAsGate)) {
    const ruled = rules.filter((rule) => rule.stages.includes(school.stage));
    const reach = widest + 2 * combinedSigma(coarsest, coarsestOrigin(school));
    const bounds = ruled.length > 0 ? boundsOf(school, reach) : null;
    if (!bounds) continue;
    const walks = walksOf(school, network, widest * WALK_FACTOR);
    grid.within(bounds, (index) => {
      const venue = governed[index] as VenuePlace;
      const pair = measurePair(school, venue, walks);
      for (const rule of ruled) {
        if (!governs(rule, venue.category, school.stage)) continue;
        const finding = applyRule(rule, school, venue, pair);
        if (finding) findings.push(finding);
      }
    });
  }
  return findings.sort((a, b) => a.schoolId - b.schoolId || a.distance - b.distance || a.venueId - b.venueId);
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

function coarsestOrigin(school: SchoolPlace): Metres {
  return Math.max(school.campus ? school.campusSigma : 0, ...school.gates.map((gate) => gate.sigma), 0);
}

function boundsOf(school: SchoolPlace, margin: Metres): LngLatBounds | null {
  const bounds = schoolBounds(school);
  if (!bounds) return null;
  const [west, south, east, north] = bounds;
  const scale = metresPerDegree(Math.max(Math.abs(south), Math.abs(north)));
  // A tenth of a percent more: longitude is scaled at one latitude, the box spans several.
  const lng = (margin * 1.001) / scale.east;
  const lat = (margin * 1.001) / metresPerDegree(0).north;
  return [west - lng, south - lat, east + lng, north + lat];
}

/** The walks from a school's gates; empty where no road network is known. */
function walksOf(school: SchoolPlace, network: RoadNetwork | null, furthest: Metres): Walks {
  if (!network) return new Map();
  return new Map(school.gates.map((gate) => [gate.id, network.walksFrom(gate.position, furthest)]));
}

function applyRule(rule: DecidingRule, school: SchoolPlace, venue: VenuePlace, pair: Pair): Finding | null {
  const measured = measureForRule(rule, school, pair);
  if (!measured) return null;
  const sigma = combinedSigma(measured.sigma, venue.sigma);
  if (measured.distance > rule.distance + 2 * sigma) return null;
  const verdict = judge(measured.distance, sigma, rule.distance, venue.coarse || measured.provisional);
  const gate = nearestGate(pair.gates);
  const walking = shortestWalk(pair.gates)?.metres ?? null;
  const known = [pair.boundary?.distance ?? null, gate?.distance ?? null, walking].filter(
    (metres) => metres !== null,
  );
  const disagrees = new Set(known.map((metres) => metres <= rule.distance)).size > 1;
  const timeline = timelineOf(rule, venue.since, school.since);
  const notes = [
    ...measured.notes,
    venue.coarse ? '场所位置只到道路或片区，不能单独判定区内' : '',
    disagrees ? '边界直线、校门直线、校门步行三种距离分处限值两侧' : '',
    timeline.existing ? timeline.explanation : '',
  ].filter((note) => note !== '');
  return {
    schoolId: school.id,
    venueId: venue.id,
    ruleId: rule.id,
    gateId: gateIdOf(measured.gate ?? gate?.gate ?? null),
    origin: measured.origin,
    method: measured.method,
    distance: measured.distance,
    boundary: pair.boundary?.distance ?? null,
    gate: gate?.distance ?? null,
    walking,
    sigma,
    limit: rule.distance,
    verdict,
    effect: rule.effect,
    existing: timeline.existing,
    severity: severityOf(verdict, rule.effect, timeline.standing, timeline.existing),
    bearing: bearing(measured.from, venue.position),
    from: measured.from,
    disagrees,
    note: notes.join('；'),
  };
}

function gateIdOf(gate: GatePlace | null): number | null {
  return gate && gate.id !== POINT_GATE_ID ? gate.id : null;
}
