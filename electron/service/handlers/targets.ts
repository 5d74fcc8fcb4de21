import { applyTargets, previewTargets } from '../sweeps/targets.ts';
import type { HandlersOf } from './handler-types.ts';

export const targetsHandlers: HandlersOf<'targets'> = {
  async 'targets.preview'(context, input) {
    return await previewTargets(context, input);
  },

  async 'targets.apply'(context, input) {
    return await applyTargets(context, input);
  },
};
