import type { Degrees, LngLat } from '../geodesy/units.ts';
import { noteOf, straddle, verdictOf, verdictWeight } from './apply-rule.ts';
import { type FindingColumns, Found, methodCode, originCode, verdictCode } from './finding-columns.ts';
import { NO_BOUNDARY, NO_GATES, NO_MAIN_GATE, NO_NOTES, POINT_ONLY, type WalkTo } from './measure-pair.ts';
import { POINT_GATE_ID, type SchoolPlace } from './measured-places.ts';
import type { StageRule } from './stage-rules.ts';
import { StraightDistances } from './straight-distances.ts';
import { combinedSigma } from './uncertainty.ts';
import type { VenueColumns } from './venue-columns.ts';
import type { Verdict } from './verdict.ts';

const BOUNDARY = originCode('boundary');
const ANY_GATE = originCode('anyGate');
const MAIN_GATE = originCode('mainGate');
const STRAIGHT = methodCode('straight');
/** Which fallback a straight distance is, by its number. */
const fallbacks = [NO_NOTES, NO_BOUNDARY, NO_MAIN_GATE, NO_GATES, POINT_ONLY];
const NONE = fallbacks.indexOf(NO_NOTES);
const WITHOUT_BOUNDARY = fallbacks.indexOf(NO_BOUNDARY);
const WITHOUT_MAIN_GATE = fallbacks.indexOf(NO_MAIN_GATE);
const WITHOUT_GATES = fallbacks.indexOf(NO_GATES);
const BY_POINT = fallbacks.indexOf(POINT_ONLY);

/** Walks from the school to a venue, by its index and place; null where its school has none. */
export type WalkFrom = (at: number, place: LngLat) => WalkTo | null;

/**
 * What straight rules say of one pair after the other where nothing was surveyed: what `applyRule` says, which nearly
 * every finding of a city is, in numbers and without an object for each. A test compares the two on a million pairs.
 */
export class JudgedStraight {
  readonly #found: FindingColumns;
  readonly #venues: VenueColumns;
  readonly #distances = new StraightDistances();
  readonly #one = new Found();
  #school: SchoolPlace | null = null;
  #hasMainGate = false;
  #isByPoint = false;
  #lng: Degrees = 0;
  #lat: Degrees = 0;
  #sigma = 0;
  #isCoarse = false;
  #day = 0;
  /** What the rules mean that were weighed last, and whether there is anything to tell by them. */
  #alike = -1;
  #isTold = false;
  /** Of the ways that were weighed, the one that decides. */
  #verdict: Verdict | null = null;
  #fallback = NONE;
  #measuredGate = -1;

  constructor(found: FindingColumns, venues: VenueColumns) {
    this.#found = found;
    this.#venues = venues;
  }

  /** From here on pairs are those of this school. */
  begin(school: SchoolPlace): void {
    this.#school = school;
    this.#hasMainGate = false;
    this.#isByPoint = false;
    for (const { id, isMain } of school.gates) {
      if (isMain) this.#hasMainGate = true;
      if (id === POINT_GATE_ID) this.#isByPoint = true;
    }
    this.#distances.begin(school);
  }

  /** From here on the pair is that with this venue. */
  moveTo(at: number, lng: Degrees, lat: Degrees): void {
    this.#one.venueAt = at;
    this.#lng = lng;
    this.#lat = lat;
    this.#sigma = this.#venues.sigma(at);
    this.#isCoarse = this.#venues.isCoarse(at);
    this.#day = this.#venues.day(at);
    this.#alike = -1;
    this.#distances.moveTo(lng, lat);
  }

