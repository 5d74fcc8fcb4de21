import type { HazardAction, HazardState } from '../ledger/hazard.ts';
import type { ExchangeEvent } from './exchange-event.ts';

/** What became of what a system said of a hazard: nothing was said, it waits, a person found it so, or not so. */
export type ReplyState = '' | 'waiting' | 'confirmed' | 'refused';

type Said = Pick<ExchangeEvent, 'state' | 'result'>;

/** What is only begun elsewhere is no result. */
const begun: readonly HazardState[] = ['lead', 'found', 'assigned', 'rectifying'];

/** Whether an event says something of how it stands that it did not say before and that is not so here. */
export function saysAnew(said: Said, before: Said | null, here: HazardState): boolean {
  if (before && before.state === said.state && before.result === said.result) return false;
  return said.result !== '' || (said.state !== here && !begun.includes(said.state));
}

const settled: readonly HazardState[] = ['reinspect', 'closed'];

/** The steps that follow when a person finds it so: what others call done waits for a re-inspection, and no more. */
export function stepsConfirmed(said: Pick<Said, 'state'>, here: HazardState): HazardAction[] {
  if (!settled.includes(said.state)) return [];
  if (here === 'assigned') return ['startRectifying', 'submitForReinspection'];
  return here === 'rectifying' ? ['submitForReinspection'] : [];
}
