// How one pair is measured, as plainly as it can be said: what the engine finds quickly is compared with this.
import { distance } from '#shared/geodesy/ellipsoid.ts';
import { localFrame } from '#shared/geodesy/local-frame.ts';
import { nearestOnSegment, ringContains } from '#shared/geodesy/planar.ts';
import type { LngLat, LocalXY, Metres, PolygonRings } from '#shared/geodesy/units.ts';
import type { DecidingRule } from '#shared/rules/governing.ts';
import type { Method, Origin } from '#shared/rules/rule.ts';
import type { WalkingResult } from '#shared/walking/road-network.ts';
import { type GatePlace, POINT_FOR_CAMPUS, type SchoolPlace } from '#shared/zones/measured-places.ts';
import type { SurveyedDistance } from '#shared/zones/surveyed-distance.ts';
import { combinedSigma } from '#shared/zones/uncertainty.ts';

/** The gate that stands for a school of which only a point is known. */
export const POINT_GATE_ID = -1;

export interface GateDistance {
  readonly gate: GatePlace;
  readonly distance: Metres;
  /** Null where no road network is known at all. */
  readonly walking: WalkingResult | null;
}

/** All that is known of one school and one venue before any rule is asked: computed and surveyed. */
export interface Pair {
  readonly school: SchoolPlace;
  readonly boundary: { readonly distance: Metres; readonly point: LngLat } | null;
  readonly gates: readonly GateDistance[];
  readonly surveys: readonly SurveyedDistance[];
  readonly venueSigma: Metres;
  /** The venue's position cannot prove 区内 by itself. */
  readonly venueCoarse: boolean;
}

/** Walks to one venue from a gate, by the gate's id; null where no road network is known. */
export type WalkTo = (gateId: number) => WalkingResult | null;

/** One way to measure the distance that a rule means, or its fallback. */
export interface Measured {
  readonly origin: Origin;
  readonly method: Method;
  readonly distance: Metres;
  readonly from: LngLat;
  /** Combined standard error of both ends, or of the survey. */
  readonly sigma: Metres;
  readonly gate: GatePlace | null;
  /** False where it can lead to 待实测 only: measured in another way than the rule means, or from a coarse position. */
  readonly mayProve: boolean;
  readonly survey: SurveyedDistance | null;
  /** Fallbacks in Chinese. */
  readonly notes: readonly string[];
}

const NO_NOTES: readonly string[] = [];
const NO_BOUNDARY: readonly string[] = ['缺校园边界，以校门为起点'];
const NO_MAIN_GATE: readonly string[] = ['未标明主校门，以任一校门为起点'];
const NO_GATES: readonly string[] = ['缺校门，以校园边界为起点'];
const STRAIGHT_INSTEAD = '以直线距离代替步行距离，不能判定区内，须实测';
const POINT_ONLY: readonly string[] = [POINT_FOR_CAMPUS];

export function measurePair(
  school: SchoolPlace,
  venue: { readonly position: LngLat; readonly sigma: Metres; readonly coarse: boolean },
  walkTo: WalkTo | null,
  surveys: readonly SurveyedDistance[],
): Pair {
  return {
    school,
    boundary: school.campus ? nearestOnCampus(venue.position, school.campus) : null,
    gates: school.gates.map((gate) => ({
      gate,
      distance: distance(gate.position, venue.position),
      walking: walkTo?.(gate.id) ?? null,
    })),
    surveys,
    venueSigma: venue.sigma,
    venueCoarse: venue.coarse,
  };
}

/**
 * Every distance that answers to a rule's origin and method: one for the campus, one for each gate that
 * counts. Where the data has none, the stated fallback; none at all without any position.
 */
export function measureForRule(
  rule: Pick<DecidingRule, 'origin' | 'method'>,
  pair: Pair,
): readonly Measured[] {
  if (rule.method === 'walking') return measureWalks(rule.origin, pair);
  const { gates } = pair;
  if (rule.origin === 'boundary') {
    const fromBoundary = measureBoundary(pair, NO_NOTES);
    if (fromBoundary) return [fromBoundary];
    return gates.map((gate) => measureGate('anyGate', gate, pair, NO_BOUNDARY));
  }
  const { origin, gates: wanted, notes } = gatesFor(rule.origin, gates);
  if (wanted.length > 0) return wanted.map((gate) => measureGate(origin, gate, pair, notes));
  const fallback = measureBoundary(pair, NO_GATES);
  return fallback ? [fallback] : [];
}

/** The shortest known walk from any of the gates. */
export function shortestWalk(gates: readonly GateDistance[]): Metres | null {
  let best: Metres | null = null;
  for (const { walking } of gates)
    if (walking && walking.metres !== null && (best === null || walking.metres < best)) best = walking.metres;
  return best;
}

export function nearestGate(gates: readonly GateDistance[]): GateDistance | null {
  let best: GateDistance | null = null;
  for (const next of gates) if (!best || next.distance < best.distance) best = next;
  return best;
}

