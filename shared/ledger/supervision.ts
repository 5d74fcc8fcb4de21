import { type HazardState, isOpen } from './hazard.ts';

export type SupervisionRefusal = 'notMajor' | 'closed' | 'alreadyListed' | 'notListed' | 'notClosed';

/**
 * Why a hazard may not be put under 挂牌督办; null where it may. It must be of level 重大 and not closed.
 * `listed` says that it is under 挂牌督办 already.
 */
export function listingRefusal(facts: {
  readonly state: HazardState;
  readonly level: string;
  readonly listed: boolean;
}): SupervisionRefusal | null {
  if (!isOpen(facts.state)) return 'closed';
  if (facts.level !== '重大') return 'notMajor';
  return facts.listed ? 'alreadyListed' : null;
}

/** Why 摘牌 is not allowed; null where it is: once a re-inspection has closed the hazard. */
export function delistingRefusal(facts: {
  readonly state: HazardState;
  readonly listed: boolean;
}): SupervisionRefusal | null {
  if (!facts.listed) return 'notListed';
  return facts.state === 'closed' ? null : 'notClosed';
}
