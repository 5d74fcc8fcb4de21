import { localActor } from '../platform/actor.ts';
import type { HandlersOf } from './handler-types.ts';

export const draftsHandlers: HandlersOf<'drafts'> = {
  async 'drafts.list'({ workspace }) {
    return workspace.drafts.list(localActor()).map(({ values: _, formId: __, ...about }) => about);
  },

  async 'drafts.find'({ workspace }, subject) {
    return workspace.drafts.find(localActor(), subject);
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
