import type { Severity } from './verdict.ts';

/** What of a school can be drawn: one of its gates, its campus. */
export const drawnThings = ['gate', 'boundary'] as const;
export type DrawnThing = (typeof drawnThings)[number];

/** Whether a severity leaves open what holds. */
export function isInDoubt(severity: Severity): boolean {
  return severity === 'undetermined' || severity === 'supervisedDoubt';
}
