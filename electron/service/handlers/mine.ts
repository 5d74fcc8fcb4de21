import { listOwnComments } from '../sweeps/comments/list-comments.ts';
import { readOwnHazards } from '../sweeps/mine/own-hazards.ts';
import { readOwnStops } from '../sweeps/mine/own-stops.ts';
import type { HandlersOf } from './handler-types.ts';

export const mineHandlers: HandlersOf<'mine'> = {
  async 'mine.stops'(context) {
    return await readOwnStops(context);
  },

  async 'mine.comments'(context) {
    return await listOwnComments(context);
  },

  async 'mine.hazards'(context) {
    return await readOwnHazards(context);
  },
};
