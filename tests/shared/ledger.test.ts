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
};
const sound = { officers: ['王志强', '李海涛'], afterFound: true };

describe('hazard transitions', () => {
  for (const state of hazardStates)
    for (const action of hazardActionSchema.options) {
      const next = table[state][action];
      it(`${state} × ${action}: ${next ?? 'refused'}`, () => {
        const outcome = transition({ state, action, responsiblePerson: '孙文博', reinspection: sound });
        expect(outcome).toEqual(next ? { state: next } : { refusal: 'actionNotAllowed' });
        expect(actionsFrom(state).includes(action)).toBe(next !== undefined);
      });
    }

  it.each(['close', 'failReinspection'] as const)(
    '%s demands a later re-inspection by someone else',
    (action) => {
      const facts = { state: 'reinspect', action, responsiblePerson: '孙文博' } as const;
      expect(transition({ ...facts, reinspection: null })).toEqual({ refusal: 'reinspectionRequired' });
      expect(transition({ ...facts, reinspection: { ...sound, afterFound: false } })).toEqual({
        refusal: 'reinspectionTooEarly',
      });
      expect(
        transition({ ...facts, reinspection: { officers: ['孙文博', '李海涛'], afterFound: true } }),
      ).toEqual({ refusal: 'reinspectedByResponsible' });
    },
  );

  it('ask for a re-inspection where they close or fail one, and nowhere else', () => {
    for (const state of hazardStates)
      for (const action of hazardActionSchema.options.filter((action) => table[state][action])) {
        const outcome = transition({ state, action, responsiblePerson: '', reinspection: null });
        const needsIt = action === 'close' || action === 'failReinspection';
        expect('refusal' in outcome, `${state} ${action}`).toBe(needsIt);
      }
  });

  it('is overdue from the day after its date until it is closed', () => {
    expect(isOverdue('rectifying', '2026-11-20', '2026-11-21')).toBe(true);
    expect(isOverdue('rectifying', '2026-11-21', '2026-11-21')).toBe(false);
    expect(isOverdue('closed', '2026-11-20', '2026-11-21')).toBe(false);
    expect(isOverdue('found', null, '2026-11-21')).toBe(false);
  });
});
