import { boundsOfShape, distanceBetween, distanceToShape, type Shape } from '../geodesy/shape-distance.ts';
import { boundsMeet, type LngLat, type LngLatBounds, type Metres } from '../geodesy/units.ts';
import type { DistanceEnd } from '../tables/distance-condition.ts';
import type { RoadNetwork } from '../walking/road-network.ts';
import { decide } from './apply-rule.ts';
import { type Measured, measureForRule, measurePair, type Pair } from './measure-pair.ts';
import { type SchoolPlace, schoolBounds, withPointAsGate } from './measured-places.ts';
import { coarsestOrigin, grow, nearnessTo, SLACK, WALK_FACTOR } from './reach.ts';
import type { SurveyedDistance, SurveyedDistances, SurveyMethod } from './surveyed-distance.ts';
import { combinedSigma } from './uncertainty.ts';
import type { VenueIndex } from './venue-index.ts';
import { VenueWalks } from './venue-walks.ts';
import { judge } from './verdict.ts';

/** How near something lies to what is asked for: surely within the distance, or perhaps. Nothing is said of what surely does not. */
export interface Near {
  readonly verdict: 'inside' | 'undetermined';
  readonly distance: Metres;
  /** Combined standard error of both ends, or of the survey. */
  readonly sigma: Metres;
  /** The school that it was measured to: of several the one that is surely within, then the nearest. Null for a shape. */
  readonly schoolId: number | null;
  /** Every school within the distance or perhaps, where that was asked for. */
  readonly schoolIds: readonly number[];
}

/** Which distance is meant, and whether every school within it is wanted and not the deciding one alone. */
export interface NearAsked {
  readonly within: Metres;
  readonly by: SurveyMethod;
  readonly to: DistanceEnd;
  readonly ofAll: boolean;
}

/** Venues whose box distance to a school lies in it are measured: beyond `from`, up to `to` or as far as is asked. */
interface Ring {
  readonly from: Metres;
  readonly to: Metres | null;
}

/** The first of several rings; each has twice the radius of the one before. */
const FIRST_RING: Metres = 200;
/** Longer walks than this, beyond the distance, decide nothing. */
const WALK_BEYOND: Metres = 1500;
const NO_SURVEYS: readonly SurveyedDistance[] = [];

/** Finds the venues near schools, school by school. They are measured as findings are: fallbacks, surveys and doubt alike. */
export class NearVenues {
  readonly found = new Map<number, Near>();
  readonly #index: VenueIndex;
  readonly #asked: NearAsked;
  readonly #walks: VenueWalks;
  readonly #surveys: SurveyedDistances;
  readonly #coarsest: Metres;
  readonly #indexOfId: ReadonlyMap<number, number> | null;
  /** By the venue's index: no school at least so far away, in squared metres, makes a difference to it any more. */
  readonly #settled: Float64Array;

  constructor(
    index: VenueIndex,
    asked: NearAsked,
    { network, surveys }: { readonly network: RoadNetwork | null; readonly surveys: SurveyedDistances },
  ) {
    this.#index = index;
    this.#asked = asked;
    this.#walks = new VenueWalks(asked.by === 'walking' ? network : null);
    this.#surveys = surveys;
    this.#coarsest = index.venues.coarsest;
    this.#indexOfId = surveys.isEmpty ? null : index.venues.indexById();
    this.#settled = new Float64Array(index.venues.length).fill(Number.POSITIVE_INFINITY);
  }

