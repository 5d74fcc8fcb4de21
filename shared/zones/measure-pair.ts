import { distance } from '../geodesy/ellipsoid.ts';
import type { LngLat, Metres } from '../geodesy/units.ts';
import type { DecidingRule } from '../rules/governing.ts';
import type { Method, Origin } from '../rules/rule.ts';
import type { WalkingResult } from '../walking/road-network.ts';
import { nearestOnCampus } from './campus-distance.ts';
import type { GatePlace, SchoolPlace, VenuePlace } from './places.ts';

/** The gate that stands for a school of which only a point is known. */
export const POINT_GATE_ID = -1;

export interface GateDistance {
  readonly gate: GatePlace;
  readonly distance: Metres;
  /** Null where no road network is known at all. */
  readonly walking: WalkingResult | null;
}

/** The three distances of one pair, before any rule is asked. */
export interface Pair {
  readonly boundary: { readonly distance: Metres; readonly point: LngLat } | null;
  readonly gates: readonly GateDistance[];
}

/** Walks from each gate of one school, by gate id. */
export type Walks = ReadonlyMap<number, (end: LngLat) => WalkingResult>;

/** The distance that a rule means, or what had to stand in for it. */
export interface Measured {
  readonly origin: Origin;
  readonly method: Method;
  readonly distance: Metres;
  readonly from: LngLat;
  readonly sigma: Metres;
  readonly gate: GatePlace | null;
  /** Measured otherwise than the rule means, and shorter: good for doubt, never for 区内. */
  readonly provisional: boolean;
  /** Fallbacks in Chinese. */
  readonly notes: readonly string[];
}

export function measurePair(school: SchoolPlace, venue: VenuePlace, walks: Walks): Pair {
  return {
    boundary: school.campus ? nearestOnCampus(venue.position, school.campus) : null,
    gates: school.gates.map((gate) => ({
      gate,
      distance: distance(gate.position, venue.position),
      walking: walks.get(gate.id)?.(venue.position) ?? null,
    })),
  };
}

/** The rule's own origin and method where the data has them, else the stated fallback; null without any position. */
export function measureForRule(rule: DecidingRule, school: SchoolPlace, pair: Pair): Measured | null {
  if (rule.method !== 'walking') return measureStraight(rule.origin, school, pair);
  const mains = pair.gates.filter(({ gate }) => gate.isMain);
  const wantsMain = rule.origin === 'mainGate' && mains.length > 0;
  const walk = shortestWalk(wantsMain ? mains : pair.gates);
  if (walk) {
    const { gate, metres } = walk;
    const origin = wantsMain ? 'mainGate' : 'anyGate';
    return {
      origin,
      method: 'walking',
      distance: metres,
      from: gate.position,
      sigma: gate.sigma,
      gate,
      provisional: false,
      notes: pointNotes(gate),
    };
  }
  const straight = measureStraight(rule.origin === 'boundary' ? 'anyGate' : rule.origin, school, pair);
  return straight && { ...straight, provisional: true, notes: [...straight.notes, missingWalk(pair)] };
}

/** The shortest known walk from any of the gates. */
export function shortestWalk(gates: readonly GateDistance[]): { gate: GatePlace; metres: Metres } | null {
  return gates.reduce<{ gate: GatePlace; metres: Metres } | null>((best, { gate, walking }) => {
    const metres = walking?.metres ?? null;
    return metres !== null && (!best || metres < best.metres) ? { gate, metres } : best;
  }, null);
}

export function nearestGate(gates: readonly GateDistance[]): GateDistance | null {
  return gates.reduce<GateDistance | null>(
    (best, next) => (!best || next.distance < best.distance ? next : best),
    null,
  );
}

function measureStraight(wanted: Origin, school: SchoolPlace, pair: Pair): Measured | null {
  const main = nearestGate(pair.gates.filter(({ gate }) => gate.isMain));
  const any = nearestGate(pair.gates);
  const common = { method: 'straight', provisional: false } as const;
  const fromGate = (origin: Origin, near: GateDistance, notes: readonly string[]): Measured => ({
    ...common,
    origin,
    distance: near.distance,
    from: near.gate.position,
    sigma: near.gate.sigma,
    gate: near.gate,
    notes: [...notes, ...pointNotes(near.gate)],
  });
  const fromBoundary = (notes: readonly string[]): Measured | null =>
    pair.boundary && {
      ...common,
      origin: 'boundary',
      distance: pair.boundary.distance,
      from: pair.boundary.point,
      sigma: school.campusSigma,
      gate: null,
      notes,
    };
  if (wanted === 'boundary') {
    const missing = any?.gate.id === POINT_GATE_ID ? [] : ['缺校园边界，以校门为起点'];
    return fromBoundary([]) ?? (any && fromGate('anyGate', any, missing));
  }
  if (wanted === 'mainGate' && main) return fromGate('mainGate', main, []);
  if (any) return fromGate('anyGate', any, wanted === 'mainGate' ? ['未标明主校门，以任一校门为起点'] : []);
  return fromBoundary(['缺校门，以校园边界为起点']);
}

function pointNotes(gate: GatePlace): string[] {
  return gate.id === POINT_GATE_ID ? ['学校没有校门和校园边界，以学校点位为校门'] : [];
}

/** Why no walk was found, and what that means. */
function missingWalk(pair: Pair): string {
  const reasons = pair.gates.flatMap(({ walking }) => (walking ? [walking.reason] : []));
  const why =
    reasons.length === 0
      ? '未导入可步行路网'
      : reasons.includes('notConnected')
        ? '路网不连通或绕行过远'
        : '校门或场所 100 米内没有可步行道路';
  return `${why}，以直线距离代替步行距离，不能判定区内，须实测`;
}
