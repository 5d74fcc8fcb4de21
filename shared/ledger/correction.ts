import { type HazardLevel, type HazardState, isCounted, isUnverified } from './hazard.ts';

/** What of a hazard can be corrected once it is registered. */
export interface HazardFacts {
  readonly level: HazardLevel;
  readonly kind: string;
  readonly description: string;
  /** Null where it names none. */
  readonly school: { readonly id: number; readonly name: string } | null;
}

/** What a correction changes, each with what was said before and what is said now; empty where it changes nothing. */
export function correctedFacts(before: HazardFacts, after: HazardFacts): string[] {
  const told: string[] = [];
  const tell = (title: string, from: string, to: string) => told.push(`${title}：${from} → ${to}`);
  if (before.level !== after.level) tell('级别', before.level, after.level);
  if (before.kind !== after.kind) tell('种类', before.kind, after.kind);
  if (before.description !== after.description) tell('情况', before.description, after.description);
  // Two schools of one name are two.
  if (before.school?.id !== after.school?.id)
    tell('学校', before.school?.name ?? '（未列）', after.school?.name ?? '（未列）');
  return told;
}

export type CorrectionRefusal = 'same' | 'supervised' | 'placeless';

/**
 * Why a hazard may not be corrected like this; null where it may. One under 挂牌督办 stays 重大, because only such a
 * hazard is put under it; one without a venue (`atSchool`) is about its school.
 */
export function correctionRefusal(
  before: HazardFacts,
  after: HazardFacts,
  { listed, atSchool }: { readonly listed: boolean; readonly atSchool: boolean },
): CorrectionRefusal | null {
  if (listed && after.level !== '重大') return 'supervised';
  if (atSchool && after.school === null) return 'placeless';
  return correctedFacts(before, after).length === 0 ? 'same' : null;
}

export type VoidingRefusal =
  | 'unverified'
  | 'voided'
  | 'supervised'
  | 'hasMerged'
  | 'itself'
  | 'intoVoided'
  | 'elsewhere';

interface Place {
  readonly venueId: number | null;
  readonly schoolId: number | null;
  /** Where it is in words, as it was said; empty where venue or school tell it. */
  readonly placeText?: string;
}

/** A hazard as it decides whether it may be voided (作废), or merged into another (并入). */
export interface VoidableHazard extends Place {
  readonly id: number;
  readonly state: HazardState;
}

/**
 * Why a hazard may not be voided, or merged into `into` where that is given; null where it may. Nothing is lost by it: it
 * stays on record with its reason. One under 挂牌督办 is delisted first, and only what is about one place is a duplicate.
 * `merged` is how many hazards were merged into this one: with it they would be in no figure any more.
 */
export function voidingRefusal(
  hazard: VoidableHazard,
  {
    listed,
    into,
    merged,
  }: { readonly listed: boolean; readonly into: VoidableHazard | null; readonly merged: number },
): VoidingRefusal | null {
  if (isUnverified(hazard.state)) return 'unverified';
  if (!isCounted(hazard.state)) return 'voided';
  if (listed) return 'supervised';
  if (merged > 0) return 'hasMerged';
  if (!into) return null;
  if (into.id === hazard.id) return 'itself';
  if (!isCounted(into.state)) return 'intoVoided';
  return isSamePlace(hazard, into) ? null : 'elsewhere';
}

/** A venue is one place whichever school it is seen from; without a venue the school and the words for the place are. */
export function isSamePlace(a: Place, b: Place): boolean {
  if (a.venueId !== b.venueId) return false;
  return a.venueId !== null || (a.schoolId === b.schoolId && (a.placeText ?? '') === (b.placeText ?? ''));
}
