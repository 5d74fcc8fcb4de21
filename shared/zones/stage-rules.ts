import type { Metres } from '../geodesy/units.ts';
import type { SchoolStage } from '../registry/stage.ts';
import { type DecidingRule, isStageInDoubt } from '../rules/governing.ts';
import { timelineOf } from '../rules/timeline.ts';
import { existingCode, severityCode } from './finding-columns.ts';
import { type RuleForKind, rulesForKinds } from './rules-for-kinds.ts';
import { dayInWords } from './venue-columns.ts';
import { severityOf, verdictSchema } from './verdict.ts';

/** Fallbacks, times whether the position is coarse, times whether distances disagree. */
const KINDS_OF_NOTES = 32;

/** What a rule says of venues that are there since one day, beside where they lie. */
export interface Said {
  readonly existing: number;
  /** The venue's day, where the rule treats it as an existing one. */
  readonly existingSince: string | null;
  /** Numbers of the notes that were written so far, by what they say; −1 where none was. */
  readonly notes: Int32Array;
  /** By the code of the verdict. */
  readonly severities: readonly number[];
}

/** A rule about venues of a kind near schools of a stage, with what it says of each day. */
export class StageRule implements RuleForKind {
  readonly number: number;
  /** The same number where rules mean the same distance, limit and doubt. */
  readonly alike: number;
  readonly rule: DecidingRule;
  readonly kind: string | null;
  /** Metres; and whether the stage leaves open if the rule is about the school. */
  readonly limit: Metres;
  readonly isInDoubt: boolean;
  readonly isWalking: boolean;
  readonly #bySchoolsDay = new Map<string | null, Map<number, Said>>();
  #schoolSince: string | null = null;
  #byDay = new Map<number, Said>();

  constructor(number: number, alike: number, { rule, kind }: RuleForKind, stage: SchoolStage) {
    this.number = number;
    this.alike = alike;
    this.rule = rule;
    this.kind = kind;
    this.limit = rule.distance;
    this.isInDoubt = isStageInDoubt(rule, stage);
    this.isWalking = rule.method === 'walking';
    this.#bySchoolsDay.set(null, this.#byDay);
  }

  /** From here on it is asked about a school that opened on this day. */
  begin(schoolSince: string | null): void {
    this.#schoolSince = schoolSince;
    this.#byDay = this.#bySchoolsDay.get(schoolSince) ?? new Map();
    this.#bySchoolsDay.set(schoolSince, this.#byDay);
  }

  /** `day` is a number YYYYMMDD, 0 where it is not known. */
  said(day: number): Said {
    const known = this.#byDay.get(day);
    if (known) return known;
    const said = this.#saidOf(dayInWords(day));
    this.#byDay.set(day, said);
    return said;
  }

  #saidOf(since: string | null): Said {
    const { effect } = this.rule;
    const { existing, standing } = timelineOf(this.rule, since, this.#schoolSince);
    return {
      existing: existingCode(existing),
      existingSince: existing ? since : null,
      notes: new Int32Array(KINDS_OF_NOTES).fill(-1),
      severities: verdictSchema.options.map((verdict) =>
        severityCode(severityOf(verdict, effect, standing, existing)),
      ),
    };
  }
}

/** The rules about venues near schools of one stage, by what venues are. */
export class StageRules {
  /** Of all rules, metres; 0 where none is about the venues that there are. */
  readonly widest: Metres;
  /** Of each category of `VenueColumns`, metres; 0 where no rule is about it. */
  readonly widestOf: Float64Array;
  readonly byCategory: readonly (readonly StageRule[])[];
  readonly #all: StageRule[] = [];
  #schoolSince: string | null = null;

  /** New rules are counted on from `next`. */
  constructor(
    rules: readonly DecidingRule[],
    categories: readonly string[],
    stage: SchoolStage,
    next: number,
  ) {
    const known = new Map<string, StageRule>();
    const meanings: string[] = [];
    const alike = ({ distance, bound, origin, listed, stages }: DecidingRule) => {
      const meaning = `${distance} ${bound} ${origin} ${listed} ${isStageInDoubt({ stages }, stage)}`;
      if (!meanings.includes(meaning)) meanings.push(meaning);
      return meanings.indexOf(meaning);
    };
    this.byCategory = categories.map((kinds) =>
      rulesForKinds(rules, kinds.split(';'), stage).map((each) => {
        const key = `${rules.indexOf(each.rule)} ${each.kind ?? ''}`;
        const own = known.get(key) ?? new StageRule(next + this.#all.length, alike(each.rule), each, stage);
        if (!known.has(key)) this.#all.push(own);
        known.set(key, own);
        return own;
      }),
    );
    this.widestOf = Float64Array.from(this.byCategory, (each) =>
      Math.max(0, ...each.map(({ limit }) => limit)),
    );
    this.widest = this.widestOf.reduce((most, each) => Math.max(most, each), 0);
  }

  get all(): readonly StageRule[] {
    return this.#all;
  }

  begin(schoolSince: string | null): void {
    if (schoolSince === this.#schoolSince) return;
    this.#schoolSince = schoolSince;
    for (const each of this.#all) each.begin(schoolSince);
  }
}