function gatesFor(
  wanted: Origin,
  gates: readonly GateDistance[],
): { origin: Origin; gates: readonly GateDistance[]; notes: readonly string[] } {
  if (wanted !== 'mainGate') return { origin: 'anyGate', gates, notes: NO_NOTES };
  const mains = gates.filter(({ gate }) => gate.isMain);
  return mains.length > 0
    ? { origin: 'mainGate', gates: mains, notes: NO_NOTES }
    : { origin: 'anyGate', gates, notes: NO_MAIN_GATE };
}

function measureBoundary(pair: Pair, notes: readonly string[]): Measured | null {
  const survey = findSurvey(pair, null, 'straight');
  const from = pair.boundary?.point ?? nearestGate(pair.gates)?.gate.position;
  const metres = survey?.distance ?? pair.boundary?.distance;
  if (!from || metres === undefined) return null;
  return {
    origin: 'boundary',
    method: 'straight',
    distance: metres,
    from,
    sigma: survey?.sigma ?? combinedSigma(pair.school.campusSigma, pair.venueSigma),
    gate: null,
    mayProve: survey !== null || !pair.venueCoarse,
    survey,
    notes,
  };
}

function measureGate(
  origin: Origin,
  { gate, distance: computed }: GateDistance,
  pair: Pair,
  notes: readonly string[],
): Measured {
  const survey = findSurvey(pair, gate.id, 'straight');
  return {
    origin,
    method: 'straight',
    distance: survey?.distance ?? computed,
    from: gate.position,
    sigma: survey?.sigma ?? combinedSigma(gate.sigma, pair.venueSigma),
    gate,
    mayProve: survey !== null || !pair.venueCoarse,
    survey,
    notes: notesAt(gate, notes),
  };
}

/** A walk for each gate; where none is known the straight line takes its place and can lead to 待实测 only. */
function measureWalks(wanted: Origin, pair: Pair): readonly Measured[] {
  const { origin, gates, notes } = gatesFor(wanted, pair.gates);
  if (gates.length === 0) {
    const boundary = measureBoundary(pair, [...NO_GATES, `没有校门，${STRAIGHT_INSTEAD}`]);
    return boundary ? [{ ...boundary, mayProve: false }] : [];
  }
  return gates.map((entry) => {
    const { gate, walking } = entry;
    const survey = findSurvey(pair, gate.id, 'walking');
    const metres = survey?.distance ?? walking?.metres ?? null;
    if (metres === null) {
      const straight = measureGate(origin, entry, pair, notes);
      return { ...straight, mayProve: false, notes: [...straight.notes, missingWalk(walking)] };
    }
    return {
      origin,
      method: 'walking',
      distance: metres,
      from: gate.position,
      sigma: survey?.sigma ?? combinedSigma(gate.sigma, pair.venueSigma),
      gate,
      mayProve: survey !== null || !pair.venueCoarse,
      survey,
      notes: notesAt(gate, notes),
    };
  });
}

/** The latest survey of this distance. */
function findSurvey(
  { surveys }: Pair,
  gateId: number | null,
  method: SurveyedDistance['method'],
): SurveyedDistance | null {
  return surveys.findLast((survey) => survey.gateId === gateId && survey.method === method) ?? null;
}

/** The notes of a distance; where a school's point stands for its gate, they say so. */
function notesAt(gate: GatePlace, notes: readonly string[]): readonly string[] {
  return gate.id === POINT_GATE_ID ? POINT_ONLY : notes;
}

/** Why no walk was found, and what that means. */
function missingWalk(walking: WalkingResult | null): string {
  const why = walking?.reason ? walkingReasonNames[walking.reason] : '未导入可步行路网';
  return `${why}，${STRAIGHT_INSTEAD}`;
}

/** Why a walk could not be measured. */
const walkingReasonNames: Readonly<Record<NonNullable<WalkingResult['reason']>, string>> = {
  noRoadNear: '校门或场所 100 米内没有可步行道路',
  notConnected: '路网不连通或绕行过远',
};

interface NearestOnCampus {
  readonly distance: Metres;
  /** The nearest point of the edge; the position itself when it lies inside. */
  readonly point: LngLat;
}

/**
 * Shortest ellipsoidal distance from a position to a campus of one or several polygons, 0 inside.
 * Every edge is measured in a metric frame centred on the position, so the distance is never taken
 * from a drawn buffer. A hole's edge counts as boundary for a position inside the hole.
 */
function nearestOnCampus(position: LngLat, campus: readonly PolygonRings[]): NearestOnCampus | null {
  const frame = localFrame(position);
  let best: { squared: number; point: LocalXY } | null = null;
  for (const polygon of campus) {
    const rings = polygon.map((ring) => ring.map((vertex) => frame.toLocal(vertex)));
    const [outer, ...holes] = rings;
    if (!outer || outer.length < 3) continue;
    if (ringContains(outer, [0, 0]) && !holes.some((hole) => ringContains(hole, [0, 0])))
      return { distance: 0, point: position };
    for (const ring of rings) {
      let before = ring.at(-1);
      for (const vertex of ring) {
        const near = nearestOnSegment([0, 0], before ?? vertex, vertex);
        if (!best || near.squared < best.squared) best = near;
        before = vertex;
      }
    }
  }
  return best && { distance: Math.sqrt(best.squared), point: frame.toLngLat(best.point) };
}
