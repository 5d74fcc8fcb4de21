import { gatherWatch, keepWeights } from '../output/watch/gather-watch.ts';
import { writeWatch } from '../output/watch/watch-file.ts';
import type { HandlersOf } from './handler-types.ts';

export const watchHandlers: HandlersOf<'watch'> = {
  async 'watch.get'(context) {
    return await gatherWatch(context);
  },

  async 'watch.file'(context) {
    return await writeWatch(context);
  },

  async 'watch.keepWeights'(context, { weights }) {
    await keepWeights(context, weights);
    return {};
  },
};
