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
    return await drawSampledChecks(context, input);
  },

  async 'rechecks.record'(context, input) {
    await recordSampledCheck(context, input);
    return {};
  },
};
