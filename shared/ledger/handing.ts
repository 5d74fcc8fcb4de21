import { z } from 'zod';
import type { WorkingClock } from '../calendar/working-clock.ts';
import type { Capability } from '../office/capabilities.ts';
import { capabilitiesOf, type Rights } from '../office/rights.ts';
import { type HazardState, isOpen } from './hazard.ts';

/**
 * How a thing is handed to a body. A hazard is `assign`ed, or passed on by who had it (`transfer`): the body signs for
 * it, and the hazard goes its way. What else is handed wants an answer: a township whistles and bodies report, a body is
 * asked to help, a matter is reported upward and comes back with instructions, somebody is talked to, a meeting decides.
 * `urge` is said of one of these.
 */
export const handingKinds = [
  'assign',
  'transfer',
  'whistle',
  'assist',
  'report',
  'talk',
  'task',
  'urge',
] as const;
export type HandingKind = (typeof handingKinds)[number];

interface KindFacts {
  readonly title: string;
  /** What is done with it first, where the body signs for it. */
  readonly receipt: string | null;
  /** What its answer is called; null where a receipt is all. */
  readonly answer: string | null;
  /** Whether the body may give it back with a reason. */
  readonly returnable: boolean;
}

const kinds: Readonly<Record<HandingKind, KindFacts>> = {
  assign: { title: '交办', receipt: '签收', answer: null, returnable: true },
  transfer: { title: '转办', receipt: '签收', answer: null, returnable: true },
  whistle: { title: '吹哨', receipt: '签收', answer: '报到', returnable: true },
  assist: { title: '协办', receipt: '签收', answer: '协办回复', returnable: true },
  report: { title: '上报', receipt: null, answer: '批示', returnable: false },
  talk: { title: '约谈', receipt: null, answer: '约谈记录', returnable: false },
  task: { title: '议定事项', receipt: '签收', answer: '办理回复', returnable: true },
  urge: { title: '催办', receipt: null, answer: null, returnable: false },
};

export const handingOf = (kind: HandingKind): KindFacts => kinds[kind];

/** How it ended; empty while it stands. What wants a receipt alone stands on until it is given back or to another. */
export const handingEndSchema = z.enum(['', 'answered', 'returned', 'withdrawn']);
export type HandingEnd = z.infer<typeof handingEndSchema>;

export const handingEndNames: Readonly<Record<HandingEnd, string>> = {
  '': '已办理',
  answered: '已回复',
  returned: '已退回',
  withdrawn: '已撤回或改交',
};

/** What can be done with what was handed over. */
export const handingSteps = ['receive', 'answer', 'return', 'urge', 'withdraw'] as const;
export type HandingStep = (typeof handingSteps)[number];

/** What a step is called, of what was handed over in some way. */
export function stepTitle(kind: HandingKind, step: HandingStep): string {
  switch (step) {
    case 'receive':
      return '签收';
    case 'answer':
      return kinds[kind].answer ?? '回复';
    case 'return':
      return '退回';
    case 'urge':
      return '催办';
    case 'withdraw':
      return '撤回';
  }
}

/** As it is stored: moments are ISO 8601, null where it has not come to that. */
export interface Handed {
  readonly kind: HandingKind;
  readonly fromBody: string;
  readonly toBody: string;
  readonly handedAt: string;
  readonly dueAt: string | null;
  readonly receivedAt: string | null;
  readonly endedAt: string | null;
  readonly ended: HandingEnd;
}

type Standing = Pick<Handed, 'kind' | 'receivedAt' | 'ended'>;

/** What it waits for; null where that is nothing. `state` is that of the hazard that it is about; null where it is about none. */
export function waitsFor(
  { kind, receivedAt, ended }: Standing,
  state: HazardState | null,
): 'receipt' | 'answer' | null {
  if (ended !== '' || isDoneWith(state)) return null;
  const { receipt, answer } = kinds[kind];
  // Who has begun to put a hazard right has it, whether or not somebody signed.
  const isBegun = kind === 'assign' && state !== 'assigned';
  if (receipt !== null && receivedAt === null && !isBegun) return 'receipt';
  return answer === null ? null : 'answer';
}

const isDoneWith = (state: HazardState | null) => state !== null && !isOpen(state);

/** The steps that are possible now, whoever takes them. */
export function stepsOf(handed: Standing, state: HazardState | null): HandingStep[] {
  const { kind, ended } = handed;
  if (ended !== '' || isDoneWith(state) || kind === 'urge') return [];
  const waits = waitsFor(handed, state);
  const { answer, returnable } = kinds[kind];
  const steps: HandingStep[] = waits === 'receipt' ? ['receive'] : [];
  if (answer !== null) steps.push('answer');
  // What is being put right is passed on to another, not given back.
  if (returnable && (kind !== 'assign' || state === 'assigned')) steps.push('return');
  if (waits !== null) steps.push('urge');
  // What a state of the hazard or a meeting rests on is not taken back by itself.
  return ['whistle', 'assist', 'talk'].includes(kind) ? [...steps, 'withdraw'] : steps;
}

/**
 * Who takes a step: the body that a thing was handed to, or that handed it over; and, on their behalf, who leads the
 * ledger. Instructions are a leader's. Without accounts the clerk at the desk records for everybody.
 */
export function mayTake(
  step: HandingStep,
  { kind, fromBody, toBody }: Pick<Handed, 'kind' | 'fromBody' | 'toBody'>,
  rights: Rights | undefined,
): boolean {
  if (isOnBehalf(rights)) return true;
  if (step === 'urge' || step === 'withdraw') return rights?.body === fromBody;
  if (kind === 'report') return may(rights, 'approve.supervision');
  return kind !== 'talk' && rights?.body === toBody;
}

/** Whether it is for somebody to do what it waits for: for the body, for a leader, for who called for a talk. */
export function isFor(
  rights: Rights | undefined,
  { kind, fromBody, toBody }: Pick<Handed, 'kind' | 'fromBody' | 'toBody'>,
): boolean {
  if (kind === 'report') return may(rights, 'approve.supervision');
  return rights !== undefined && rights.body === (kind === 'talk' ? fromBody : toBody);
}

/** Whether somebody records what others did, at a time that is said. */
export function isOnBehalf(rights: Rights | undefined): boolean {
  return rights === undefined || may(rights, 'ledger.supervise');
}

function may(rights: Rights | undefined, needed: Capability): boolean {
  return rights !== undefined && capabilitiesOf(rights).has(needed);
}

/** Working hours by which it is late at a moment, or was when it came; null where it is not, or has no limit. */
export function hoursLate(
  { kind, dueAt, receivedAt, endedAt }: Pick<Handed, 'kind' | 'dueAt' | 'receivedAt' | 'endedAt'>,
  now: Date,
  clock: WorkingClock,
): number | null {
  if (dueAt === null) return null;
  const done = kinds[kind].answer === null ? (receivedAt ?? endedAt) : endedAt;
  const [due, until] = [new Date(dueAt), done === null ? now : new Date(done)];
  return until > due ? clock.between(due, until) : null;
}
