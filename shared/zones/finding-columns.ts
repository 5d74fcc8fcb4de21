import { localFrame } from '../geodesy/local-frame.ts';
import type { LngLat, Metres } from '../geodesy/units.ts';
import {
  type Existing,
  existingSchema,
  type Method,
  methodSchema,
  type Origin,
  originSchema,
} from '../rules/rule.ts';
import type { Finding } from './finding.ts';
import type { SchoolPlace } from './measured-places.ts';
import type { RuleForKind } from './rules-for-kinds.ts';
import type { VenueColumns } from './venue-columns.ts';
import { type Severity, severities, type Verdict, verdictSchema } from './verdict.ts';

/** Metres and degrees of one finding, side by side. Where a distance is not known it is NaN. */
const NUMBERS = 7;
const [DISTANCE, BOUNDARY, GATE, WALKING, SIGMA, EAST, NORTH] = [0, 1, 2, 3, 4, 5, 6];
/** Whole numbers of one finding. */
const WHOLES = 10;
const [VENUE, RULE, GATE_ID, FROM_GATE, ORIGIN] = [0, 1, 2, 3, 4];
const [METHOD, VERDICT, TIMELINE, SEVERITY, REST] = [5, 6, 7, 8, 9];
/** Set in REST where the three distances disagree; above it stands the number of the note. */
const DISAGREES = 1;
const NOTE = 2;
const NO_GATE = -1;

const origins = originSchema.options;
const methods = methodSchema.options;
const verdicts = verdictSchema.options;
const treatments = existingSchema.options;

export const originCode = (origin: Origin): number => origins.indexOf(origin);
export const methodCode = (method: Method): number => methods.indexOf(method);
export const verdictCode = (verdict: Verdict): number => verdicts.indexOf(verdict);
export const severityCode = (severity: Severity): number => severities.indexOf(severity);
/** −1 where a venue is new, or nobody knows. */
export const existingCode = (existing: Existing | null): number =>
  existing === null ? -1 : treatments.indexOf(existing);

/** What was found of one venue by one rule: codes, and distances that are NaN where they are not known. */
export class Found {
  venueAt = 0;
  rule = 0;
  gateId: number | null = null;
  origin = 0;
  method = 0;
  distance: Metres = Number.NaN;
  boundary: Metres = Number.NaN;
  gate: Metres = Number.NaN;
  walking: Metres = Number.NaN;
  sigma: Metres = Number.NaN;
  /** Which gate of the school it was measured from; −1 from its campus. */
  fromGate = -1;
  /** From the venue to the nearest point of the campus. */
  east: Metres = Number.NaN;
  north: Metres = Number.NaN;
  verdict = 0;
  existing = 0;
  severity = 0;
  disagrees = false;
  /** See `noteNumber`. */
  note = 0;
}

/**
 * Findings in typed arrays, school by school and pair by pair: a province has 650,000 of them, which as objects take
 * longer to make than to measure. `toFinding` gives one as an object.
 */
export class FindingColumns {
  readonly #schools: readonly SchoolPlace[];
  readonly #venues: VenueColumns;
  /** What `rule` counts. */
  readonly #rules: readonly RuleForKind[];
  #length = 0;
  #numbers = new Float64Array(1024 * NUMBERS);
  #wholes = new Int32Array(1024 * WHOLES);
  readonly #notes: string[] = [''];
  /** Those that rest on a survey or a walk: few. */
  readonly #whole = new Map<number, Finding>();
  /** Where the findings of each school begin and end: they are found from south to north. */
  readonly #begin: Int32Array;
  readonly #end: Int32Array;

  constructor(schools: readonly SchoolPlace[], venues: VenueColumns, rules: readonly RuleForKind[]) {
    this.#schools = schools;
    this.#venues = venues;
    this.#rules = rules;
    this.#begin = new Int32Array(schools.length);
    this.#end = new Int32Array(schools.length);
  }

  get length(): number {
    return this.#length;
  }

