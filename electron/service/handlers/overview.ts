import { readOverview } from '../sweeps/overview.ts';
import type { HandlersOf } from './handler-types.ts';

export const overviewHandlers: HandlersOf<'overview'> = {
  async 'overview.get'(context) {
    return await readOverview(context);
  },
};
