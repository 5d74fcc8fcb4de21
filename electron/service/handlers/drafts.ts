import { localActor } from '../platform/actor.ts';
import { forgetPhotosOf } from '../sweeps/attachments/waiting.ts';
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

  async 'drafts.discard'(context, key) {
    const { drafts } = context.workspace;
    const draft = drafts.find(localActor(), key).find(({ page }) => page === key.page);
    drafts.discard(localActor(), key);
    if (draft) await forgetPhotosOf(context, draft.formId);
    return {};
  },
};
