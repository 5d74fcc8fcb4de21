import { late } from '../late.tsx';

/** The list of approvals, loaded when it is looked at: it brings a table along, which the first screen does without. */
export const LateApprovals = late(async () => (await import('./approval-list.tsx')).ApprovalList);