  /** Adds what the rule says of the pair, if anything. `walkFrom` is null where no roads are known. */
  judge(ruled: StageRule, walkFrom: WalkFrom | null): void {
    // Most rules about a venue mean one distance: it is weighed once for those that follow each other.
    if (ruled.alike !== this.#alike) {
      this.#alike = ruled.alike;
      this.#isTold = this.#measure(ruled, walkFrom);
    }
    if (this.#isTold) this.#tell(ruled);
  }

  /** Whether there is anything to tell of the pair by this rule, and by those that mean the same. */
  #measure(ruled: StageRule, walkFrom: WalkFrom | null): boolean {
    const verdict = this.#weighAll(ruled);
    const one = this.#one;
    if (verdict === null || one.distance > ruled.limit + 2 * one.sigma) return false;
    if (ruled.rule.listed && verdict === 'outside') return false;
    const distances = this.#distances;
    distances.measureGates();
    const gates = this.#school?.gates ?? [];
    const told = gates[this.#measuredGate >= 0 ? this.#measuredGate : distances.nearest];
    one.gateId = told && told.id !== POINT_GATE_ID ? told.id : null;
    one.method = STRAIGHT;
    one.boundary = distances.boundary;
    one.gate = distances.gate;
    one.walking = walkFrom ? this.#shortestWalk(walkFrom) : Number.NaN;
    one.fromGate = this.#measuredGate;
    one.east = distances.nearEast;
    one.north = distances.nearNorth;
    one.verdict = verdictCode(verdict);
    one.disagrees = !ruled.rule.listed && straddle(ruled.limit, one.boundary, one.gate, one.walking);
    return true;
  }

  #weighAll(ruled: StageRule): Verdict | null {
    this.#verdict = null;
    const distances = this.#distances;
    const hasBoundary = !Number.isNaN(distances.boundary);
    const { origin } = ruled.rule;
    if (origin === 'boundary') {
      if (hasBoundary) this.#weighBoundary(ruled, NONE);
      else this.#weighGates(ruled, ANY_GATE, false, WITHOUT_BOUNDARY);
    } else if (distances.gateCount === 0) {
      if (hasBoundary) this.#weighBoundary(ruled, WITHOUT_GATES);
    } else if (origin === 'anyGate') this.#weighGates(ruled, ANY_GATE, false, NONE);
    else if (this.#hasMainGate) this.#weighGates(ruled, MAIN_GATE, true, NONE);
    else this.#weighGates(ruled, ANY_GATE, false, WITHOUT_MAIN_GATE);
    return this.#verdict;
  }

  #weighBoundary(ruled: StageRule, fallback: number): void {
    const { boundary } = this.#distances;
    const sigma = combinedSigma(this.#school?.campusSigma ?? 0, this.#sigma);
    this.#weigh(ruled, boundary, sigma, -1, BOUNDARY, fallback);
  }

  #weighGates(ruled: StageRule, origin: number, mainOnly: boolean, fallback: number): void {
    const distances = this.#distances;
    distances.measureGates();
    const gates = this.#school?.gates ?? [];
    for (let i = 0; i < gates.length; i++) {
      const gate = gates[i];
      if (!gate || (mainOnly && !gate.isMain)) continue;
      const sigma = combinedSigma(gate.sigma, this.#sigma);
      const by = this.#isByPoint ? BY_POINT : fallback;
      this.#weigh(ruled, distances.gates[i] ?? Number.NaN, sigma, i, origin, by);
    }
  }

  /** Keeps this way to measure where it decides before the one that is kept: see `decide`. */
  #weigh(
    ruled: StageRule,
    distance: number,
    sigma: number,
    gate: number,
    origin: number,
    fallback: number,
  ): void {
    const verdict = verdictOf(ruled.rule, distance, sigma, ruled.isInDoubt || this.#isCoarse);
    const one = this.#one;
    if (this.#verdict !== null) {
      const lead = verdictWeight[verdict] - verdictWeight[this.#verdict];
      if (lead < 0 || (lead === 0 && distance >= one.distance)) return;
    }
    this.#verdict = verdict;
    this.#measuredGate = gate;
    this.#fallback = fallback;
    one.distance = distance;
    one.sigma = sigma;
    one.origin = origin;
  }

  #tell(ruled: StageRule): void {
    const one = this.#one;
    const said = ruled.said(this.#day);
    one.rule = ruled.number;
    one.existing = said.existing;
    one.severity = said.severities[one.verdict] ?? 0;
    const key = this.#fallback * 4 + (this.#isCoarse ? 2 : 0) + (one.disagrees ? 1 : 0);
    let note = said.notes[key] ?? -1;
    if (note < 0) {
      note = this.#found.noteNumber(this.#noteOf(ruled, said.existingSince));
      said.notes[key] = note;
    }
    one.note = note;
    this.#found.add(one);
  }

  #noteOf({ rule, isInDoubt }: StageRule, existingSince: string | null): string {
    return noteOf(rule, {
      notes: fallbacks[this.#fallback] ?? NO_NOTES,
      survey: null,
      inDoubt: isInDoubt,
      coarse: this.#isCoarse,
      disagrees: this.#one.disagrees,
      existingSince,
      schoolSince: this.#school?.since ?? null,
    });
  }

  #shortestWalk(walkFrom: WalkFrom): number {
    const walkTo = walkFrom(this.#one.venueAt, [this.#lng, this.#lat]);
    let best = Number.NaN;
    for (const { id } of this.#school?.gates ?? []) {
      const metres = walkTo?.(id)?.metres ?? Number.NaN;
      if (Number.isNaN(best) || metres < best) best = metres;
    }
    return best;
  }
}
