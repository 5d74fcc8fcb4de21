import { z } from 'zod';
import { daysBetween } from '../registry/date.ts';
import type { HazardKind, HazardState } from './hazard.ts';

/** Classes of 评估: how far a hazard has been dealt with. */
export const outcomes = ['resolved', 'resolving', 'hard'] as const;
export const outcomeSchema = z.enum(outcomes);
export type Outcome = z.infer<typeof outcomeSchema>;

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
  if (state === 'closed') return 'closed';
  if (outcome === 'resolving') return dueOn ? null : 'dueRequired';
  if (!meetingOn) return 'meetingRequired';
  return reportedTo.trim() === '' ? 'reportRequired' : null;
}

export type ExtensionRefusal = 'closed' | 'noReason' | 'notLater';

/** Whether a hazard's due date may be moved: to a later day, with a reason, before it is closed. Null where it may. */
export function extensionRefusal(facts: {
  readonly state: HazardState;
  readonly dueOn: string | null;
  readonly wanted: string;
  readonly reason: string;
}): ExtensionRefusal | null {
  if (facts.state === 'closed') return 'closed';
  if (facts.reason.trim() === '') return 'noReason';
  return facts.dueOn !== null && facts.wanted <= facts.dueOn ? 'notLater' : null;
}

export type SupervisionRefusal = 'notMajor' | 'closed' | 'alreadyListed' | 'notListed' | 'notClosed';

/** Whether a hazard may be put under 挂牌督办: one of level 重大 that is not closed and not listed already. */
export function listingRefusal(facts: {
  readonly state: HazardState;
  readonly level: string;
  readonly listed: boolean;
}): SupervisionRefusal | null {
  if (facts.state === 'closed') return 'closed';
  if (facts.level !== '重大') return 'notMajor';
  return facts.listed ? 'alreadyListed' : null;
}

/** Whether 摘牌 is allowed: only once a re-inspection has closed the hazard. */
export function delistingRefusal(facts: {
  readonly state: HazardState;
  readonly listed: boolean;
}): SupervisionRefusal | null {
  if (!facts.listed) return 'notListed';
  return facts.state === 'closed' ? null : 'notClosed';
}

/** An earlier hazard that a new one may repeat. */
export interface EarlierHazard {
  readonly id: number;
  /** Null where it is about the school itself. */
  readonly venueId: number | null;
  readonly schoolId: number | null;
  readonly kind: HazardKind;
  readonly address: string;
  readonly owner: string;
  readonly foundOn: string;
}

/** What a new hazard has in common with an earlier one. */
export type Repeated = 'place' | 'address' | 'owner';

export const repeatedNames: Record<Repeated, string> = {
  place: '同一检查对象',
  address: '同一地址',
  owner: '同一负责人',
};

/**
 * The latest earlier hazard of the same kind at the same venue, else at the same address, else of the same
 * owner: a licence in another name does not hide a re-offence. Addresses and owners as they are compared;
 * empty ones match nothing.
 */
export function repeatedHazard(
  fresh: Omit<EarlierHazard, 'id'>,
  earlier: readonly EarlierHazard[],
): { readonly id: number; readonly by: Repeated } | null {
  const before = earlier
    .filter(({ kind, foundOn }) => kind === fresh.kind && foundOn <= fresh.foundOn)
    .sort((a, b) => b.foundOn.localeCompare(a.foundOn) || b.id - a.id);
  const tests: readonly (readonly [Repeated, (hazard: EarlierHazard) => boolean])[] = [
    [
      'place',
      ({ venueId, schoolId }) =>
        venueId === fresh.venueId && (venueId !== null || schoolId === fresh.schoolId),
    ],
    ['address', ({ address }) => address !== '' && address === fresh.address],
    ['owner', ({ owner }) => owner !== '' && owner === fresh.owner],
  ];
  for (const [by, holds] of tests) {
    const found = before.find(holds);
    if (found) return { id: found.id, by };
  }
  return null;
}

/** Days before a due date in which it is reminded of. */
const REMINDED_DAYS = 7;

export type Reminder = 'overdue' | 'soon' | 'reinspect' | 'unassigned' | 'delist';

export const reminderNames: Record<Reminder, string> = {
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
  if (state === 'closed') return listed ? ['delist'] : [];
  const left = dueOn === null ? null : daysBetween(today, dueOn);
  return [
    ...(left !== null && left < 0 ? (['overdue'] as const) : []),
    ...(left !== null && left >= 0 && left <= REMINDED_DAYS ? (['soon'] as const) : []),
    ...(state === 'reinspect' ? (['reinspect'] as const) : []),
    ...(state === 'found' ? (['unassigned'] as const) : []),
  ];
}