  /**
   * Rings around schools, from the inside: all schools are taken in one before any in the next, so that most venues are
   * measured to no school but the nearest.
   */
  *rings(): Generator<Ring> {
    const { within, by, ofAll } = this.#asked;
    let from: Metres = 0;
    if (by === 'straight' && !ofAll)
      for (let to = FIRST_RING; to < within; to *= 2) {
        yield { from, to };
        from = to;
        if (this.#isAllSettled(to)) return;
      }
    yield { from, to: null };
  }

  /** Measures to one more school; `inDoubt` where nobody knows whether it is one of those that are meant. */
  take(known: SchoolPlace, inDoubt: boolean, ring: Ring): void {
    const school = withPointAsGate(known);
    const bounds = schoolBounds(school);
    if (!bounds) return;
    const { venues } = this.#index;
    const origin = coarsestOrigin(school);
    const near = nearnessTo(bounds);
    const surveys = this.#surveys.ofSchool(school.id);
    const { within } = this.#asked;
    const walks = this.#walks.from(school, Math.min(within * WALK_FACTOR, within + WALK_BEYOND));
    const reachOf = (sigma: Metres) =>
      ring.to ?? (this.#asked.within + 2 * combinedSigma(sigma, origin)) * SLACK;
    const measure = (at: number, position: LngLat, surveyed: readonly SurveyedDistance[]) => {
      const venue = { position, sigma: venues.sigma(at), coarse: venues.isCoarse(at) };
      const walkTo = walks && this.#walks.to(walks, at, position);
      this.#judge(at, measurePair(school, venue, walkTo, surveyed), inDoubt);
    };
    this.#index.within(grow(bounds, reachOf(this.#coarsest)), (at, lng, lat) => {
      const squared = near(lng, lat);
      if (this.#isPassed(at, squared, ring)) return;
      const reach = reachOf(venues.sigma(at));
      if (squared <= reach * reach && !surveys?.has(venues.id(at))) measure(at, [lng, lat], NO_SURVEYS);
    });
    // A surveyed distance counts even where the list puts the venue far away.
    if (ring.to === null)
      for (const [id, surveyed] of surveys ?? []) {
        const at = this.#indexOfId?.get(id);
        if (at !== undefined) measure(at, venues.position(at), surveyed);
      }
  }

  /** Whether a pair was measured in a ring before, or can make no difference. */
  #isPassed(at: number, squared: number, { from }: Ring): boolean {
    if (from > 0 && squared <= from * from) return true;
    return squared >= (this.#settled[at] ?? 0);
  }

  #isAllSettled(to: Metres): boolean {
    return this.#surveys.isEmpty && this.#settled.every((squared) => squared <= to * to);
  }

