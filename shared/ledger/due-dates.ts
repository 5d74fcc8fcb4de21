import { daysBetween } from '../registry/date.ts';
import { type HazardState, isCounted, isOpen } from './hazard.ts';

export type ExtensionRefusal = 'closed' | 'noReason' | 'notLater';

/** Why a hazard's due date may not be moved; null where it may: to a later day, with a reason, before it is closed. */
export function extensionRefusal(facts: {
  readonly state: HazardState;
  readonly dueOn: string | null;
  readonly wanted: string;
  readonly reason: string;
}): ExtensionRefusal | null {
  if (!isOpen(facts.state)) return 'closed';
  if (facts.reason.trim() === '') return 'noReason';
  return facts.dueOn !== null && facts.wanted <= facts.dueOn ? 'notLater' : null;
}

/** A reminder is shown in this many days before a due date. */
export const REMINDED_DAYS = 7;

export type Reminder = 'verify' | 'overdue' | 'soon' | 'reinspect' | 'unassigned' | 'delist';

export const reminderNames: Record<Reminder, string> = {
  verify: '线索待核实',
  overdue: '逾期',
  soon: `${REMINDED_DAYS} 日内到期`,
  reinspect: '待复查',
  unassigned: '待交办',
  delist: '待摘牌',
};

/** What a hazard waits for on a day (YYYY-MM-DD), the gravest first. */
export function remindersOf(
  facts: { readonly state: HazardState; readonly dueOn: string | null; readonly listed: boolean },
  today: string,
): Reminder[] {
  const { state, dueOn, listed } = facts;
  if (!isCounted(state) && state !== 'lead') return [];
  if (state === 'closed') return listed ? ['delist'] : [];
  const left = dueOn === null ? null : daysBetween(today, dueOn);
  const reminders: Reminder[] = [];
  if (left !== null && left < 0) reminders.push('overdue');
  if (left !== null && left >= 0 && left <= REMINDED_DAYS) reminders.push('soon');
  if (state === 'lead') reminders.push('verify');
  if (state === 'reinspect') reminders.push('reinspect');
  if (state === 'found') reminders.push('unassigned');
  return reminders;
}
