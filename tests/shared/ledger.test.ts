import { describe, expect, it } from 'vitest';
import {
  actionsFrom,
  type HazardAction,
  type HazardState,
  hazardActionSchema,
  hazardStates,
  isOverdue,
  transition,
} from '#shared/ledger/hazard.ts';

/** Every state × action, written out: what is missing is refused. */
const table: Record<HazardState, Partial<Record<HazardAction, HazardState>>> = {
  found: { assign: 'assigned', escalate: 'escalated', suspend: 'suspended' },
  assigned: { startRectifying: 'rectifying', escalate: 'escalated', suspend: 'suspended' },
  rectifying: { submitForReinspection: 'reinspect', escalate: 'escalated', suspend: 'suspended' },
  reinspect: { failReinspection: 'rectifying', close: 'closed', escalate: 'escalated' },
  closed: {},
  escalated: { assign: 'assigned', suspend: 'suspended', resume: 'rectifying' },
  suspended: { escalate: 'escalated', resume: 'rectifying' },
  voided: {},
  lead: {},
  refuted: {},
};

describe('hazard transitions', () => {
  for (const state of hazardStates)
    for (const action of hazardActionSchema.options) {
      const next = table[state][action];
      it(`${state} × ${action}: ${next ?? 'refused'}`, () => {
        const outcome = transition({ state, action, refusal: null });
        expect(outcome).toEqual(next ? { state: next } : { refusal: 'actionNotAllowed' });
      });
    }

  it('close only by a re-inspection that closes', () => {
    const facts = { state: 'reinspect', action: 'close' } as const;
    expect(transition(facts)).toEqual({ refusal: 'reinspectionRequired' });
    expect(transition({ ...facts, refusal: 'reinspectionNotPassed' })).toEqual({
      refusal: 'reinspectionNotPassed',
    });
  });

  it('are offered but for failing, which a re-inspection does', () => {
    for (const state of hazardStates)
      expect(actionsFrom(state).sort()).toEqual(
        hazardActionSchema.options
          .filter((action) => table[state][action] && action !== 'failReinspection')
          .sort(),
      );
  });

  it('is overdue from the day after its date until it is closed', () => {
    expect(isOverdue('rectifying', '2026-11-20', '2026-11-21')).toBe(true);
    expect(isOverdue('rectifying', '2026-11-21', '2026-11-21')).toBe(false);
    expect(isOverdue('closed', '2026-11-20', '2026-11-21')).toBe(false);
    expect(isOverdue('found', null, '2026-11-21')).toBe(false);
  });
});
