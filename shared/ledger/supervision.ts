import type { HazardState } from './hazard.ts';

export type SupervisionRefusal = 'notMajor' | 'closed' | 'alreadyListed' | 'notListed' | 'notClosed';

/**
 * Whether a hazard may be put under 挂牌督办: one of level 重大 that is not closed and not
 * `listed`, that is under it, already. Null where it may.
 */
export function listingRefusal(facts: {
  readonly state: HazardState;
  readonly level: string;
  readonly listed: boolean;
}): SupervisionRefusal | null {
  if (facts.state === 'closed') return 'closed';
  if (facts.level !== '重大') return 'notMajor';
  return facts.listed ? 'alreadyListed' : null;
}

/** Whether 摘牌 is allowed: only once a re-inspection has closed the hazard. Null where it is. */
export function delistingRefusal(facts: {
  readonly state: HazardState;
  readonly listed: boolean;
}): SupervisionRefusal | null {
  if (!facts.listed) return 'notListed';
  return facts.state === 'closed' ? null : 'notClosed';
}
