import { listFindings } from '../places/judging/list-findings.ts';
import { recomputeAll } from '../places/judging/recompute.ts';
import type { HandlersOf } from './handler-types.ts';

export const findingsHandlers: HandlersOf<'findings'> & HandlersOf<'changes'> = {
  async 'changes.preview'({ rehearse }, { command, input }) {
    return (await rehearse(command, input)).preview;
  },

  async 'findings.list'(context, { allRules, ...about }) {
    return await listFindings(context, { ...about, primary: !allRules });
  },

  async 'findings.recompute'(context, { method }) {
    return await recomputeAll(context, method);
  },
};
