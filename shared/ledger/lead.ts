import { z } from 'zod';
import type { HazardState } from './hazard.ts';

/** What somebody says of a 线索 who looked into it; `again` puts it back to 待核实. */
export const verdictSchema = z.enum(['true', 'false', 'joined', 'again']);
export type LeadVerdict = z.infer<typeof verdictSchema>;

export const verdictNames: Readonly<Record<LeadVerdict, string>> = {
  true: '属实',
  false: '不属实',
  joined: '并入已有隐患',
  again: '退回待核实',
};

/** A 线索 as it decides what can be said of it: `was` is the state before it was voided, where it was. */
export interface Told {
  readonly lead: boolean;
  readonly state: HazardState;
  readonly was?: HazardState | undefined;
}

/** What can be said of something now: nothing of what was no 线索, and nothing more once work on it has begun. */
export function verdictsOn({ lead, state, was }: Told): LeadVerdict[] {
  if (!lead) return [];
  if (state === 'lead') return ['true', 'false', 'joined'];
  const isUndone = state === 'refuted' || state === 'found' || (state === 'voided' && was === 'lead');
  return isUndone ? ['again'] : [];
}
