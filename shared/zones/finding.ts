import type { LngLat, Metres } from '../geodesy/units.ts';
import type { Effect, Existing, Method, Origin } from '../rules/rule.ts';
import type { Severity, Verdict } from './verdict.ts';

/**
 * One venue × school × rule within the rule's limit plus 2σ, or surveyed. Distances in metres, null where
 * unknown; boundary, gate and walking are always the computed ones.
 */
export interface Finding {
  readonly schoolId: number;
  readonly venueId: number;
  readonly ruleId: string;
  /** The further kind of the venue for which it is; null where it is for its category. */
  readonly kind: string | null;
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
  /** The measured point at the school, and the venue's position. */
  readonly from: LngLat;
  readonly to: LngLat;
  /** Whether the three distances, as far as known, fall on different sides of the limit. */
  readonly disagrees: boolean;
  /** The survey that governs; null where the distance was computed. */
  readonly surveyId: number | null;
  /** Fallbacks, timeline and disagreement in Chinese; empty where there is nothing to say. */
  readonly note: string;
}
