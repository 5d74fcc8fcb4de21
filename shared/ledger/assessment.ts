import { z } from 'zod';
import { type HazardState, isOpen } from './hazard.ts';

/** Classes of 评估: how far a hazard has been put right. */
export const outcomeSchema = z.enum(['resolved', 'resolving', 'hard']);
export type Outcome = z.infer<typeof outcomeSchema>;
export const outcomes = outcomeSchema.options;

export const outcomeNames: Record<Outcome, string> = {
  resolved: '①已化解',
  resolving: '②正在化解中',
  hard: '③化解难度较大',
};

/** What is said of a hazard when it is put into a class. */
export interface OutcomeFacts {
  readonly state: HazardState;
  readonly outcome: Outcome;
  readonly dueOn: string | null;
  /** The meeting that studied it (专题研商), and to whom it was reported; hard cases only. */
  readonly meetingOn: string | null;
  readonly reportedTo: string;
}

export type OutcomeRefusal = 'notClosed' | 'closed' | 'dueRequired' | 'meetingRequired' | 'reportRequired';

/**
 * Whether a class is allowed: 已化解 only for what was closed by a re-inspection, 正在化解中 only with a due
 * date, 化解难度较大 only with a meeting and a report upward. Null where it is.
 */
export function outcomeRefusal(facts: OutcomeFacts): OutcomeRefusal | null {
  const { state, outcome, dueOn, meetingOn, reportedTo } = facts;
  if (outcome === 'resolved') return state === 'closed' ? null : 'notClosed';
  if (!isOpen(state)) return 'closed';
  if (outcome === 'resolving') return dueOn ? null : 'dueRequired';
  if (!meetingOn) return 'meetingRequired';
  return reportedTo.trim() === '' ? 'reportRequired' : null;
}
