import {
  drawSampledChecks,
  listSampledChecks,
  recordSampledCheck,
} from '../sweeps/hazards/sampled-checks.ts';
import type { HandlersOf } from './handler-types.ts';

export const rechecksHandlers: HandlersOf<'rechecks'> = {
  async 'rechecks.list'({ db }) {
    return await listSampledChecks(db);
  },

  async 'rechecks.draw'(context, input) {
    const drawn = await drawSampledChecks(context, input);
    context.changed('hazards');
    return drawn;
  },

  async 'rechecks.record'(context, input) {
    await recordSampledCheck(context, input);
    context.changed('hazards', 'workspace');
    return {};
  },
};
