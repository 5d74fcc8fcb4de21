import { gatherPast } from '../output/history/gather-past.ts';
import { judgeUnderPack } from '../output/history/judge-under-pack.ts';
import type { HandlersOf } from './handler-types.ts';

export const historyHandlers: HandlersOf<'history'> = {
  async 'history.days'(context, wanted) {
    return await gatherPast(context, wanted);
  },

  async 'history.underPack'(context, { packId }) {
    return await judgeUnderPack(context, packId);
  },
};