  /** How many findings say so. */
  count(verdict: Verdict): number {
    const code = verdictCode(verdict);
    let count = 0;
    for (let i = 0; i < this.#length; i++) if (this.#wholes[i * WHOLES + VERDICT] === code) count++;
    return count;
  }

  /** Every finding as an object, made when it is asked for: by school, and those of one venue one after the other. */
  *inOrder(): Generator<Finding> {
    for (const [i, school] of this.#schools.entries())
      for (let at = this.#begin[i] ?? 0; at < (this.#end[i] ?? 0); at++)
        yield this.#whole.get(at) ?? this.#finding(at, school);
  }

  beginSchool(school: number): void {
    this.#begin[school] = this.#length;
  }

  endSchool(school: number): void {
    this.#end[school] = this.#length;
  }

  /** The number by which findings name a note. */
  noteNumber(note: string): number {
    return note === '' ? 0 : this.#notes.push(note) - 1;
  }

  add(found: Found): void {
    if (this.#length * WHOLES === this.#wholes.length) this.#grow();
    const n = this.#length * NUMBERS;
    const numbers = this.#numbers;
    numbers[n + DISTANCE] = found.distance;
    numbers[n + BOUNDARY] = found.boundary;
    numbers[n + GATE] = found.gate;
    numbers[n + WALKING] = found.walking;
    numbers[n + SIGMA] = found.sigma;
    numbers[n + EAST] = found.east;
    numbers[n + NORTH] = found.north;
    const w = this.#length * WHOLES;
    const wholes = this.#wholes;
    wholes[w + VENUE] = found.venueAt;
    wholes[w + RULE] = found.rule;
    wholes[w + GATE_ID] = found.gateId ?? NO_GATE;
    wholes[w + FROM_GATE] = found.fromGate;
    wholes[w + ORIGIN] = found.origin;
    wholes[w + METHOD] = found.method;
    wholes[w + VERDICT] = found.verdict;
    wholes[w + TIMELINE] = found.existing;
    wholes[w + SEVERITY] = found.severity;
    wholes[w + REST] = found.note * NOTE + (found.disagrees ? DISAGREES : 0);
    this.#length += 1;
  }

  /** Adds what was measured in another way than straight and computed: it is kept as it is. */
  addFinding(finding: Finding): void {
    this.#whole.set(this.#length, finding);
    const found = new Found();
    found.verdict = verdictCode(finding.verdict);
    this.add(found);
  }

  /** Where it was measured from is worked out here: to decide it is not needed. */
  #fromOf(at: number, { gates, point }: SchoolPlace, to: LngLat): LngLat {
    const fromGate = this.#wholes[at * WHOLES + FROM_GATE] ?? -1;
    if (fromGate >= 0) return gates[fromGate]?.position ?? point ?? to;
    const [east = 0, north = 0] = this.#numbers.subarray(at * NUMBERS + EAST, at * NUMBERS + NORTH + 1);
    return localFrame(to).toLngLat([east, north]);
  }

  #finding(at: number, school: SchoolPlace): Finding {
    const number = (what: number) => this.#numbers[at * NUMBERS + what] ?? Number.NaN;
    const whole = (what: number) => this.#wholes[at * WHOLES + what] ?? 0;
    const known = (what: number) => (Number.isNaN(number(what)) ? null : number(what));
    const ruled = this.#rules[whole(RULE)];
    if (!ruled) throw new RangeError(`no rule ${whole(RULE)} of ${this.#rules.length}`);
    const { rule, kind } = ruled;
    const to = this.#venues.position(whole(VENUE));
    return {
      schoolId: school.id,
      venueId: this.#venues.id(whole(VENUE)),
      ruleId: rule.id,
      kind,
      gateId: whole(GATE_ID) === NO_GATE ? null : whole(GATE_ID),
      origin: origins[whole(ORIGIN)] ?? rule.origin,
      method: methods[whole(METHOD)] ?? rule.method,
      distance: number(DISTANCE),
      boundary: known(BOUNDARY),
      gate: known(GATE),
      walking: known(WALKING),
      sigma: number(SIGMA),
      limit: rule.distance,
      verdict: verdicts[whole(VERDICT)] ?? 'undetermined',
      effect: rule.effect,
      existing: treatments[whole(TIMELINE)] ?? null,
      severity: severities[whole(SEVERITY)] ?? 'undetermined',
      from: this.#fromOf(at, school, to),
      to,
      disagrees: (whole(REST) & DISAGREES) !== 0,
      surveyId: null,
      note: this.#notes[whole(REST) >> 1] ?? '',
    };
  }

  #grow(): void {
    const numbers = new Float64Array(2 * this.#numbers.length);
    numbers.set(this.#numbers);
    this.#numbers = numbers;
    const wholes = new Int32Array(2 * this.#wholes.length);
    wholes.set(this.#wholes);
    this.#wholes = wholes;
  }
}
