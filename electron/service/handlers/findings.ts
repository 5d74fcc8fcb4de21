import { listFindings } from '../places/judging/list-findings.ts';
import { measureAll } from '../places/judging/measure-all.ts';
import type { HandlersOf } from './handler-types.ts';

export const findingsHandlers: HandlersOf<'findings'> & HandlersOf<'changes'> = {
  async 'changes.preview'({ rehearse }, { command, input }) {
    return (await rehearse(command, input)).preview;
  },

  async 'findings.list'(context, { allRules, ...about }) {
    return await listFindings(context, { ...about, primary: !allRules });
  },

  async 'findings.recompute'(context, { method }) {
    const { summary, flips } = await measureAll(context, method);
    context.recordAfter({ ...summary, ...(flips.length > 0 && { flips }) });
    context.touched({ findings: 'all' });
    return summary;
  },
};
