import { approvalRules } from '#shared/contract/approval-rules.ts';
import { findTemplate } from '../output/documents/templates.ts';
import { decideApproval, withdrawApproval } from '../sweeps/approvals/decide-approval.ts';
import { listApprovals } from '../sweeps/approvals/list-approvals.ts';
import { requestApproval } from '../sweeps/approvals/request-approval.ts';
import type { HandlersOf } from './handler-types.ts';

export const approvalsHandlers: HandlersOf<'approvals'> = {
  async 'approvals.list'(context) {
    return await listApprovals(context);
  },

  async 'approvals.request'(context, { wanted }) {
    const template = approvalRules[wanted.command].templateOf?.(wanted.input);
    const paper = template === undefined ? '' : (await findTemplate(context, template)).title;
    return { id: await requestApproval(context, wanted, paper) };
  },

  async 'approvals.decide'(context, input) {
    return { state: await decideApproval(context, input) };
  },

  async 'approvals.withdraw'(context, { id }) {
    await withdrawApproval(context, id);
    return {};
  },
};
