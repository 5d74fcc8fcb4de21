import { z } from 'zod';

export const hazardStates = [
  'found',
  'assigned',
  'rectifying',
  'reinspect',
  'closed',
  'escalated',
  'suspended',
] as const;
export const hazardStateSchema = z.enum(hazardStates);
export type HazardState = z.infer<typeof hazardStateSchema>;

export const hazardStateNames: Record<HazardState, string> = {
  found: '发现登记',
  assigned: '交办',
  rectifying: '整改中',
  reinspect: '待复查',
  closed: '销号',
  escalated: '上报',
  suspended: '暂缓',
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

export const hazardKinds = [
  '区内禁设场所',
  '无证无照经营',
  '市容环境卫生',
  '游商和摊贩',
  '乱堆物料',
  '社会治安',
  '交通秩序',
  '消防安全',
  '设施缺失',
  '其他',
] as const;
export const hazardKindSchema = z.enum(hazardKinds);
export type HazardKind = z.infer<typeof hazardKindSchema>;

/** The state that each action leads to, from each state; an action that is not listed is not allowed. */
const transitions: Record<HazardState, Partial<Record<HazardAction, HazardState>>> = {
  found: { assign: 'assigned', escalate: 'escalated', suspend: 'suspended' },
  assigned: { startRectifying: 'rectifying', escalate: 'escalated', suspend: 'suspended' },
  rectifying: { submitForReinspection: 'reinspect', escalate: 'escalated', suspend: 'suspended' },
  reinspect: { close: 'closed', failReinspection: 'rectifying', escalate: 'escalated' },
  closed: {},
  escalated: { assign: 'assigned', resume: 'rectifying', suspend: 'suspended' },
  suspended: { resume: 'rectifying', escalate: 'escalated' },
};

/** Actions open in a state, in the order in which they are offered. */
export function actionsFrom(state: HazardState): HazardAction[] {
  return hazardActionSchema.options.filter((action) => transitions[state][action] !== undefined);
}

/** The facts that decide whether a change of state is allowed. */
export interface TransitionFacts {
  readonly state: HazardState;
  readonly action: HazardAction;
  /** Who is responsible for putting the hazard right; empty where nobody is named yet. */
  readonly responsiblePerson: string;
  /** The re-inspection visit offered as proof, null where none. */
  readonly reinspection: { readonly officers: readonly string[]; readonly afterFound: boolean } | null;
}

export type TransitionRefusal =
  | 'actionNotAllowed'
  | 'reinspectionRequired'
  | 'reinspectionTooEarly'
  | 'reinspectedByResponsible';

/**
 * The state after an action, or why it is refused. Closing and failing both need a re-inspection visit,
 * made after the hazard was found, by officers other than the person responsible.
 */
export function transition(facts: TransitionFacts): { state: HazardState } | { refusal: TransitionRefusal } {
  const next = transitions[facts.state][facts.action];
  if (!next) return { refusal: 'actionNotAllowed' };
  if (facts.action !== 'close' && facts.action !== 'failReinspection') return { state: next };
  if (!facts.reinspection) return { refusal: 'reinspectionRequired' };
  if (!facts.reinspection.afterFound) return { refusal: 'reinspectionTooEarly' };
  if (facts.reinspection.officers.includes(facts.responsiblePerson))
    return { refusal: 'reinspectedByResponsible' };
  return { state: next };
}

/** Whether an unfinished hazard is past its due date; dates as YYYY-MM-DD. */
export function isOverdue(state: HazardState, dueOn: string | null, today: string): boolean {
  return state !== 'closed' && dueOn !== null && dueOn < today;
}
