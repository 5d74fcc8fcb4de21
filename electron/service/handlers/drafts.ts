import { localActor } from '../platform/actor.ts';
import type { HandlersOf } from './handler-types.ts';

export const draftsHandlers: HandlersOf<'drafts'> = {
  async 'drafts.list'({ workspace }) {
    return workspace.drafts
      .list(localActor())
      .map(({ kind, thing, title, address, keptAt }) => ({ kind, thing, title, address, keptAt }));
  },

  async 'drafts.get'({ workspace }, key) {
    return workspace.drafts.get(localActor(), key);
  },

  async 'drafts.keep'({ workspace, now }, draft) {
    workspace.drafts.keep(localActor(), draft, now);
    return {};
  },

  async 'drafts.discard'({ workspace }, key) {
    workspace.drafts.discard(localActor(), key);
    return {};
  },
};
