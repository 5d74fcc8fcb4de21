import type { OutputOf } from '#shared/contract/contract.ts';
import type { Handing } from '#shared/contract/handings.ts';
import type { Capability } from '#shared/office/capabilities.ts';

/** What waits for somebody, each part with its rows. */
export type MinePart =
  | 'late'
  | 'today'
  | 'coming'
  | 'handings'
  | 'hazards'
  | 'decidable'
  | 'asked'
  | 'comments'
  | 'drafts';

export const partTitles: Readonly<Record<MinePart, string>> = {
  late: '前几天没查完',
  today: '今天的检查点',
  coming: '接下来的检查点',
  handings: '待签收、待回复',
  hazards: '到期隐患',
  decidable: '待我审批',
  asked: '我提交、待批',
  comments: '提到我的批注',
  drafts: '未提交的草稿',
};

/** What is open at first: what the person is here for. Null where nothing of the workspace may be seen. */
export function firstPart(may: (needs: Capability) => boolean): MinePart | null {
  if (may('record.visits')) return 'today';
  if (may('see.ledger')) return 'hazards';
  return may('see.basic') ? 'drafts' : null;
}

/** Stops by when they are: before today, today, later or without a day. */
export function partedStops({ today, stops }: OutputOf<'mine.stops'>) {
  const isOn = (compare: (date: string) => boolean) =>
    stops.filter(({ date }) => date !== null && compare(date));
  return {
    late: isOn((date) => date < today),
    today: isOn((date) => date === today),
    coming: stops.filter(({ date }) => date === null || date > today),
  };
}

/** Approvals that somebody decides about, and those that the person waits for. */
export function partedApprovals(approvals: OutputOf<'approvals.list'>) {
  return {
    decidable: approvals.filter(({ decidable }) => decidable),
    asked: approvals.filter(({ mine, state }) => mine && state === 'waiting'),
  };
}

/** What waits for the person's body, of all that was handed about and stands. */
export const ownHandings = {
  asked: { hazardId: null, standing: true },
  of: (handings: readonly Handing[]) => handings.filter(({ own }) => own),
};
