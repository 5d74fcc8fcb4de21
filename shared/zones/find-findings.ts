import { bearing, distance, metresPerDegree } from '../geodesy/ellipsoid.ts';
import type { LngLat, LngLatBounds, Metres } from '../geodesy/units.ts';
import { type DecidingRule, governs } from '../rules/governing.ts';
import type { Effect, Existing, Method, Origin } from '../rules/rule.ts';
import { timelineOf } from '../rules/timeline.ts';
import { nearestOnCampus } from './campus-distance.ts';
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
  /** Whether boundary and gate fall on different sides of the limit. */
  readonly disagrees: boolean;
  /** Fallbacks, timeline and disagreement in Chinese; empty where there is nothing to say. */
  readonly note: string;
}

/** The three distances of one pair, before any rule is asked. */
interface Pair {
  readonly boundary: { distance: Metres; point: LngLat } | null;
  readonly gates: readonly { gate: GatePlace; distance: Metres }[];
}

interface MeasuredOrigin {
  readonly origin: Origin;
  readonly distance: Metres;
  readonly from: LngLat;
  readonly sigma: Metres;
  readonly gate: GatePlace | null;
  readonly notes: readonly string[];
}

const POINT_GATE_ID = -1;

/**
 * Every finding of the venues against the schools under the rules.
 * Candidates come from a uniform grid with a margin of limit + 2σ; each is then measured on the ellipsoid.
 */
export function findFindings(
  schools: readonly SchoolPlace[],
  venues: readonly VenuePlace[],
  rules: readonly DecidingRule[],
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
    grid.within(bounds, (index) => {
      const venue = governed[index] as VenuePlace;
      const pair = measurePair(school, venue);
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

function measurePair(school: SchoolPlace, venue: VenuePlace): Pair {
  return {
    boundary: school.campus ? nearestOnCampus(venue.position, school.campus) : null,
    gates: school.gates.map((gate) => ({ gate, distance: distance(gate.position, venue.position) })),
  };
}

function applyRule(rule: DecidingRule, school: SchoolPlace, venue: VenuePlace, pair: Pair): Finding | null {
  const measured = measureOrigin(rule.origin, school, pair);
  if (!measured) return null;
  const sigma = combinedSigma(measured.sigma, venue.sigma);
  if (measured.distance > rule.distance + 2 * sigma) return null;
  const verdict = judge(measured.distance, sigma, rule.distance, venue.coarse);
  const nearestGate = nearest(pair.gates);
  const disagrees =
    pair.boundary !== null &&
    nearestGate !== null &&
    pair.boundary.distance <= rule.distance !== nearestGate.distance <= rule.distance;
  const timeline = timelineOf(rule, venue.since, school.since);
  const notes = [
    ...measured.notes,
    rule.method === 'straight' ? '' : '未导入可步行路网，以直线距离代替步行距离',
    venue.coarse ? '场所位置只到道路或片区，不能单独判定区内' : '',
    disagrees ? '边界距离与校门距离分处限值两侧' : '',
    timeline.existing ? timeline.explanation : '',
  ].filter((note) => note !== '');
  return {
    schoolId: school.id,
    venueId: venue.id,
    ruleId: rule.id,
    gateId: gateIdOf(measured.gate ?? nearestGate?.gate ?? null),
    origin: measured.origin,
    method: 'straight',
    distance: measured.distance,
    boundary: pair.boundary?.distance ?? null,
    gate: nearestGate?.distance ?? null,
    walking: null,
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

/** The rule's origin where the data has it, else the stated fallback. */
function measureOrigin(wanted: Origin, school: SchoolPlace, pair: Pair): MeasuredOrigin | null {
  const main = nearest(pair.gates.filter(({ gate }) => gate.isMain));
  const any = nearest(pair.gates);
  const onPoint = any?.gate.id === POINT_GATE_ID;
  const pointNote = onPoint ? ['学校没有校门和校园边界，以学校点位为校门'] : [];
  const fromGate = (
    origin: Origin,
    near: { gate: GatePlace; distance: Metres },
    notes: readonly string[],
  ) => ({
    origin,
    distance: near.distance,
    from: near.gate.position,
    sigma: near.gate.sigma,
    gate: near.gate,
    notes: [...notes, ...pointNote],
  });
  const fromBoundary = (notes: readonly string[]): MeasuredOrigin | null =>
    pair.boundary && {
      origin: 'boundary',
      distance: pair.boundary.distance,
      from: pair.boundary.point,
      sigma: school.campusSigma,
      gate: null,
      notes,
    };
  if (wanted === 'boundary')
    return fromBoundary([]) ?? (any && fromGate('anyGate', any, onPoint ? [] : ['缺校园边界，以校门为起点']));
  if (wanted === 'mainGate' && main) return fromGate('mainGate', main, []);
  if (any) return fromGate('anyGate', any, wanted === 'mainGate' ? ['未标明主校门，以任一校门为起点'] : []);
  return fromBoundary(['缺校门，以校园边界为起点']);
}

function nearest<T extends { distance: Metres }>(candidates: readonly T[]): T | null {
  return candidates.reduce<T | null>(
    (best, next) => (!best || next.distance < best.distance ? next : best),
    null,
  );
}

function gateIdOf(gate: GatePlace | null): number | null {
  return gate && gate.id !== POINT_GATE_ID ? gate.id : null;
}
