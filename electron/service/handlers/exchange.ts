import { planEvents } from '../import/exchange/plan-events.ts';
import { takeEvents, tellPlan } from '../import/exchange/take-events.ts';
import { gatherEvents, noteSent } from '../output/exchange/gather-events.ts';
import { listReplies, settleReply } from '../sweeps/exchange/replies.ts';
import type { HandlersOf } from './handler-types.ts';

export const exchangeHandlers: HandlersOf<'exchange'> = {
  async 'exchange.out'(context, wanted) {
    return await gatherEvents(context, wanted);
  },

  async 'exchange.noteSent'(context, told) {
    await noteSent(context, told);
    return {};
  },

  async 'exchange.read'(context, file) {
    return tellPlan(await planEvents(context, file), null);
  },

  async 'exchange.take'(context, file) {
    return await takeEvents(context, file);
  },

  async 'exchange.replies'({ db }) {
    return await listReplies(db);
  },

  async 'exchange.settle'(context, input) {
    return { state: await settleReply(context, input) };
  },
};