  #judge(at: number, pair: Pair, inDoubt: boolean): void {
    const limit = { distance: this.#asked.within, bound: 'inclusive', listed: false } as const;
    const decided = decide(limit, measuredTo(this.#asked, pair), inDoubt);
    if (!decided || decided.verdict === 'outside' || decided.verdict === 'listed') return;
    const { verdict, measured } = decided;
    const { venues } = this.#index;
    const [id, schoolId, { ofAll }] = [venues.id(at), pair.school.id, this.#asked];
    const near = { verdict, distance: measured.distance, sigma: measured.sigma, schoolId };
    const best = keepNearer(this.found, id, near, ofAll);
    // Only what is surely within is not bettered by a school farther away; a coarse position never proves that.
    if (!ofAll && (best.verdict === 'inside' || venues.isCoarse(at)))
      this.#settled[at] = best.distance * best.distance;
  }
}

/** Every distance that answers to what is asked for, or its fallback. */
function measuredTo({ by, to }: NearAsked, pair: Pair): readonly Measured[] {
  if (to !== 'nearest' || by === 'walking')
    return measureForRule({ origin: to === 'nearest' ? 'anyGate' : to, method: by }, pair);
  const toBoundary = pair.boundary ? measureForRule({ origin: 'boundary', method: by }, pair) : [];
  const toGates = pair.gates.length > 0 ? measureForRule({ origin: 'anyGate', method: by }, pair) : [];
  return [...toBoundary, ...toGates];
}

/** Keeps what decides, and returns it: surely within before perhaps, then the shortest. */
function keepNearer(
  found: Map<number, Near>,
  id: number,
  near: Omit<Near, 'schoolIds'>,
  ofAll: boolean,
): Near {
  const known = found.get(id);
  const isNearer =
    !known || (near.verdict === known.verdict ? near.distance < known.distance : near.verdict === 'inside');
  if (!isNearer && !ofAll) return known;
  const { verdict, distance, sigma, schoolId } = isNearer ? near : known;
  const own = near.schoolId === null ? [] : [near.schoolId];
  const schoolIds = ofAll ? [...(known?.schoolIds ?? []), ...own] : NO_SCHOOLS;
  const best = { verdict, distance, sigma, schoolId, schoolIds };
  found.set(id, best);
  return best;
}

const NO_SCHOOLS: readonly number[] = [];

/** The venues near a shape. What was drawn is taken as it stands: the doubt is that of the venue alone. */
export function findNearShape(index: VenueIndex, shape: Shape, within: Metres): Map<number, Near> {
  const found = new Map<number, Near>();
  const bounds = boundsOfShape(shape);
  if (!bounds) return found;
  const { venues } = index;
  index.within(grow(bounds, (within + 2 * venues.coarsest) * SLACK), (at, lng, lat) => {
    const sigma = venues.sigma(at);
    const distance = distanceToShape([lng, lat], shape);
    const verdict = judge(distance, sigma, within, venues.isCoarse(at));
    if (verdict === 'inside' || verdict === 'undetermined')
      found.set(venues.id(at), { verdict, distance, sigma, schoolId: null, schoolIds: NO_SCHOOLS });
  });
  return found;
}

/** A school, a gate or a facility with its error; of a school that distances are measured to, which one it is. */
export interface ShapedPlace {
  readonly id: number;
  /** A school that it is not near to: itself. */
  readonly except?: number;
  readonly shape: Shape;
  readonly sigma: Metres;
}

export interface ShapedTarget extends Omit<ShapedPlace, 'id' | 'except'> {
  readonly schoolId: number | null;
  /** Whether nobody knows if it is one of those that are meant. */
  readonly inDoubt: boolean;
}

/** What things other than venues are near to, one after the other, in a straight line from edge to edge. */
export class NearShapes {
  readonly found = new Map<number, Near>();
  readonly #targets: readonly (ShapedTarget & { readonly box: LngLatBounds })[];
  readonly #asked: Pick<NearAsked, 'within' | 'ofAll'>;
  readonly #coarsest: Metres;

  constructor(targets: readonly ShapedTarget[], asked: Pick<NearAsked, 'within' | 'ofAll'>) {
    this.#asked = asked;
    this.#coarsest = Math.max(0, ...targets.map(({ sigma }) => sigma));
    this.#targets = targets.flatMap((target) => {
      const bounds = boundsOfShape(target.shape);
      return bounds ? [{ ...target, box: grow(bounds, asked.within * SLACK) }] : [];
    });
  }

  take({ id, shape, sigma, except }: ShapedPlace): void {
    const bounds = boundsOfShape(shape);
    if (!bounds) return;
    const { within, ofAll } = this.#asked;
    const box = grow(bounds, 2 * combinedSigma(sigma, this.#coarsest) * SLACK);
    for (const target of this.#targets) {
      if (target.schoolId !== null && target.schoolId === except) continue;
      if (!boundsMeet(box, target.box)) continue;
      const both = combinedSigma(sigma, target.sigma);
      const distance = distanceBetween(shape, target.shape);
      const verdict = judge(distance, both, within, target.inDoubt);
      if (verdict === 'inside' || verdict === 'undetermined')
        keepNearer(this.found, id, { verdict, distance, sigma: both, schoolId: target.schoolId }, ofAll);
    }
  }
}

/** The shape of a school that a distance is measured to, with its error; without any position it has none. */
export function shapeOfSchool(known: SchoolPlace, to: DistanceEnd): Pick<ShapedPlace, 'shape' | 'sigma'> {
  const { campus, campusSigma, gates } = withPointAsGate(known);
  const mains = gates.filter(({ isMain }) => isMain);
  const wanted = to === 'mainGate' && mains.length > 0 ? mains : gates;
  const isByCampus = campus !== null && (to === 'nearest' || to === 'boundary' || gates.length === 0);
  const isByGates = to !== 'boundary' || campus === null;
  return {
    shape: {
      areas: isByCampus ? campus : [],
      lines: [],
      points: isByGates ? wanted.map(({ position }) => position) : [],
    },
    sigma: isByCampus ? campusSigma : Math.max(0, ...wanted.map((gate) => gate.sigma)),
  };
}
