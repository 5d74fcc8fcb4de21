import { z } from 'zod';
import type { ReinspectionRefusal } from './reinspection.ts';

export const hazardStates = [
  'lead',
  'found',
  'assigned',
  'rectifying',
  'reinspect',
  'closed',
  'escalated',
  'suspended',
  'voided',
  'refuted',
] as const;
export const hazardStateSchema = z.enum(hazardStates);
export type HazardState = z.infer<typeof hazardStateSchema>;

export const hazardStateNames: Record<HazardState, string> = {
  lead: '待核实',
  found: '发现登记',
  assigned: '交办',
  rectifying: '整改中',
  reinspect: '待复查',
  closed: '销号',
  escalated: '上报',
  suspended: '暂缓',
  voided: '作废',
  refuted: '不属实',
};

export const hazardActionSchema = z.enum([
  'assign',
  'startRectifying',
  'submitForReinspection',
  'failReinspection',
  'close',
  'escalate',
  'suspend',
  'resume',
]);
export type HazardAction = z.infer<typeof hazardActionSchema>;

export const hazardActionNames: Record<HazardAction, string> = {
  assign: '交办',
  startRectifying: '开始整改',
  submitForReinspection: '报请复查',
  failReinspection: '复查不合格',
  close: '复查合格并销号',
  escalate: '上报',
  suspend: '暂缓',
  resume: '恢复整改',
};

export const hazardLevelSchema = z.enum(['一般', '较大', '重大']);
export type HazardLevel = z.infer<typeof hazardLevelSchema>;

/** Which kinds there are is said by the pack (`shared/rules/hazard-kinds.ts`); one that was recorded stays as it was. */
export const hazardKindSchema = z.string().trim().min(1, { error: '请选择隐患种类' }).max(60);

/** The state that each action leads to, from each state; an action that is not listed is not allowed. */
const transitions: Record<HazardState, Partial<Record<HazardAction, HazardState>>> = {
  lead: {},
  found: { assign: 'assigned', escalate: 'escalated', suspend: 'suspended' },
  assigned: { startRectifying: 'rectifying', escalate: 'escalated', suspend: 'suspended' },
  rectifying: { submitForReinspection: 'reinspect', escalate: 'escalated', suspend: 'suspended' },
  reinspect: { close: 'closed', failReinspection: 'rectifying', escalate: 'escalated' },
  closed: {},
  escalated: { assign: 'assigned', resume: 'rectifying', suspend: 'suspended' },
  suspended: { resume: 'rectifying', escalate: 'escalated' },
  voided: {},
  refuted: {},
};

/** Actions that somebody chooses in a state, in the order in which they are offered: failing is what a re-inspection does. */
export function actionsFrom(state: HazardState): HazardAction[] {
  return hazardActionSchema.options.filter(
    (action) => action !== 'failReinspection' && transitions[state][action] !== undefined,
  );
}

export type TransitionRefusal = 'actionNotAllowed' | 'reinspectionRequired' | ReinspectionRefusal;

/**
 * The state after an action, or why it is refused. Closing needs a re-inspection that closes (`closingRefusal`):
 * `refusal` is what speaks against the chosen one, undefined where none was chosen.
 */
export function transition({
  state,
  action,
  refusal,
}: {
  readonly state: HazardState;
  readonly action: HazardAction;
  readonly refusal?: ReinspectionRefusal | null;
}): { state: HazardState } | { refusal: TransitionRefusal } {
  const next = transitions[state][action];
  if (!next) return { refusal: 'actionNotAllowed' };
  if (action !== 'close') return { state: next };
  if (refusal === undefined) return { refusal: 'reinspectionRequired' };
  return refusal === null ? { state: next } : { refusal };
}

/** States of what is on record and is no hazard: said and not yet verified, found untrue, or voided (作废, 并入). */
const uncounted: readonly HazardState[] = ['lead', 'refuted', 'voided'];

/** Whether a hazard counts: a 线索 becomes one when it is verified; what is none is on record and in no figure. */
export function isCounted(state: HazardState): boolean {
  return !uncounted.includes(state);
}

/** Whether it is a 线索 that nobody has verified, or that was not true. */
export function isUnverified(state: HazardState): boolean {
  return state === 'lead' || state === 'refuted';
}

/** Whether something is still to be done about a hazard. */
export function isOpen(state: HazardState): boolean {
  return state !== 'closed' && isCounted(state);
}

/** Whether an unfinished hazard is past its due date; dates as YYYY-MM-DD. */
export function isOverdue(state: HazardState, dueOn: string | null, today: string): boolean {
  return isOpen(state) && dueOn !== null && dueOn < today;
}
