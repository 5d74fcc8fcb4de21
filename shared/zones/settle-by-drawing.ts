import { distance } from '../geodesy/ellipsoid.ts';
import type { LngLat, Metres } from '../geodesy/units.ts';
import { applyRule } from './apply-rule.ts';
import { nearestOnCampus } from './campus-distance.ts';
import { type DrawnThing, drawnThings, isInDoubt } from './drawn-things.ts';
import { measureForRule, type Pair } from './measure-pair.ts';
import type { GatePlace, SchoolPlace } from './measured-places.ts';
import { WALK_FACTOR } from './reach.ts';
import type { RuleForKind } from './rules-for-kinds.ts';
import type { SurveyedDistance } from './surveyed-distance.ts';
import { combinedSigma, SCHOOL_POINT_SIGMA } from './uncertainty.ts';
import { type Severity, severities } from './verdict.ts';

/** A venue of which it is in doubt what the rules about it say at a school. */
export interface DoubtedVenue {
  readonly id: number;
  readonly position: LngLat;
  readonly sigma: Metres;
  readonly coarse: boolean;
  readonly since: string | null;
  /** Every rule about its kinds and the school's stage. */
  readonly rules: readonly RuleForKind[];
  /** What they say now, by their ids; a rule that says nothing is left out. */
  readonly severities: ReadonlyMap<string, Severity>;
  readonly surveys: readonly SurveyedDistance[];
}

/** What is known of a thing that nobody has drawn yet. */
interface DrawnLater {
  /** Standard error of what will be drawn. */
  readonly sigma: Metres;
  /** Whether there are roads to walk on. */
  readonly hasRoads: boolean;
}

/** The gate that stands for one that is not drawn yet. */
const LATER_GATE_ID = -2;
/** So little beyond a limit is beyond it. */
const BEYOND: Metres = 1e-6;

/** What of a school nobody has drawn yet; nothing where it has a campus and a gate. */
export function missingThings({ campus, gates }: Pick<SchoolPlace, 'campus' | 'gates'>): DrawnThing[] {
  return drawnThings.filter((thing) => (thing === 'gate' ? gates.length === 0 : campus === null));
}

/** A venue in doubt at a school of which something is missing. */
interface Doubt {
  readonly thing: DrawnThing;
  readonly school: SchoolPlace;
  readonly venue: DoubtedVenue;
  readonly later: DrawnLater;
}

/**
 * Whether drawing a missing thing of a school can settle what is in doubt of a venue: whether there is a place where
 * the thing can lie, by what is known of the school, for which the weightiest of the rules says 区内, 区外 or nothing.
 * A doubt that stays wherever the thing lies (a coarse position, a stage or a day that nobody knows, a rule that asks
 * for something else) is not settled by it.
 */
export function canSettle(doubt: Doubt): boolean {
  const { thing, school, venue, later } = doubt;
  const range = whereabouts(thing, school, venue.position);
  if (!range) return false;
  const nearest = pairWith(doubt, range.nearest, range.nearest);
  const measured = venue.rules.filter(({ rule }) =>
    measureForRule(rule, nearest).some(({ origin, gate }) =>
      thing === 'boundary' ? origin === 'boundary' : gate?.id === LATER_GATE_ID,
    ),
  );
  if (measured.length === 0) return false;
  const others = venue.rules.flatMap((each) =>
    measured.includes(each) ? [] : [venue.severities.get(each.rule.id) ?? 'outside'],
  );
  // A walk is no shorter than the straight line, and may be as long as walks are searched.
  const walks = later.hasRoads
    ? measured.flatMap(({ rule }) => (rule.method === 'walking' ? [rule.distance * WALK_FACTOR] : []))
    : [];
  return turningPoints(doubt, range, measured).some((metres) =>
    [metres, ...walks].some((walk) => {
      const pair = pairWith(doubt, metres, walk);
      return !isInDoubt(weightiest([...others, ...measured.map((each) => said(each, venue, pair))]));
    }),
  );
}

interface Range {
  readonly nearest: Metres;
  readonly furthest: Metres;
}

/**
 * How near and how far from a place a missing thing can lie: a gate on the edge of a known campus; a campus at the
 * known gates, which reaches as far from them as a point that stands for a campus may be off; and with a point alone
 * either of them within 2σ of it. Null where nothing of the school is known.
 */
function whereabouts(thing: DrawnThing, school: SchoolPlace, place: LngLat): Range | null {
  const { campus, gates, point, pointSigma } = school;
  if (thing === 'gate' && campus) {
    const nearest = nearestOnCampus(place, campus)?.distance;
    const corners = campus.flatMap((polygon) => polygon[0] ?? []).map((corner) => distance(corner, place));
    return nearest === undefined ? null : { nearest, furthest: Math.max(nearest, ...corners) };
  }
  if (thing === 'boundary' && gates.length > 0) {
    const gate = Math.min(...gates.map(({ position }) => distance(position, place)));
    return { nearest: Math.max(0, gate - 2 * SCHOOL_POINT_SIGMA), furthest: gate };
  }
  if (!point) return null;
  const off = 2 * Math.max(SCHOOL_POINT_SIGMA, pointSigma);
  const metres = distance(point, place);
  return { nearest: Math.max(0, metres - off), furthest: metres + off };
}

/**
 * Distances of which one settles the doubt if any does: between two of the places where a verdict turns every rule says
 * the same.
 */
function turningPoints(
  { venue, later }: Doubt,
  { nearest, furthest }: Range,
  measured: readonly RuleForKind[],
): Metres[] {
  const reach = 2 * combinedSigma(later.sigma, venue.sigma) + BEYOND;
  const turns = measured.flatMap(({ rule }) => [rule.distance - reach, rule.distance + reach]);
  return [nearest, furthest, ...turns.filter((metres) => metres > nearest && metres < furthest)];
}

/** What would be known of school and venue if the thing lay so far away, and so long a walk. */
function pairWith({ thing, school, venue, later }: Doubt, metres: Metres, walk: Metres): Pair {
  const { position, sigma, coarse, surveys } = venue;
  const known = { surveys, venueSigma: sigma, venueCoarse: coarse };
  if (thing === 'boundary')
    return {
      ...known,
      school: { ...school, campusSigma: later.sigma },
      boundary: { distance: metres, point: position },
      gates: school.gates.map((gate) => ({
        gate,
        distance: distance(gate.position, position),
        walking: null,
      })),
    };
  const gate: GatePlace = { id: LATER_GATE_ID, name: '', isMain: true, position, sigma: later.sigma };
  const walking = later.hasRoads ? { metres: walk, reason: null } : null;
  return {
    ...known,
    school,
    boundary: school.campus && nearestOnCampus(position, school.campus),
    gates: [{ gate, distance: metres, walking }],
  };
}

function said({ rule, kind }: RuleForKind, { id, position, since }: DoubtedVenue, pair: Pair): Severity {
  return applyRule(rule, kind, id, position, since, pair)?.severity ?? 'outside';
}

function weightiest(all: readonly Severity[]): Severity {
  return severities.find((severity) => all.includes(severity)) ?? 'outside';
}
